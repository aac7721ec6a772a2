import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { JournalPlan, Plan, PlanStep } from '#domain/plan.ts'
import { digested } from '#domain/edit-step.ts'
import type { RunEvent } from '#domain/run-events.ts'
import { parseRunEvents } from '#domain/run-events.ts'
import { compileScript } from '#domain/script.ts'
import type { TextEdit } from '#domain/text-edit.ts'
import { applyEdits } from '#domain/text-edit.ts'
import { transactionText } from '#privileged/transaction/transaction-text.ts'
import { holdDocker, letDockerGo } from '../ends.ts'
import { restoreUnit } from '../fault-ground.ts'
import { importBusyboxImage } from '../images.ts'
import { changedPaths, readMachineState } from '../machine-state.ts'
import type { MachineState } from '../machine-state.ts'
import { bootMachine } from '../machine.ts'
import type { OwnedMachine } from '../machine.ts'

/** What root runs, with a real Docker under a real systemd. What needs neither is in transaction.test.ts. */

const dataRoot = '/var/lib/docker'
const remappedDataRoot = `${dataRoot}/231072.231072`
const settleMs = 60_000

let machine: OwnedMachine
let before: MachineState
let runCount = 0

beforeAll(async () => {
  machine = await bootMachine('bookworm')
  await importBusyboxImage(machine)
  // It ends at once when it is told to, as most programs do; one comes back by itself, the other does not.
  const program = `sh -c 'trap "exit 0" TERM; while :; do sleep 0.1; done'`
  await machine.shell(`
    docker run --detach --name always --restart always busybox ${program}
    docker run --detach --name once busybox ${program}
    truncate -s -1 /etc/passwd`)
})
afterAll(() => machine.stop())
beforeEach(async () => {
  // Docker's unit allows a few starts a minute, and the specs need more.
  await machine.shell('systemctl reset-failed docker.service docker.socket')
  before = await readMachineState(machine)
})

it('turns remapping on and takes it back to the last byte, with the containers that ran', async () => {
  const applied = await run(await applyPlan())
  expect(applied.outcome).toBe('done')
  expect(await readMachineState(machine)).toMatchObject({
    remapped: true,
    dataRoot: remappedDataRoot,
  })
  await importBusyboxImage(machine)
  expect(await machine.shell('docker run --rm busybox cat /proc/self/uid_map')).toMatch(
    /^0\s+231072\s+65536$/,
  )

  const undone = await run(await undoPlan(applied.runId))
  expect(undone.outcome).toBe('done')
  await expectAsBefore()
})

it.each([
  [
    'does not start',
    { extraSetting: '"storage-driver": "nonsense"' },
    'restart-docker docker-not-started',
  ],
  [
    'has another data root than planned',
    { expectedRoot: `${dataRoot}/1.1` },
    'verify-docker data-root-differs',
  ],
  ['does not remap as planned', { expectedRemapped: false }, 'verify-docker remapping-differs'],
])('puts everything back when Docker %s', async (_, difference, failing) => {
  const { outcome, events } = await run(await applyPlan(difference))
  expect(outcome).toBe('rolled-back')
  expect(failureIn(events)).toBe(failing)
  await expectAsBefore()
})

it('tells what dockerd said when it did not start, and nothing else', async () => {
  const { events } = await run(await applyPlan({ extraSetting: '"storage-driver": "nonsense"' }))
  const lines = events.flatMap((event) => (event.kind === 'log' ? [event.text] : []))
  expect(lines.at(-1)).toMatch(/^failed to start daemon: .*driver not supported/)
  expect(lines.filter((line) => /level=(info|warning)/.test(line))).toEqual([])
  await expectAsBefore()
})

it('says so when Docker does not come back even then, and every file is as before', async () => {
  const dropIn = '/run/systemd/system/docker.service.d'
  const plan = await applyPlan()
  await machine.shell(`
    mkdir -p ${dropIn}
    printf '[Service]\\nExecStartPre=/bin/false\\n' >${dropIn}/broken.conf
    systemctl daemon-reload`)
  const { outcome } = await run(plan)
  await machine.shell(`
    rm -r ${dropIn}
    systemctl daemon-reload
    systemctl reset-failed docker.service docker.socket
    systemctl restart docker
    docker start once`)
  expect(outcome).toBe('rollback-failed')
  await expectAsBefore()
})

it('goes back when it is told to stop while Docker restarts', async () => {
  await holdDocker(machine)
  const runId = nextRunId()
  const running = run(await applyPlan(), runId)
  await eventually(async () =>
    (await readEvents(runId)).some(
      (event) => event.kind === 'step-started' && event.step === 'restart-docker',
    ),
  )
  // Its commands are stopped with it, as when a whole session ends.
  await machine.shell(`pkill -TERM -xf 'sh /root/script.sh ${runId}'`)
  await letDockerGo(machine)
  const { outcome, events } = await running
  await restoreUnit(machine)
  expect([outcome, failureIn(events)]).toEqual([
    'rolled-back',
    expect.stringMatching(/ interrupted$/),
  ])
  await expectAsBefore()
})

it('refuses, with nothing changed, when Docker does not answer', async () => {
  const plan = await applyPlan()
  await machine.shell('systemctl stop docker.socket docker')
  const { outcome, events } = await run(plan)
  await machine.shell('systemctl start docker.socket docker && docker start once')
  expect([outcome, failureIn(events)]).toEqual(['refused', 'check docker-not-answering'])
  await expectAsBefore()
})

it('asks the API with curl where there is no docker command', async () => {
  await machine.shell('mv /usr/bin/docker /usr/bin/docker.away')
  const failed = await run(await applyPlan({ expectedRoot: `${dataRoot}/1.1` }))
  const applied = await run(await applyPlan())
  const undone = await run(await undoPlan(applied.runId))
  await machine.shell('mv /usr/bin/docker.away /usr/bin/docker')
  expect([failed.outcome, applied.outcome, undone.outcome]).toEqual(['rolled-back', 'done', 'done'])
  await expectAsBefore()
})

it('keeps access control lists', async () => {
  await machine.shell('setfacl -m u:alice:r /etc/subuid')
  const acl = await machine.shell('getfacl -c /etc/subuid')
  const applied = await run(await applyPlan())
  expect(await machine.shell('getfacl -c /etc/subuid')).toBe(acl)
  await run(await undoPlan(applied.runId))
  expect(await machine.shell('getfacl -c /etc/subuid')).toBe(acl)
  await machine.shell('setfacl -b /etc/subuid')
})

/** Files, Docker and both containers. */
async function expectAsBefore() {
  const after = await readMachineState(machine)
  expect(changedPaths(before.files, after.files)).toEqual([])
  expect(after).toEqual(before)
  await eventually(
    async () => (await machine.shell(`docker ps --format '{{.Names}}' | sort`)) === 'always\nonce',
  )
}

type Difference = {
  readonly extraSetting?: string
  readonly expectedRoot?: string
  readonly expectedRemapped?: boolean
}

async function applyPlan({
  extraSetting,
  expectedRoot = remappedDataRoot,
  expectedRemapped = true,
}: Difference = {}): Promise<Plan> {
  const settings = ['"userns-remap": "default"', ...(extraSetting ? [extraSetting] : [])]
  return planOf('apply', [
    { id: 'create-group', kind: 'create-group', name: 'dockremap', gid: 901 },
    {
      id: 'create-user',
      kind: 'create-user',
      name: 'dockremap',
      uid: 902,
      gid: 901,
      line: 'dockremap:x:902:901::/nonexistent:/usr/sbin/nologin',
    },
    await appendRange('edit-subuid', '/etc/subuid'),
    await appendRange('edit-subgid', '/etc/subgid'),
    {
      id: 'edit-daemon-config',
      kind: 'edit-file',
      path: '/etc/docker/daemon.json',
      before: undefined,
      after: digested(`{ ${settings.join(', ')} }\n`),
      edits: [{ offset: 0, length: 0, content: `{ ${settings.join(', ')} }\n` }],
      mode: 0o644,
    },
    {
      id: 'restart-docker',
      kind: 'restart-docker',
      service: { manager: 'systemd', name: 'docker.service' },
    },
    {
      id: 'verify-docker',
      kind: 'verify-docker',
      remapped: expectedRemapped,
      dataRoot: expectedRoot,
    },
  ])
}

async function undoPlan(runId: string): Promise<Plan> {
  const { steps }: JournalPlan = JSON.parse(
    await machine.shell(`cat /var/lib/subroot/runs/${runId}/plan.json`),
  )
  const edits: PlanStep[] = []
  for (const step of steps.toReversed()) {
    if (step.kind !== 'edit-file') continue
    const text = await readText(step.path)
    const after = step.before && digested(applyEdits(text, step.inverseEdits))
    edits.push({ ...step, before: digested(text), after, edits: after ? step.inverseEdits : [] })
  }
  const plan = planOf('undo', [
    ...edits,
    {
      id: 'remove-user',
      kind: 'remove-user',
      name: 'dockremap',
      uid: 902,
      line: 'dockremap:x:902:901::/nonexistent:/usr/sbin/nologin',
    },
    { id: 'remove-group', kind: 'remove-group', name: 'dockremap', gid: 901 },
    {
      id: 'restart-docker',
      kind: 'restart-docker',
      service: { manager: 'systemd', name: 'docker.service' },
    },
    { id: 'verify-docker', kind: 'verify-docker', remapped: false, dataRoot },
  ])
  return { ...plan, undoes: runId }
}

function planOf(action: Plan['action'], steps: readonly PlanStep[]): Plan {
  return {
    version: 1,
    action,
    remapUser: 'dockremap',
    range: { start: 231072, count: 65536 },
    usernsRemap: 'default',
    dataRoot,
    remappedDataRoot,
    needsReboot: false,
    steps,
  }
}

async function appendRange(id: string, path: string): Promise<PlanStep> {
  const text = await readText(path)
  const edits: readonly TextEdit[] = [
    { offset: text.length, length: 0, content: 'dockremap:231072:65536\n' },
  ]
  const [before, after] = [digested(text), digested(applyEdits(text, edits))]
  return { id, kind: 'edit-file', path, before, after, edits, mode: 0o644 }
}

async function readText(path: string): Promise<string> {
  return (await machine.exec(['cat', path])).stdout
}

function nextRunId(): string {
  runCount += 1
  return `lab-${runCount}`
}

async function run(plan: Plan, runId = nextRunId()) {
  const script = compileScript(plan, transactionText)
  await machine.exec(['sh', '-c', 'cat >/root/script.sh'], { input: script })
  await machine.exec(['sh', '/root/script.sh', runId])
  const events = await readEvents(runId)
  const last = events.at(-1)
  return { runId, events, outcome: last?.kind === 'run-finished' ? last.outcome : undefined }
}

async function readEvents(runId: string): Promise<readonly RunEvent[]> {
  return parseRunEvents(await readText(`/run/subroot/${runId}/events`))
}

function failureIn(events: readonly RunEvent[]): string | undefined {
  const failed = events.find((event) => event.kind === 'step-failed')
  return failed && `${failed.step} ${failed.code}`
}

async function eventually(condition: () => Promise<boolean>) {
  const deadline = Date.now() + settleMs
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('It never came true')
    await sleep(50)
  }
}
