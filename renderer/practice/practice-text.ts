import type { Language } from '../preferences.ts'
import { useLanguage } from '../text/use-text.ts'
import { practiceInEnglish, type PracticeText } from '../text/practice/en.ts'
import { practiceInChinese } from '../text/practice/zh-CN.ts'

const catalogues: Readonly<Record<Language, PracticeText>> = {
  en: practiceInEnglish,
  'zh-CN': practiceInChinese,
}

/** The texts of practice in the chosen language; both are loaded with it, so that a switch needs no other file. */
export function usePracticeText(): PracticeText {
  return catalogues[useLanguage()]
}
