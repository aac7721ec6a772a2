import type { Language } from '../preferences.ts'
import type { Widened } from './en.ts'
import type { proofInEnglish } from './proof-en.ts'

/** What the live proof’s catalogues must contain. */
export type ProofText = Widened<typeof proofInEnglish>

const loaders: Readonly<Record<Language, () => Promise<ProofText>>> = {
  en: async () => (await import('./proof-en.ts')).proofInEnglish,
  'zh-CN': async () => (await import('./proof-zh-CN.ts')).proofInChinese,
}

const loading = new Map<Language, Promise<ProofText | undefined>>()

/** undefined when the built page lacks the file. */
export function loadProofText(language: Language): Promise<ProofText | undefined> {
  const known = loading.get(language)
  if (known !== undefined) return known
  const text = loaders[language]().catch(() => undefined)
  loading.set(language, text)
  return text
}
