import { loadOnce } from '../ui/load-once.ts'

/** The steps after the first one. */
export const loadLateStep = loadOnce(() => import('./LateStep.tsx'))
