import type * as Practice from './Practice.tsx'

let loading: Promise<typeof Practice | undefined> | undefined

/** Loaded only when somebody practises; undefined when the built page lacks the file. */
export function loadPractice(): Promise<typeof Practice | undefined> {
  loading ??= import('./Practice.tsx').catch(() => undefined)
  return loading
}
