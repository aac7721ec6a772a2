import { createStore } from 'zustand/vanilla'

export const languages = ['en', 'zh-CN'] as const
export type Language = (typeof languages)[number]

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

export type Preferences = { readonly language: Language; readonly theme: Theme }

/** How the interface looks; kept by the page itself, so that the main process has nothing to store. */
export const preferences = createStore<Preferences>(() => ({
  language: languages.find((one) => one === stored('language')) ?? preferredLanguage(),
  theme: themes.find((one) => one === stored('theme')) ?? 'system',
}))

export function chooseLanguage(language: Language): void {
  localStorage.setItem('language', language)
  preferences.setState({ language })
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
