import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { createScratchMachine, scratchMachineObstacle } from '#privileged/scratch-machine.ts'
import { inSysctlOrder } from './sysctl-files.ts'

const PROGRAM = ['/usr/lib/systemd/systemd-sysctl', '/lib/systemd/systemd-sysctl'].find(existsSync)
const obstacle = PROGRAM === undefined ? 'no systemd-sysctl' : scratchMachineObstacle()

/** Only lists what would be read: `--cat-config` sets nothing. */
it.skipIf(obstacle !== undefined)(
  `has the order of systemd-sysctl itself${obstacle === undefined ? '' : ` (skipped: ${obstacle})`}`,
  () => {
    const machine = createScratchMachine()
    try {
      const paths = [
        '/etc/sysctl.d/50-b.conf',
        '/etc/sysctl.d/zz-subroot.conf',
        '/etc/sysctl.d/99-user_max_user_namespaces.conf',
        '/etc/sysctl.d/B.conf',
        '/run/sysctl.d/50-b.conf',
        '/run/sysctl.d/60-c.conf',
        '/run/sysctl.d/a.conf',
      ]
      for (const directory of ['/etc/sysctl.d', '/run/sysctl.d']) {
        mkdirSync(machine.outside(directory), { recursive: true })
      }
      for (const path of paths) machine.write(path, 'kernel.subroot_test = 1\n')
      const { output } = machine.run([PROGRAM!, '--cat-config', '--no-pager'])
      const listed = [...output.matchAll(/^# (?<path>\/.*\.conf)$/gm)].map(
        (match) => match.groups!['path']!,
      )
      const ours = listed.filter((path) => paths.includes(path))
      expect(inSysctlOrder(paths.map((path) => ({ path }))).map(({ path }) => path)).toEqual(ours)
      expect(ours.at(-1)).toBe('/etc/sysctl.d/zz-subroot.conf')
    } finally {
      machine.remove()
    }
  },
)

/** `--dry-run` came with procps 4; it prints what it would set, and sets nothing. */
const procps = spawnSync('sysctl', ['--help'], { encoding: 'utf8' }).stdout ?? ''
const procpsObstacle = procps.includes('--dry-run') ? obstacle : 'sysctl(8) without --dry-run'

it.skipIf(procpsObstacle !== undefined)(
  `has the order of sysctl --system${procpsObstacle === undefined ? '' : ` (skipped: ${procpsObstacle})`}`,
  () => {
    const machine = createScratchMachine()
    try {
      const paths = ['/etc/sysctl.d/zz-subroot.conf', '/etc/sysctl.d/99-a.conf', '/etc/sysctl.conf']
      mkdirSync(machine.outside('/etc/sysctl.d'), { recursive: true })
      for (const path of paths) machine.write(path, 'kernel.subroot_test = 1\n')
      const { output } = machine.run(['sysctl', '--dry-run', '--system'])
      const listed = [...output.matchAll(/^\* Applying (?<path>\/\S+) \.\.\.$/gm)].map(
        (match) => match.groups!['path']!,
      )
      const ours = listed.filter((path) => paths.includes(path))
      expect(inSysctlOrder(paths.map((path) => ({ path }))).map(({ path }) => path)).toEqual(ours)
      expect(ours.at(-1)).toBe('/etc/sysctl.conf')
    } finally {
      machine.remove()
    }
  },
)
