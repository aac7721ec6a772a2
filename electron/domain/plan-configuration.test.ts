import { describe, expect, it } from 'vitest'
import { waysOf } from './configuration/ways.ts'
import { parseHostFacts } from './parse-host-facts.ts'
import type { FileState, HostSnapshot } from './host-snapshot.ts'
import type { Choices, PlanStep } from './plan.ts'
import { createPlan } from './plan.ts'
import { toJournalPlan } from './script.ts'
import { bookworm, bookwormWithDocker, textFile } from './testing/bookworm.ts'
import { createUndoPlan } from './undo-plan.ts'

const OPTIONS = '/etc/default/docker'
const RUNNING = '-H fd:// --containerd=/run/containerd/containerd.sock'

type Changes = {
  readonly options?: FileState
  readonly editable?: FileState
  readonly config?: string
  readonly command?: string
  readonly version?: string
  readonly liveRestore?: boolean
}

/** Bookworm with the files of its service; `editable` is what is at the options' own path, links not followed. */
function host(changes: Changes = {}): HostSnapshot {
  const options = changes.options ?? textFile('# Options\n')
  const command = changes.command ?? `/usr/sbin/dockerd ${RUNNING} $DOCKER_OPTS`
  const unit = `[Service]\nEnvironmentFile=-${OPTIONS}\nExecStart=${command}\n`
  return {
    ...bookwormWithDocker({
      configuration: {
        unitFiles: [{ path: '/lib/systemd/system/docker.service', file: textFile(unit) }],
        needsReload: false,
        script: undefined,
        optionFiles: [{ path: OPTIONS, file: options }],
      },
      info: {
        ...bookworm.docker.info!,
        serverVersion: changes.version ?? '20.10.24+dfsg1',
        liveRestoreEnabled: changes.liveRestore ?? false,
      },
    }),
    files: {
      ...bookworm.files,
      daemonConfig: changes.config === undefined ? { kind: 'absent' } : textFile(changes.config),
      otherFiles: { [OPTIONS]: changes.editable ?? options },
    },
  }
}

function choices(changes: Partial<Choices> = {}): Choices {
  return {
    remapUser: 'dockremap',
    range: { start: 458752, count: 65536 },
    way: 'docker-options',
    consents: [],
    ...changes,
  }
}

function stepsFor(snapshot: HostSnapshot, chosen = choices()): readonly PlanStep[] {
  const plan = createPlan(parseHostFacts(snapshot), chosen)
  if (!plan.ok) throw new Error(JSON.stringify(plan.error))
  return plan.value.steps.filter(({ id }) => !/^(?:create|edit-sub|verify)/.test(id))
}

describe('Docker’s options as the way', () => {
  it('writes the flag into the file that the service reads, and leaves daemon.json alone', () => {
    expect(stepsFor(host())).toMatchObject([
      {
        id: 'edit-docker-options',
        path: OPTIONS,
        before: { text: '# Options\n' },
        after: { text: '# Options\nDOCKER_OPTS="--userns-remap=default"\n' },
      },
      { id: 'restart-docker' },
    ])
  })

  it('keeps the article’s other option', () => {
    const text = 'DOCKER_OPTS="--config-file=/etc/docker/daemon.json"\n'
    const snapshot = host({ options: textFile(text), config: '{}' })
    const after = 'DOCKER_OPTS="--config-file=/etc/docker/daemon.json --userns-remap=ada"\n'
    expect(stepsFor(snapshot, choices({ remapUser: 'ada' }))).toMatchObject([
      { id: 'edit-docker-options', after: { text: after } },
      { id: 'restart-docker' },
    ])
  })

  it('creates a file that the service would read', () => {
    const [step] = stepsFor(host({ options: { kind: 'absent' } }))
    expect(step).toMatchObject({
      before: undefined,
      after: { text: 'DOCKER_OPTS="--userns-remap=default"\n' },
    })
  })

  it('turns containerd’s image store off in daemon.json beside it', () => {
    const config = '{"features": {"containerd-snapshotter": true}}'
    const consents = ['turn-off-containerd-snapshotter'] as const
    expect(stepsFor(host({ config }), choices({ consents })).map(({ id }) => id)).toEqual([
      'turn-off-image-store',
      'edit-docker-options',
      'restart-docker',
    ])
  })

  it('is undone to the last byte', () => {
    const plan = createPlan(parseHostFacts(host()), choices())
    if (!plan.ok) throw new Error(plan.error.code)
    const after = textFile('# Options\nDOCKER_OPTS="--userns-remap=default"\n')
    const undo = createUndoPlan(
      toJournalPlan(plan.value),
      parseHostFacts(host({ options: after })),
      'run',
    )
    const step = undo.ok && undo.value.steps.find(({ id }) => id === 'edit-docker-options')
    expect(step).toMatchObject({ path: OPTIONS, after: { text: '# Options\n' } })
  })

  it.each<[string, Changes]>([
    ['the service does not pass them', { command: `/usr/sbin/dockerd ${RUNNING}` }],
    ['the file is not understood', { options: textFile('DOCKER_OPTS="$X"\n') }],
    ['others may write the file', { options: textFile('', 0o666) }],
    [
      'the file is somebody else’s',
      { options: { kind: 'text', text: '', mode: 0o644, uid: 1000, gid: 0 } },
    ],
    ['the file is a link', { editable: { kind: 'unreadable', reason: 'not-regular' } }],
    ['the file changed meanwhile', { editable: textFile('other\n') }],
    ['daemon.json has the key, even empty', { config: '{"userns-remap": ""}' }],
    ['the options end in half a flag', { options: textFile('DOCKER_OPTS="--label"\n') }],
  ])('is not offered where %s', (_, changes) => {
    const facts = parseHostFacts(host(changes))
    expect(waysOf(facts)).toEqual(['daemon-config'])
    expect(createPlan(facts, choices())).toEqual({
      ok: false,
      error: {
        code: 'choices-invalid',
        problems: [{ field: 'way', code: 'way-unavailable', severity: 'blocker', values: {} }],
      },
    })
  })

  it('is offered second on Debian', () => {
    expect(waysOf(parseHostFacts(host()))).toEqual(['daemon-config', 'docker-options'])
  })
})

describe('before Docker restarts', () => {
  const way = 'daemon-config' as const

  it('asks Docker 23 and newer whether it would start, with the flags of its service', () => {
    const options = textFile('DOCKER_OPTS=-D\n')
    const [, validation] = stepsFor(host({ version: '23.0.0', options }), choices({ way }))
    expect(validation).toEqual({
      id: 'validate-docker',
      kind: 'validate-docker',
      program: '/usr/sbin/dockerd',
      arguments: [...RUNNING.split(' '), '-D'],
    })
    const [, withOption] = stepsFor(host({ version: '28.5.2', options }))
    expect(withOption).toMatchObject({
      arguments: [...RUNNING.split(' '), '-D', '--userns-remap=default'],
    })
  })

  it.each<[string, Changes]>([
    ['an older one', { version: '20.10.24+dfsg1' }],
    ['one whose version says nothing', { version: 'dev' }],
    ['one whose flags are open', { version: '28.5.2', options: textFile('DOCKER_OPTS=`x`\n') }],
  ])('does not ask %s', (_, changes) => {
    const steps = stepsFor(host(changes), choices({ way }))
    expect(steps.map(({ id }) => id)).toEqual(['edit-daemon-config', 'restart-docker'])
  })

  it('stops the containers that live-restore would keep', () => {
    const steps = stepsFor(host({ liveRestore: true }), choices({ way }))
    expect(steps.map(({ id }) => id)).toEqual([
      'edit-daemon-config',
      'stop-containers',
      'restart-docker',
    ])
  })
})
