import { createStore } from 'zustand/vanilla'
import { loadCatalogue } from './text/catalogues.ts'

export const languages = ['en', 'zh-CN'] as const
export type Language = (typeof languages)[number]

/** Each in its own words. */
export const languageNames: Readonly<Record<Language, string>> = {
  en: 'English',
  'zh-CN': '简体中文',
}

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

export type Preferences = {
  readonly language: Language
  readonly theme: Theme
  /** The language that was asked for last, if its texts could not be loaded. */
  readonly missingLanguage: Language | undefined
}

/** How the interface looks; kept by the page itself, so that the main process has nothing to store. */
export const preferences = createStore<Preferences>(() => ({
  language: languages.find((one) => one === stored('language')) ?? preferredLanguage(),
  theme: themes.find((one) => one === stored('theme')) ?? 'system',
  missingLanguage: undefined,
}))

/** The one in use stays where the other cannot be loaded. */
export async function chooseLanguage(language: Language): Promise<void> {
  try {
    await loadCatalogue(language)
  } catch {
    preferences.setState({ missingLanguage: language })
    return
  }
  localStorage.setItem('language', language)
  preferences.setState({ language, missingLanguage: undefined })
}

export function chooseTheme(theme: Theme): void {
  localStorage.setItem('theme', theme)
  preferences.setState({ theme })
}

/** Puts the preferences where style sheets and screen readers find them. */
export function applyPreferences({ language, theme }: Preferences): void {
  document.documentElement.lang = language
  document.documentElement.dataset.theme = theme
}

function stored(key: keyof Preferences): string | null {
  return localStorage.getItem(key)
}

function preferredLanguage(): Language {
  return navigator.languages.find((one) => /^(?:en|zh)\b/u.test(one))?.startsWith('zh')
    ? 'zh-CN'
    : 'en'
}
