import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { waysOf } from '#domain/configuration/ways.ts'
import type { Consent, ConfigurationWay } from '#domain/consents.ts'
import type { Plan } from '#domain/plan.ts'
import { createPlan } from '#domain/plan.ts'
import type { CheckReport } from '../../check-report.ts'
import type { Release } from '../base.ts'
import { checkMachine, runPlan, undoRun } from '../domain-run.ts'
import { importBusyboxImage } from '../images.ts'
import { changedPaths, readMachineState } from '../machine-state.ts'
import { bootMachine } from '../machine.ts'
import type { OwnedMachine } from '../machine.ts'

/** Where Docker's configuration really lives, with a real Docker: its service's options, and flags against the file. */

const optionsRelease: Release = 'trixie'
const conflictRelease: Release = 'forky'

const OPTIONS = '/etc/default/docker'
const CONFIG = '/etc/docker/daemon.json'
const DROP_INS = '/etc/systemd/system/docker.service.d'
const COMMAND = '/usr/sbin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock'

let machine: OwnedMachine
let runCount = 0

const nextRunId = () => `lab-${(runCount += 1)}`

/** A service that passes the options of Debian's file to dockerd, whatever the release's own unit does. */
async function prepare(release: Release) {
  machine = await bootMachine(release)
  await importBusyboxImage(machine)
  await setUp({ options: 'DOCKER_OPTS="--config-file=/etc/docker/daemon.json"\n', config: '{}\n' })
}

async function setUp({ options, config }: { readonly options: string; readonly config: string }) {
  await machine.shell(`
    mkdir -p ${DROP_INS} /etc/docker
    rm -f ${DROP_INS}/*.conf
    printf '[Service]\\nEnvironmentFile=-${OPTIONS}\\nExecStart=\\nExecStart=${COMMAND} $DOCKER_OPTS\\n' \\
      >${DROP_INS}/options.conf
    printf %s '${options}' >${OPTIONS}
    printf %s '${config}' >${CONFIG}
    systemctl daemon-reload
    systemctl reset-failed docker.service docker.socket
    systemctl restart docker`)
}

/** Written while Docker runs: nothing shows yet. */
async function makeConflict(dropIn: boolean) {
  const options = dropIn ? 'DOCKER_OPTS=""\n' : 'DOCKER_OPTS="-D --userns-remap=default"\n'
  await machine.shell(`
    printf %s '${options}' >${OPTIONS}
    ${dropIn ? `printf '[Service]\\nExecStart=\\nExecStart=${COMMAND} --userns-remap default\\n' >${DROP_INS}/remap.conf` : ''}
    printf %s '{"userns-remap": "default"}' >${CONFIG}
    systemctl daemon-reload`)
}

function planFor(
  { facts, choices }: CheckReport,
  way: ConfigurationWay,
  consents: readonly Consent[] = [],
): Plan {
  if (!choices) throw new Error('Nothing can be suggested')
  const plan = createPlan(facts, { ...choices, way, consents })
  if (!plan.ok) throw new Error(JSON.stringify(plan.error))
  return plan.value
}

function blockersOf({ findings }: CheckReport): readonly string[] {
  return findings.filter(({ severity }) => severity === 'blocker').map(({ code }) => code)
}

/** What the plan said, seen from inside a container. */
async function expectRemapped({ remappedDataRoot, range }: Plan) {
  expect(await readMachineState(machine)).toMatchObject({
    remapped: true,
    dataRoot: remappedDataRoot,
  })
  await importBusyboxImage(machine)
  const map = await machine.shell('docker run --rm busybox cat /proc/self/uid_map')
  expect(map.split(/\s+/)).toEqual(['0', String(range.start), String(range.count)])
}

describe('DOCKER_OPTS as the way', () => {
  beforeAll(() => prepare(optionsRelease))
  afterAll(() => machine.stop())

  it('turns remapping on there, and is taken back to the last byte', async () => {
    const before = await readMachineState(machine)
    const report = await checkMachine(machine)
    expect(blockersOf(report)).toEqual([])
    expect(waysOf(report.facts)).toContain('docker-options')

    const plan = planFor(report, 'docker-options')
    const runId = nextRunId()
    expect((await runPlan(machine, plan, runId)).outcome).toBe('done')
    await expectRemapped(plan)
    expect(await machine.shell(`cat ${OPTIONS} ${CONFIG}`)).toBe(
      'DOCKER_OPTS="--config-file=/etc/docker/daemon.json --userns-remap=default"\n{}',
    )

    expect((await undoRun(machine, runId, nextRunId())).outcome).toBe('done')
    expect(await readMachineState(machine)).toEqual(before)
  })
})

describe('a flag against the file', () => {
  beforeAll(() => prepare(conflictRelease))
  afterAll(() => machine.stop())
  beforeEach(() =>
    setUp({ options: 'DOCKER_OPTS="--config-file=/etc/docker/daemon.json"\n', config: '{}\n' }),
  )

  it('is what keeps Docker from starting, and is found before that', async () => {
    await makeConflict(false)
    const started = await machine.exec([
      '/usr/sbin/dockerd',
      '--userns-remap=default',
      `--config-file=${CONFIG}`,
    ])
    expect(started.code).not.toBe(0)
    expect(started.stderr).toContain('specified both as a flag and in the configuration file')
    const report = await checkMachine(machine)
    expect(blockersOf(report)).toEqual(['userns-remap-flag-and-file'])
    expect(report.result).toEqual({ kind: 'needs-agreement', consents: ['drop-remap-flag'] })
  })

  it.each([
    ['options', false],
    ['unit', true],
  ])('in the %s is resolved, and Undo leaves a Docker that starts', async (_, dropIn) => {
    await makeConflict(dropIn)
    const before = await readMachineState(machine)
    const plan = planFor(await checkMachine(machine), 'daemon-config', ['drop-remap-flag'])
    const runId = nextRunId()
    expect((await runPlan(machine, plan, runId)).outcome).toBe('done')
    await expectRemapped(plan)

    expect((await undoRun(machine, runId, nextRunId())).outcome).toBe('done')
    await machine.shell('systemctl restart docker')
    const after = await readMachineState(machine)
    expect(after).toMatchObject({ remapped: false, dataRoot: before.dataRoot })
    expect(changedPaths(before.files, after.files)).toEqual(
      dropIn ? [CONFIG, `${DROP_INS}/zz-subroot.conf`] : [CONFIG, OPTIONS],
    )
    expect(await machine.shell(`cat ${CONFIG}`)).toBe('{}')
    expect(await machine.shell('ps -C dockerd -o args=')).not.toContain('userns-remap')
  })

  it('does not come back where the change fails: Docker runs as before', async () => {
    await makeConflict(true)
    const plan = planFor(await checkMachine(machine), 'daemon-config', ['drop-remap-flag'])
    await machine.shell(`rm -rf ${plan.remappedDataRoot} && touch ${plan.remappedDataRoot}`)
    const { outcome, events } = await runPlan(machine, plan, nextRunId())
    await machine.shell(`rm ${plan.remappedDataRoot}`)
    expect(outcome).toBe('rolled-back')
    expect(events.flatMap((event) => (event.kind === 'log' ? [event.text] : []))).toEqual(
      expect.arrayContaining([
        expect.stringMatching(`^${DROP_INS}/zz-subroot.conf is left as changed`),
        expect.stringMatching(`^${CONFIG} is left as changed`),
      ]),
    )
    expect(await readMachineState(machine)).toMatchObject({
      remapped: false,
      dataRoot: '/var/lib/docker',
    })
    await machine.shell('systemctl restart docker')
  })
})
