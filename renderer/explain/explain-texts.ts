import { use } from 'react'
import type { Language } from '../preferences.ts'
import { useLanguage } from '../text/use-text.ts'
import { loadOnce } from '../ui/load-once.ts'
import type { ExplainText } from './explain-text.ts'

const loaders: Readonly<Record<Language, () => Promise<ExplainText | undefined>>> = {
  en: loadOnce(async () => (await import('./explain-en.ts')).explainInEnglish),
  'zh-CN': loadOnce(async () => (await import('./explain-zh-CN.ts')).explainInChinese),
}

/** The explanations in the chosen language; undefined where their file is missing. Waits until they are loaded. */
export function useExplainText(): ExplainText | undefined {
  return use(loaders[useLanguage()]())
}
