import { expect, it } from 'vitest'
import type { ContainerProcess } from '#domain/container-process.ts'
import type { PracticeEvent } from '#domain/practice-engines.ts'
import { endOfEngines, endOfTime, engineView } from './engine-view.ts'

const one = '1a'.repeat(32)
const two = '2b'.repeat(32)
const other = '3c'.repeat(32)

function processOf(containerId: string, host: number): ContainerProcess {
  const id = { host: 0, container: 0, hostName: 'root', containerName: 'root' }
  return {
    containerId,
    containerName: 'as-root',
    pid: { host, container: 1 },
    uid: id,
    gid: id,
    command: 'sleep 90m',
    uidMappings: [],
    gidMappings: [],
    hostUserNamespace: true,
    effectiveCapabilities: undefined,
  }
}

const events: readonly PracticeEvent[] = [
  { sequence: 1, at: 1000, kind: 'practice-started', limitMs: 3600 },
  { sequence: 2, at: 1001, kind: 'engine-ready', engine: 'plain', version: '28.5.2' },
  started(3, 'plain', two),
  started(4, 'plain', one),
  started(5, 'remapped', other),
  { sequence: 6, at: 1002, kind: 'break-out', engine: 'plain', outcome: 'read', words: '' },
]

function started(sequence: number, engine: 'plain' | 'remapped', containerId: string) {
  return {
    sequence,
    at: 1001,
    kind: 'container-started',
    engine,
    name: 'as-root',
    containerId,
  } as const
}

it('shows each engine its own processes only, in the order in which containers were started', () => {
  const processes = [processOf(one, 5), processOf(two, 9), processOf(other, 6), processOf(two, 7)]
  expect(engineView('plain', events, processes)).toEqual({
    engine: 'plain',
    version: '28.5.2',
    processes: [processOf(two, 7), processOf(two, 9), processOf(one, 5)],
    breakOut: events[5],
  })
  expect(engineView('remapped', events, processes)).toEqual({
    engine: 'remapped',
    version: undefined,
    processes: [processOf(other, 6)],
    breakOut: undefined,
  })
})

it('knows when they end by themselves', () => {
  expect(endOfTime(events)).toBe(4600)
  expect(endOfTime([])).toBe(undefined)
})

it('tells how they ended', () => {
  const over = { sequence: 9, at: 9, kind: 'practice-ended' } as const
  const failed = {
    sequence: 8,
    at: 8,
    kind: 'practice-failed',
    code: 'memory-short',
    detail: '1',
  } as const
  expect(endOfEngines([])).toBe(undefined)
  expect(endOfEngines(events)).toEqual({ kind: 'killed' })
  expect(endOfEngines([...events, over])).toEqual({ kind: 'over' })
  expect(endOfEngines([failed, over])).toEqual({
    kind: 'failed',
    failure: failed,
    hadStarted: false,
  })
  const ready = { sequence: 7, at: 7, kind: 'practice-ready' } as const
  expect(endOfEngines([...events, ready, failed, over])).toMatchObject({ hadStarted: true })
})
