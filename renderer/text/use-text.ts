import { useStore } from 'zustand'
import { preferences } from '../preferences.ts'
import type { Language } from '../preferences.ts'
import { catalogueIn } from './catalogues.ts'
import type { Text } from './en.ts'

/** The catalogue in the chosen language. */
export function useText(): Text {
  return catalogueIn(useLanguage())
}

export function useLanguage(): Language {
  return useStore(preferences, (state) => state.language)
}
