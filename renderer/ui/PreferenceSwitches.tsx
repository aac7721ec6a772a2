import { useStore } from 'zustand'
import { chooseLanguage, chooseTheme, languages, preferences, themes } from '../preferences.ts'
import { catalogues, useText } from '../text/use-text.ts'
import { Choice } from './Choice.tsx'

export function PreferenceSwitches() {
  const { shell } = useText()
  const { language, theme } = useStore(preferences)
  return (
    <>
      <Choice
        label={shell.language}
        value={language}
        options={languages.map((one) => ({
          value: one,
          label: catalogues[one].languageName,
          lang: one,
        }))}
        onChange={chooseLanguage}
      />
      <Choice
        label={shell.theme}
        value={theme}
        options={themes.map((one) => ({ value: one, label: shell.themes[one] }))}
        onChange={chooseTheme}
      />
    </>
  )
}
