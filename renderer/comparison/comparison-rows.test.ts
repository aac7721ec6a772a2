import { describe, expect, it } from 'vitest'
import type { ContainerProcess } from '#domain/container-process.ts'
import { aProcess } from '#domain/testing/a-process.ts'
import type { View } from './comparison-rows.ts'
import { initialView, rowsOf } from './comparison-rows.ts'

const initial = [{ containerId: 0, hostId: 0, size: 4294967295 }]

function container(name: string, letter: string, changes: Partial<ContainerProcess> = {}) {
  return { containerName: name, containerId: letter.repeat(64), ...changes }
}

const web = aProcess(30, container('web', 'a', { command: 'nginx: master' }))
const worker = aProcess(
  31,
  container('web', 'a', {
    command: 'nginx: worker',
    uid: { host: 458785, container: 33, hostName: undefined, containerName: 'www-data' },
    effectiveCapabilities: '0000000000000000',
  }),
)
const agent = aProcess(
  20,
  container('agent', 'b', {
    command: 'agent --all',
    uid: { host: 0, container: 0, hostName: 'root', containerName: 'root' },
    uidMappings: initial,
    hostUserNamespace: true,
  }),
)
const processes = [web, worker, agent]

function shown(view: Partial<View>): readonly string[] {
  return rowsOf(processes, { ...initialView, ...view }, new Map()).map((row) =>
    row.kind === 'group'
      ? `${row.first.containerName} (${row.processCount}): ${row.landing}`
      : `  ${row.process.command}`,
  )
}

describe('rowsOf', () => {
  it('groups by container, in the order of names, each with its worst process', () => {
    expect(shown({})).toEqual([
      'agent (1): root',
      '  agent --all',
      'web (2): nobody',
      '  nginx: master',
      '  nginx: worker',
    ])
  })

  it.each<[Partial<View>, readonly string[]]>([
    [
      { sort: { by: 'pid', isDescending: true } },
      ['nginx: worker', 'nginx: master', 'agent --all'],
    ],
    [
      { sort: { by: 'onHost', isDescending: false } },
      ['agent --all', 'nginx: master', 'nginx: worker'],
    ],
    [
      { sort: { by: 'inside', isDescending: true } },
      ['nginx: worker', 'agent --all', 'nginx: master'],
    ],
    [
      { sort: { by: 'landing', isDescending: false } },
      ['agent --all', 'nginx: master', 'nginx: worker'],
    ],
    [
      { sort: { by: 'command', isDescending: true } },
      ['nginx: worker', 'nginx: master', 'agent --all'],
    ],
  ])('sorts by %j', (view, expected) => {
    expect(shown({ isGrouped: false, ...view }).map((line) => line.trim())).toEqual(expected)
  })

  it.each<[Partial<View>, readonly string[]]>([
    [{ query: 'NGINX www-data' }, ['nginx: worker']],
    [{ query: '458785' }, ['nginx: worker']],
    [{ query: 'nowhere' }, []],
    [{ landing: 'root' }, ['agent --all']],
    [{ containerId: 'a'.repeat(64) }, ['nginx: master', 'nginx: worker']],
  ])('shows by %j', (view, expected) => {
    expect(shown({ isGrouped: false, ...view }).map((line) => line.trim())).toEqual(expected)
  })
})
