import type { HostFacts } from './host-facts.ts'

/** A simulated machine as the list of them tells of it. */
export type PracticeMachine = {
  /** By which it is asked for: a directory of e2e/hosts. */
  readonly name: string
  /** What is special about it, in a sentence for each language of the interface. */
  readonly about: { readonly en: string; readonly 'zh-CN': string }
  readonly distribution: string
  readonly engine: HostFacts['docker']['engine']
  /** Docker's version, where one answers. */
  readonly dockerVersion: string | undefined
  readonly outcome: PracticeOutcome
  /** One of the few to begin with. */
  readonly featured: boolean
}

/** Whether remapping can be turned on there, only after an agreement, or not at all. */
export const PRACTICE_OUTCOMES = ['can-be-done', 'needs-agreement', 'refused'] as const

export type PracticeOutcome = (typeof PRACTICE_OUTCOMES)[number]

/** The machine that somebody practises on, and what still is to go wrong there. */
export type Practice = {
  readonly machine: PracticeMachine
  readonly faults: readonly PracticeFault[]
}

/**
 * What can be made to go wrong on a simulated machine. The first five happen once and are over; the others stay until
 * they are switched off. e2e/hosts/README.md says what each one does.
 */
export const PRACTICE_FAULTS = [
  'dialog-dismissed',
  'not-authorised',
  'cut-off',
  'facts-changed',
  'changed-since-review',
  'no-agent',
  'no-pkexec',
  'line-not-run',
  'root-refused',
  'docker-does-not-start',
  'rollback-failed',
  'socket-unreadable',
] as const

export type PracticeFault = (typeof PRACTICE_FAULTS)[number]

/** What somebody at the simulated machine can do at this moment. */
export const PRACTICE_HAPPENINGS = [
  'container-started',
  'container-stopped',
  'account-added',
  'own-line-changed',
  'machine-restarted',
] as const

export type PracticeHappening = (typeof PRACTICE_HAPPENINGS)[number]
