import { expect, it } from 'vitest'
import { containerIdFromCgroup } from './proc-files.ts'
import { compilePractice, parsePracticeEvents, practiceContainerId } from './practice-engines.ts'

const id = '5e'.repeat(32)

it('reads what the program says, and nothing else', () => {
  const text = [
    '1\t1000\tpractice-started\t3600000',
    '2\t1010\tengine-starting\tplain',
    '3\t1020\tengine-ready\tplain\t20.10.24',
    `4\t1030\tcontainer-started\tplain\tas-root\t${id}`,
    '5\t1040\tbreak-out\tremapped\tdenied\tdd: Permission denied',
    '6\t1050\tpractice-ready',
    '7\t1060\tpractice-failed\tmemory-short\t300',
    '8\t1070\tpractice-failed\tof-a-later-version\twhat it said',
    '9\t1080\tpractice-ended',
    // None of these is one.
    '10\t1090\tengine-starting\tsomebody',
    `11\t1100\tcontainer-started\tplain\tas-root\t${id}/..`,
    '12\t1110\tbreak-out\tplain\tperhaps',
    'x\t1120\tpractice-ready',
    '13\t1130\tpractice-rea',
  ].join('\n')
  expect(parsePracticeEvents(text)).toEqual([
    { sequence: 1, at: 1000, kind: 'practice-started', limitMs: 3600000 },
    { sequence: 2, at: 1010, kind: 'engine-starting', engine: 'plain' },
    { sequence: 3, at: 1020, kind: 'engine-ready', engine: 'plain', version: '20.10.24' },
    {
      sequence: 4,
      at: 1030,
      kind: 'container-started',
      engine: 'plain',
      name: 'as-root',
      containerId: id,
    },
    {
      sequence: 5,
      at: 1040,
      kind: 'break-out',
      engine: 'remapped',
      outcome: 'denied',
      words: 'dd: Permission denied',
    },
    { sequence: 6, at: 1050, kind: 'practice-ready' },
    { sequence: 7, at: 1060, kind: 'practice-failed', code: 'memory-short', detail: '300' },
    { sequence: 8, at: 1070, kind: 'practice-failed', code: 'unexpected', detail: 'what it said' },
    { sequence: 9, at: 1080, kind: 'practice-ended' },
  ])
})

it('tells a container of a practice engine from those of this machine’s Docker, and back', () => {
  const practice = `0::/subroot-practice/remapped/${id}\n`
  expect(practiceContainerId(practice)).toBe(id)
  expect(practiceContainerId(`0::/machine.slice/subroot-practice/plain/${id}/inner\n`)).toBe(id)
  expect(containerIdFromCgroup(practice)).toBe(undefined)
  for (const other of [
    `0::/docker/${id}\n`,
    `0::/system.slice/docker-${id}.scope\n`,
    '0::/subroot-practice/engines\n',
    `0::/subroot-practice/other/${id}\n`,
  ]) {
    expect(practiceContainerId(other)).toBe(undefined)
  }
})

it('gives the program one number, and only a whole container’s range', () => {
  const script = compilePractice({ start: 458752, count: 65536 }, 'practise() { :; }\n')
  expect(script.endsWith('\npractise 458752 "$@"\n')).toBe(true)
  expect(() => compilePractice({ start: 458752, count: 1000 }, '')).toThrow('1000')
})
