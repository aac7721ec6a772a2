import type { IdRange } from './id-range.ts'
import { CONTAINER_ID_COUNT } from './id-range.ts'
import { parseEventLine } from './run-events.ts'

/** The two Docker daemons to practise with: as Docker comes, and with user namespace remapping. */
export type PracticeEngine = (typeof PRACTICE_ENGINES)[number]

export const PRACTICE_ENGINES = ['plain', 'remapped'] as const

/** One line of their progress, in order. `at` is milliseconds since 1970. */
export type PracticeEvent = { readonly sequence: number; readonly at: number } & (
  | { readonly kind: 'practice-started'; readonly limitMs: number }
  | { readonly kind: 'engine-starting'; readonly engine: PracticeEngine }
  | { readonly kind: 'engine-ready'; readonly engine: PracticeEngine; readonly version: string }
  | {
      readonly kind: 'container-started'
      readonly engine: PracticeEngine
      readonly name: string
      readonly containerId: string
    }
  /** Whether root of a container read a file that only root of this machine may read; `failed`: for another reason. */
  | {
      readonly kind: 'break-out'
      readonly engine: PracticeEngine
      readonly outcome: BreakOutOutcome
      readonly words: string
    }
  | { readonly kind: 'practice-ready' }
  | {
      readonly kind: 'practice-failed'
      readonly code: PracticeFailureCode
      /** In the machine's own words. */
      readonly detail: string
    }
  /** Nothing of them is left. */
  | { readonly kind: 'practice-ended' }
)

export type BreakOutOutcome = (typeof BREAK_OUT_OUTCOMES)[number]

const BREAK_OUT_OUTCOMES = ['read', 'denied', 'failed'] as const

/** Why there are none; the program names them. */
export type PracticeFailureCode = (typeof PRACTICE_FAILURE_CODES)[number]

const PRACTICE_FAILURE_CODES = [
  /** The process of whoever asked had ended before they began. */
  'asker-gone',
  /** A program that they need is not in a directory of the system. */
  'command-missing',
  /** This machine keeps control groups in the older hierarchies. */
  'control-groups-v1',
  /** Too little memory is free; the detail is how many MiB are. */
  'memory-short',
  /** The kernel, or unshare(1), does not give namespaces. */
  'namespaces-refused',
  /** Somebody got IDs of the range meanwhile. */
  'range-taken',
  /** Somebody else practises on this machine. */
  'practice-busy',
  'engine-not-started',
  'container-failed',
  /** A daemon ended by itself after both had been ready. */
  'engine-ended',
  /** A command failed that never should. */
  'unexpected',
] as const

/** The events in their file, or in what the program printed. A line that is not finished, or none of it, is left out. */
export function parsePracticeEvents(text: string): readonly PracticeEvent[] {
  return text
    .split('\n')
    .slice(0, -1)
    .flatMap((line) => parsePracticeEvent(line) ?? [])
}

function parsePracticeEvent(line: string): PracticeEvent | undefined {
  const parts = parseEventLine(line)
  if (parts === undefined) return undefined
  const { head, kind, fields } = parts
  const [first = '', second = '', third = ''] = fields
  const engine = PRACTICE_ENGINES.find((engine) => engine === first)
  switch (kind) {
    case 'practice-started':
      return /^\d{1,9}$/u.test(first) ? { ...head, kind, limitMs: Number(first) } : undefined
    case 'engine-starting':
      return engine && { ...head, kind, engine }
    case 'engine-ready':
      return engine && { ...head, kind, engine, version: second }
    case 'container-started': {
      const containerId = /^[0-9a-f]{64}$/u.test(third) ? third : undefined
      return engine && containerId
        ? { ...head, kind, engine, name: second, containerId }
        : undefined
    }
    case 'break-out': {
      const outcome = BREAK_OUT_OUTCOMES.find((outcome) => outcome === second)
      return engine && outcome && { ...head, kind, engine, outcome, words: third }
    }
    case 'practice-failed': {
      const code = PRACTICE_FAILURE_CODES.find((code) => code === first) ?? 'unexpected'
      return { ...head, kind, code, detail: second }
    }
    case 'practice-ready':
    case 'practice-ended':
      return { ...head, kind }
    default:
      return undefined
  }
}

/**
 * The whole program that root runs for them: `practiceText` (electron/privileged/practice) and the IDs that the remapped
 * engine's containers get, which must be nobody's.
 */
export function compilePractice({ start, count }: IdRange, practiceText: string): string {
  if (count !== CONTAINER_ID_COUNT) throw new Error(`A practice takes no range of ${count} IDs`)
  return [
    '#!/bin/sh',
    '# shellcheck shell=dash',
    '# Subroot: two Docker daemons to practise with, until the window asks for their end or is gone.',
    '',
    practiceText.trimEnd(),
    '',
    '# The first of the 65536 IDs that the remapped engine gives its containers. Nobody has them.',
    `practise ${start} "$@"`,
    '',
  ].join('\n')
}

/** A container of a practice engine, as /proc/<pid>/cgroup names it; undefined for every other process. */
export function practiceContainerId(cgroupText: string): string | undefined {
  return /\/subroot-practice\/(?:plain|remapped)\/(?<id>[0-9a-f]{64})(?:\/|$)/mu.exec(cgroupText)
    ?.groups?.['id']
}
