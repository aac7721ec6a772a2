import { useStore } from 'zustand'
import {
  chooseLanguage,
  chooseTheme,
  languageNames,
  languages,
  preferences,
  themes,
} from '../preferences.ts'
import { fill } from '../text/fill.ts'
import { useText } from '../text/use-text.ts'
import { Choice } from './Choice.tsx'

export function PreferenceSwitches() {
  const { shell } = useText()
  const { language, theme, missingLanguage } = useStore(preferences)
  return (
    <>
      <Choice
        label={shell.language}
        value={language}
        options={languages.map((one) => ({ value: one, label: languageNames[one], lang: one }))}
        onChange={(chosen) => void chooseLanguage(chosen)}
      />
      <output className="choice-problem">
        {missingLanguage &&
          fill(shell.languageMissing, { language: languageNames[missingLanguage] })}
      </output>
      <Choice
        label={shell.theme}
        value={theme}
        options={themes.map((one) => ({ value: one, label: shell.themes[one] }))}
        onChange={chooseTheme}
      />
    </>
  )
}
