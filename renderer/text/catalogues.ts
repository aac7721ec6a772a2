import type { Language } from '../preferences.ts'
import type { Text } from './en.ts'

/** Most people need one of them, so each is a file of its own. */
const loaders: Readonly<Record<Language, () => Promise<Text>>> = {
  en: async () => (await import('./en.ts')).en,
  'zh-CN': async () => (await import('./zh-CN.ts')).zhCN,
}

const loaded = new Map<Language, Text>()

/** Rejects when the built page lacks the file. */
export async function loadCatalogue(language: Language): Promise<void> {
  loaded.set(language, await loaders[language]())
}

/** A language is chosen only once its catalogue is here. */
export function catalogueIn(language: Language): Text {
  const text = loaded.get(language)
  if (text === undefined) throw new Error(`The catalogue ${language} is not loaded`)
  return text
}
