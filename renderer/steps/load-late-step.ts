import type * as LateSteps from './LateStep.tsx'

let loading: Promise<typeof LateSteps | undefined> | undefined

/**
 * The steps after the first one; undefined when the built page lacks their file. Chromium asks for a file only once, so
 * there is no second attempt.
 */
export function loadLateStep(): Promise<typeof LateSteps | undefined> {
  loading ??= import('./LateStep.tsx').catch(() => undefined)
  return loading
}
