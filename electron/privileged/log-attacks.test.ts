import { chmodSync, chownSync, linkSync, mkdirSync, symlinkSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PlanStep } from '../domain/plan.ts'
import type { ScratchMachine } from './scratch-machine.ts'
import { createScratchMachine, scratchMachineObstacle } from './scratch-machine.ts'
import { planOf, runPlan, SHELLS } from './testing-plans.ts'

const obstacle = scratchMachineObstacle()
const SECRET = 'only-root-may-read-this'

/** In place of Docker and its service, which says what it is asked to say as it fails to start. */
const SIMULATED = {
  docker: `#!/bin/sh
# simulated docker, which runs as it always did
case $1 in info) printf '/var/lib/docker\\n' ;; esac
`,
  dockerd: `#!/bin/sh
# simulated dockerd, which refuses its configuration
cat /etc/words >&2
exit 1
`,
  service: `#!/bin/sh
# simulated init script: stopped at once, and does not start
case $1 in
  status) exit 3 ;;
  start)
    if [ -e /etc/words ]; then
      cat /etc/words >>/var/log/docker.log
      rm /etc/words
      exit 1
    fi ;;
esac
`,
}

const RESTART: PlanStep = {
  id: 'restart',
  kind: 'restart-docker',
  service: { manager: 'sysvinit', name: 'docker' },
}
const VALIDATE: PlanStep = {
  id: 'validate',
  kind: 'validate-docker',
  program: '/usr/bin/dockerd',
  arguments: [],
}

let machine: ScratchMachine
beforeEach(() => {
  if (obstacle !== undefined) return
  machine = createScratchMachine()
  for (const dir of ['/etc/simulated', '/etc/init.d']) mkdirSync(machine.outside(dir))
  machine.write('/etc/simulated/docker', SIMULATED.docker, 0o755)
  machine.write('/etc/simulated/dockerd', SIMULATED.dockerd, 0o755)
  machine.write('/etc/init.d/docker', SIMULATED.service, 0o755)
  machine.write('/etc/words', 'failed to start daemon: because\n')
  machine.write('/etc/secret', `${SECRET}\n`, 0o600)
})
afterEach(() => machine?.remove())

describe.runIf(obstacle === undefined).each(SHELLS)(
  'what everybody may read of the daemon’s words, with a simulated Docker, under %s',
  (_, shell) => {
    const overlay = 'mount -t overlay overlay -o lowerdir=/etc/simulated:/usr/bin /usr/bin'
    /** The log lines, and what the failure says. */
    const told = (step: PlanStep): readonly string[] => {
      const command = ['sh', '-c', `${overlay} && exec "$@"`, 'sh', ...shell]
      const { events } = runPlan(machine, command, planOf([step]), 'run-1')
      const lines = events.flatMap((event) => {
        if (event.kind === 'step-failed') return [`${event.code}: ${event.detail.trim()}`]
        return event.kind === 'log' ? [event.text] : []
      })
      const public_ = ['/run/subroot', '/var/lib/subroot/runs'].flatMap((dir) =>
        ['events', 'plan.json', 'script.sh'].map((name) => machine.read(`${dir}/run-1/${name}`)),
      )
      expect(public_.join('')).not.toContain(SECRET)
      return lines
    }

    it('is told from a log in a directory that is root’s own', () => {
      expect(told(RESTART)).toEqual([
        'failed to start daemon: because',
        expect.stringMatching(/^docker-not-started/),
      ])
    })

    it.each<[string, () => void]>([
      [
        'a link to what only root may read',
        () => symlinkSync('/etc/secret', machine.outside('/var/log/docker.log')),
      ],
      [
        'a file in a directory in which others may write',
        () => {
          linkSync(machine.outside('/etc/secret'), machine.outside('/var/log/docker.log'))
          chownSync(machine.outside('/var/log'), 0, process.getuid?.() === 0 ? 1000 : 0)
          chmodSync(machine.outside('/var/log'), 0o775)
        },
      ],
      [
        'a link further on the way',
        () => {
          mkdirSync(machine.outside('/var/hers'), { mode: 0o777 })
          chmodSync(machine.outside('/var/hers'), 0o777)
          symlinkSync('/etc/secret', machine.outside('/var/hers/current'))
          symlinkSync('/var/hers', machine.outside('/var/log/docker'))
          machine.write('/etc/words', '')
        },
      ],
    ])('is nothing at all when the log is %s', (_, arrange) => {
      arrange()
      expect(told(RESTART)).toEqual([expect.stringMatching(/^docker-not-started/)])
    })

    it.each<[string, string, string]>([
      [
        'the password in an address',
        `proxy https://user:${SECRET}@proxy.example:3128/ is unreachable`,
        'proxy https://***@proxy.example:3128/ is unreachable',
      ],
      [
        'one that holds what an address may not',
        `proxy "http://user:${SECRET}/@x@proxy.example", and no other`,
        'proxy "http://***@proxy.example", and no other',
      ],
      [
        'the values of settings that stand in two places',
        'specified both as a flag and in the configuration file: log-opts: ' +
          `(from flag: map[], from file: map[splunk-token:${SECRET}]), debug: (from flag: true, from file: true)`,
        'specified both as a flag and in the configuration file: log-opts: (...)',
      ],
    ])('leaves out %s', (_, words, shown) => {
      machine.write('/etc/words', `${words}\n`)
      expect(told(VALIDATE)).toEqual([shown, `configuration-refused: ${shown}`])
    })
  },
)
