import type { Language } from '../../preferences.ts'
import { useLanguage } from '../../text/use-text.ts'
import { enginesInEnglish, type EnginesText } from '../../text/practice/engines-en.ts'
import { enginesInChinese } from '../../text/practice/engines-zh-CN.ts'

const catalogues: Readonly<Record<Language, EnginesText>> = {
  en: enginesInEnglish,
  'zh-CN': enginesInChinese,
}

export function useEnginesText(): EnginesText {
  return catalogues[useLanguage()]
}
