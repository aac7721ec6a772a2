import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, statSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { digested } from '../domain/edit-step.ts'
import type { Plan, PlanStep } from '../domain/plan.ts'
import type { ScratchMachine } from './scratch-machine.ts'
import { createScratchMachine, scratchMachineObstacle } from './scratch-machine.ts'
import { planOf, prepend, runPlan, SHELLS } from './testing-plans.ts'

/** Every file that a plan edits itself; useradd and groupadd keep those that they write. */
const EDITED = ['/etc/subuid', '/etc/subgid', '/etc/docker/daemon.json', '/etc/default/docker']
const ACCOUNTS = ['/etc/passwd', '/etc/group', '/etc/shadow', '/etc/gshadow']

/** SELinux’s label is only text here: a kernel that enforces it may say more, which is not tried. */
const ATTRIBUTES = {
  'user.note': 'kept',
  'trusted.note': 'kept',
  'security.selinux': 'system_u:object_r:etc_t:s0',
}

const obstacle = findObstacle()
if (obstacle !== undefined) console.warn(`No tests of attributes: ${obstacle}`)

let machine: ScratchMachine
beforeEach(() => {
  if (obstacle !== undefined) return
  machine = createScratchMachine()
  for (const dir of ['/etc/docker', '/etc/default']) mkdirSync(machine.outside(dir))
  machine.write('/etc/docker/daemon.json', '{}\n')
  machine.write('/etc/default/docker', 'DOCKER_OPTS=""\n')
})
afterEach(() => machine?.remove())

/** busybox' shell prefers its own cp, which keeps mode and owner alone. */
const WITH_GNU_CP = SHELLS.filter(([name]) => name !== 'busybox')

describe.runIf(obstacle === undefined).each(WITH_GNU_CP)(
  'mode, owner, label, extended attributes and access control lists, under %s',
  (_, shell) => {
    const run = (plan: Plan, runId: string) => runPlan(machine, shell, plan, runId).exitCode

    it('are kept of every file that is edited, also where it is put back', () => {
      EDITED.forEach(mark)
      const before = EDITED.map(attributesOf)
      expect(before[0]).toContain('security.selinux="system_u:object_r:etc_t:s0"')
      expect(run(planOf(EDITED.map(edit)), 'run-1')).toBe(0)
      expect(EDITED.map(attributesOf)).toEqual(before)
      expect(run(planOf([...EDITED.map(edit), IMPOSSIBLE]), 'run-2')).toBe(11)
      expect(EDITED.map(attributesOf)).toEqual(before)
    })

    it('are kept of account files that a line is taken out of', () => {
      const line = 'dockremap:x:902:901::/:/bin/sh'
      for (const path of ACCOUNTS) {
        const ours = path.endsWith('group') ? 'dockremap:x:901:' : line
        machine.write(path, `${machine.read(path)}${ours}\n`)
      }
      ACCOUNTS.forEach(mark)
      const before = ACCOUNTS.map(attributesOf)
      const steps: readonly PlanStep[] = [
        { id: 'user', kind: 'remove-user', name: 'dockremap', uid: 902, line },
        { id: 'group', kind: 'remove-group', name: 'dockremap', gid: 901 },
      ]
      expect(run(planOf(steps), 'run-1')).toBe(0)
      expect(ACCOUNTS.map((path) => machine.read(path)?.includes('dockremap'))).toEqual(
        ACCOUNTS.map(() => false),
      )
      expect(ACCOUNTS.map(attributesOf)).toEqual(before)
    })

    it('come back with a file that was removed', () => {
      const path = '/etc/docker/daemon.json'
      mark(path)
      const before = attributesOf(path)
      const remove: PlanStep = {
        id: 'remove',
        kind: 'edit-file',
        path,
        before: digested('{}\n'),
        after: undefined,
        edits: [],
        mode: 0o644,
      }
      expect(run(planOf([remove, IMPOSSIBLE]), 'run-1')).toBe(11)
      expect(attributesOf(path)).toEqual(before)
    })
  },
)

/** Whatever was done before it is put back. */
const IMPOSSIBLE: PlanStep = {
  id: 'impossible',
  kind: 'validate-docker',
  program: '/bin/false',
  arguments: [],
}

function edit(path: string): PlanStep {
  return prepend(path, '#', machine.read(path))
}

function mark(path: string) {
  const outside = machine.outside(path)
  chownSync(outside, 1000, 1001)
  chmodSync(outside, 0o4640)
  for (const [name, value] of Object.entries(ATTRIBUTES)) {
    expectSuccess('setfattr', ['-n', name, '-v', value, outside])
  }
  expectSuccess('setfacl', ['-m', 'u:1002:r,g:1003:rw', outside])
}

/** Mode, owner, and all attributes, of which access control lists are one. */
function attributesOf(path: string): string {
  const { mode, uid, gid } = statSync(machine.outside(path))
  const { stdout } = spawnSync('getfattr', ['-d', '-m', '-', machine.outside(path)], {
    encoding: 'utf8',
  })
  return [mode.toString(8), uid, gid, ...stdout.split('\n').slice(1)].join('\n')
}

function expectSuccess(command: string, args: readonly string[]) {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' })
  expect([command, status, stderr]).toEqual([command, 0, ''])
}

/** Others than root may neither give files away nor write these attributes. */
function findObstacle(): string | undefined {
  if (process.getuid?.() !== 0) return 'only root may give files such attributes'
  if (!existsSync('/usr/bin/setfattr')) return 'setfattr is missing (package attr)'
  if (!existsSync('/usr/bin/setfacl')) return 'setfacl is missing (package acl)'
  return scratchMachineObstacle()
}
