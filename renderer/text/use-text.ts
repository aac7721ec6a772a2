import { useStore } from 'zustand'
import { preferences } from '../preferences.ts'
import type { Language } from '../preferences.ts'
import { en } from './en.ts'
import type { Text } from './en.ts'
import { zhCN } from './zh-CN.ts'

export const catalogues: Readonly<Record<Language, Text>> = { en, 'zh-CN': zhCN }

/** The catalogue in the chosen language. */
export function useText(): Text {
  return catalogues[useLanguage()]
}

export function useLanguage(): Language {
  return useStore(preferences, (state) => state.language)
}
