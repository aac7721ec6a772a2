import { describe, expect, it } from 'vitest'
import type { NamedFile } from './configuration/docker-configuration.ts'
import { DROP_IN_PATH } from './configuration/remap-flag-drop.ts'
import type { Consent, ConfigurationWay } from './consents.ts'
import { parseHostFacts } from './parse-host-facts.ts'
import type { FileState, HostSnapshot } from './host-snapshot.ts'
import type { Plan, PlanStep } from './plan.ts'
import { createPlan } from './plan.ts'
import { compileScript, toJournalPlan } from './script.ts'
import { bookworm, bookwormWithDocker, textFile } from './testing/bookworm.ts'
import { problemsOf } from './testing/problems.ts'
import { createUndoPlan } from './undo-plan.ts'

const OPTIONS = '/etc/default/docker'
const RUNNING = '-H fd:// --containerd=/run/containerd/containerd.sock'
const UNIT = '/lib/systemd/system/docker.service'
const COMMAND = `/usr/sbin/dockerd ${RUNNING} $DOCKER_OPTS`

type Changes = {
  readonly options?: string
  readonly command?: string
  readonly config?: string
  readonly dropIns?: readonly NamedFile[]
  readonly editable?: Readonly<Record<string, FileState>>
  readonly version?: string
  readonly remapped?: boolean
}

/** Docker runs without remapping; what is given here was written since it started. */
function host(changes: Changes = {}): HostSnapshot {
  const options = textFile(changes.options ?? '# Options\n')
  const unit = `[Service]\nEnvironmentFile=-${OPTIONS}\nExecStart=${changes.command ?? COMMAND}\n`
  const info = bookworm.docker.info!
  return {
    ...bookwormWithDocker({
      configuration: {
        unitFiles: [{ path: UNIT, file: textFile(unit) }, ...(changes.dropIns ?? [])],
        needsReload: false,
        script: undefined,
        optionFiles: [{ path: OPTIONS, file: options }],
      },
      info: {
        ...info,
        serverVersion: changes.version ?? info.serverVersion,
        securityOptions: changes.remapped ? ['name=userns'] : [],
      },
    }),
    files: {
      ...bookworm.files,
      daemonConfig: changes.config === undefined ? { kind: 'absent' } : textFile(changes.config),
      otherFiles: { [OPTIONS]: options, [DROP_IN_PATH]: { kind: 'absent' }, ...changes.editable },
    },
  }
}

function planFor(
  snapshot: HostSnapshot,
  consents: readonly Consent[],
  way: ConfigurationWay = 'daemon-config',
): Plan {
  const range = { start: 458752, count: 65536 }
  const plan = createPlan(parseHostFacts(snapshot), {
    remapUser: 'dockremap',
    range,
    way,
    consents,
  })
  if (!plan.ok) throw new Error(JSON.stringify(plan.error))
  return plan.value
}

function configurationOf(plan: Plan): readonly PlanStep[] {
  return plan.steps.filter(({ id }) => !/^(?:create|edit-sub|verify|restart)/.test(id))
}

const FLAG = 'DOCKER_OPTS="--userns-remap=default"\n'

describe('--userns-remap for the next start', () => {
  it('blocks until the user agrees to drop it', () => {
    expect(problemsOf(host({ options: FLAG }))).toMatchObject([
      { code: 'restart-changes-flags' },
      { code: 'userns-remap-flag', evidence: [`${OPTIONS}:1: --userns-remap=default`] },
    ])
    expect(() => planFor(host({ options: FLAG }), [])).toThrow('userns-remap-flag')
  })

  it('is taken out of the options for good, and set in daemon.json', () => {
    const options = `DOCKER_OPTS="-D --userns-remap=default --icc=false"\n`
    expect(configurationOf(planFor(host({ options }), ['drop-remap-flag']))).toMatchObject([
      {
        id: 'drop-remap-flag',
        path: OPTIONS,
        after: { text: 'DOCKER_OPTS="-D --icc=false"\n' },
        lasting: true,
      },
      { id: 'edit-daemon-config', after: { text: '{\n  "userns-remap": "default"\n}\n' } },
    ])
  })

  it('is set again in the options where the user chooses them', () => {
    const plan = planFor(host({ options: FLAG }), ['drop-remap-flag'], 'docker-options')
    const [dropped, set, ...others] = configurationOf(plan)
    expect([dropped, set, others]).toMatchObject([
      { after: { text: 'DOCKER_OPTS=""\n' }, lasting: true },
      { id: 'edit-docker-options', after: { text: FLAG } },
      [],
    ])
    expect(compileScript(plan, '').match(/expect_file '\/etc\/default\/docker'/g)).toHaveLength(1)
  })

  it('is taken off a unit by a drop-in over the rest of its command', () => {
    const command = `/usr/sbin/dockerd --userns-remap default ${RUNNING} "--userns-remap=x" $DOCKER_OPTS`
    const [dropIn, ...others] = configurationOf(planFor(host({ command }), ['drop-remap-flag']))
    expect(dropIn).toMatchObject({
      id: 'override-remap-flag',
      path: DROP_IN_PATH,
      before: undefined,
      lasting: true,
    })
    expect(dropIn?.kind === 'edit-file' && dropIn.after?.text.split('\n').slice(1)).toEqual([
      '[Service]',
      'ExecStart=',
      `ExecStart=${COMMAND}`,
      '',
    ])
    expect(others.map(({ id }) => id)).toEqual(['reload-units', 'edit-daemon-config'])
  })

  it('is not what dockerd is asked about', () => {
    const plan = planFor(host({ options: FLAG, version: '28.5.2' }), ['drop-remap-flag'])
    expect(plan.steps.find(({ id }) => id === 'validate-docker')).toMatchObject({
      arguments: RUNNING.split(' '),
    })
  })

  it.each<[string, Changes]>([
    [
      'the options are not root’s alone',
      { options: FLAG, editable: { [OPTIONS]: textFile(FLAG, 0o666) } },
    ],
    [
      'there is a drop-in of that name already',
      { command: `${COMMAND} --userns-remap=x`, editable: { [DROP_IN_PATH]: textFile('') } },
    ],
    [
      'a later drop-in has the last word',
      {
        dropIns: [
          {
            path: '/run/systemd/system/docker.service.d/zzz.conf',
            file: textFile(`[Service]\nExecStart=\nExecStart=${COMMAND} --userns-remap=x\n`),
          },
        ],
      },
    ],
  ])('blocks whatever the user agrees to where %s', (_, changes) => {
    expect(problemsOf(host(changes)).map(({ code }) => code)).toContain('userns-remap-flag-unclear')
    expect(() => planFor(host(changes), ['drop-remap-flag'])).toThrow('userns-remap-flag-unclear')
  })

  it('is a label’s value where it follows --label, and nothing to drop', () => {
    expect(problemsOf(host({ options: 'DOCKER_OPTS="--label --userns-remap=x"\n' }))).toMatchObject(
      [{ code: 'restart-changes-flags' }],
    )
  })
})

describe('userns-remap in daemon.json that is not in effect yet', () => {
  const config = '{"debug": false, "userns-remap": "x"}\n'

  it('is replaced, with agreement: out for good, then in as chosen', () => {
    expect(problemsOf(host({ config }))).toMatchObject([{ code: 'userns-remap-pending' }])
    const steps = configurationOf(planFor(host({ config }), ['replace-pending-remap']))
    expect(steps).toMatchObject([
      { id: 'drop-remap-key', after: { text: '{"debug": false}\n' }, lasting: true },
      {
        id: 'edit-daemon-config',
        after: { text: '{"debug": false, "userns-remap": "default"}\n' },
      },
    ])
  })

  it('with the flag too is one agreement, because Docker would not start at all', () => {
    const snapshot = host({ config, options: FLAG })
    expect(problemsOf(snapshot).map(({ code }) => code)).toEqual([
      'restart-changes-flags',
      'userns-remap-flag-and-file',
    ])
    const ids = configurationOf(planFor(snapshot, ['drop-remap-flag'])).map(({ id }) => id)
    expect(ids).toEqual(['drop-remap-flag', 'drop-remap-key', 'edit-daemon-config'])
  })

  it('is not pending where it is empty: that is off, and Undo brings it back', () => {
    const snapshot = host({ config: '{"userns-remap": ""}' })
    expect(problemsOf(snapshot)).toEqual([])
    expect(configurationOf(planFor(snapshot, []))).toMatchObject([{ id: 'edit-daemon-config' }])
  })
})

describe('Undo', () => {
  it('leaves out what would keep Docker from starting as it ran before', () => {
    const config = '{"userns-remap": "x"}'
    const plan = planFor(host({ config, options: FLAG }), ['drop-remap-flag'])
    const applied = host({
      config: '{\n  "userns-remap": "default"\n}',
      options: 'DOCKER_OPTS=""\n',
      remapped: true,
    })
    const undo = createUndoPlan(toJournalPlan(plan), parseHostFacts(applied), 'run')
    if (!undo.ok) throw new Error(JSON.stringify(undo.error))
    expect(
      undo.value.steps.flatMap((step) => (step.kind === 'edit-file' ? [step] : [])),
    ).toMatchObject([{ id: 'edit-daemon-config', after: { text: '{}' } }])
  })
})
