import { describe, expect, it } from 'vitest'
import { dockerServiceOf } from './docker-service.ts'
import { parseHostFacts } from './parse-host-facts.ts'
import type { DockerSnapshot, HostSnapshot } from './host-snapshot.ts'
import { createPlan } from './plan.ts'
import { bookworm, bookwormWithDocker, textFile } from './testing/bookworm.ts'
import { problemsOf } from './testing/problems.ts'

const [dockerd] = bookworm.docker.daemons
const PID = dockerd!.pid

type Manager = 'openrc' | 'runit' | 'sysvinit'

const INIT: Readonly<Record<Manager, string>> = {
  openrc: 'openrc-init',
  runit: 'runit',
  sysvinit: 'init',
}
const SCRIPT: Readonly<Record<Manager, readonly [string, string]>> = {
  openrc: ['/etc/init.d/docker', 'command_args="${DOCKER_OPTS}"\n'],
  runit: ['/etc/sv/docker/run', '[ -r conf ] && . ./conf\nexec chpst -o 4096 dockerd $OPTS 2>&1\n'],
  sysvinit: ['/etc/init.d/docker', 'start-stop-daemon --start -- -p "$PIDFILE" $DOCKER_OPTS\n'],
}
const OPTIONS: Readonly<Record<Manager, readonly [string, string]>> = {
  openrc: ['/etc/conf.d/docker', 'DOCKER_OPTS="-D"\n'],
  runit: ['/etc/sv/docker/conf', 'OPTS="-D"\n'],
  sysvinit: ['/etc/default/docker', 'DOCKER_OPTS="-D"\n'],
}

/** Docker as the manager starts it, with what it leaves behind. */
function host(manager: Manager, changes: Partial<DockerSnapshot> = {}): HostSnapshot {
  const [path, text] = SCRIPT[manager]
  const [optionsPath, optionsText] = OPTIONS[manager]
  const parent = manager === 'runit' ? ['runsv', 'docker'] : ['/sbin/init']
  const snapshot = bookwormWithDocker({
    unit: undefined,
    daemons: [{ ...dockerd!, argv: ['dockerd', '-D'], parent }],
    configuration: {
      unitFiles: [],
      needsReload: false,
      script: { path, file: textFile(text, 0o755) },
      optionFiles: [{ path: optionsPath, file: textFile(optionsText) }],
    },
    serviceMarks: {
      openrcStarted: manager === 'openrc',
      sysvPid: manager === 'sysvinit' ? PID : undefined,
    },
    ...changes,
  })
  return {
    ...snapshot,
    machine: { ...snapshot.machine, systemdBooted: false, initCommand: INIT[manager] },
    files: { ...snapshot.files, otherFiles: { [optionsPath]: textFile(optionsText) } },
  }
}

const managers: readonly Manager[] = ['openrc', 'runit', 'sysvinit']

describe.each(managers)('Docker under %s', (manager) => {
  it('is restarted by it, and written to where its script reads options, too', () => {
    const snapshot = host(manager)
    expect(problemsOf(snapshot)).toEqual([])
    const facts = parseHostFacts(snapshot)
    expect(dockerServiceOf(facts)).toEqual({ manager, name: 'docker' })
    const range = { start: 458752, count: 65536 }
    const plan = createPlan(facts, {
      remapUser: 'dockremap',
      range,
      way: 'docker-options',
      consents: [],
    })
    const [path, text] = OPTIONS[manager]
    expect(plan.ok && plan.value.steps.slice(-3)).toMatchObject([
      { path, after: { text: text.replace('-D', '-D --userns-remap=default') } },
      { kind: 'restart-docker', service: { manager, name: 'docker' } },
      { kind: 'verify-docker' },
    ])
  })

  it.each<[string, Partial<DockerSnapshot>]>([
    [
      'was started by hand',
      {
        serviceMarks: { openrcStarted: false, sysvPid: PID + 1 },
        daemons: [{ ...dockerd!, argv: ['dockerd', '-D'], parent: ['bash'] }],
      },
    ],
    [
      'has a namesake’s marks',
      {
        serviceMarks: { openrcStarted: false, sysvPid: undefined },
        daemons: [{ ...dockerd!, argv: ['dockerd', '-D'], parent: ['runsv', 'docker-registry'] }],
      },
    ],
    ['has no script', { configuration: undefined! }],
  ])('is refused where it %s', (_, changes) => {
    expect(problemsOf(host(manager, changes))).toMatchObject([
      { code: 'docker-not-a-service', values: { unit: 'docker' } },
    ])
  })

  it('is refused where its next options are not those that it runs with', () => {
    const daemons = [{ ...host(manager).docker.daemons[0]!, argv: ['dockerd'] }]
    expect(problemsOf(host(manager, { daemons }))).toMatchObject([
      { code: 'service-options-unclear', values: { path: OPTIONS[manager][0] } },
    ])
  })

  it('is refused where the script says nothing of options', () => {
    const { configuration } = host(manager).docker
    const script = { path: SCRIPT[manager][0], file: textFile('exec dockerd\n') }
    const changed = host(manager, { configuration: { ...configuration!, script } })
    expect(problemsOf(changed)).toMatchObject([{ code: 'service-options-unclear' }])
  })
})
