import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { JournalPlan } from '#domain/plan.ts'
import type { DamagedEntry } from './journal.ts'
import { listRuns, readRunBackups, readRunScript } from './journal.ts'

let runsDir: string
beforeEach(() => {
  runsDir = mkdtempSync(join(tmpdir(), 'journal-test-'))
})
afterEach(() => rmSync(runsDir, { recursive: true }))

const DIGEST = 'a'.repeat(64)

const APPLIED: JournalPlan = {
  version: 1,
  action: 'apply',
  remapUser: 'dockremap',
  range: { start: 231072, count: 65536 },
  usernsRemap: 'default',
  dataRoot: '/var/lib/docker',
  remappedDataRoot: '/var/lib/docker/231072.231072',
  needsReboot: false,
  steps: [
    { id: 'create-group', kind: 'create-group', name: 'dockremap', gid: 901 },
    { id: 'create-user', kind: 'create-user', name: 'dockremap', uid: 902, gid: 901, line: 'a:b' },
    {
      id: 'edit-subuid',
      kind: 'edit-file',
      path: '/etc/subuid',
      before: undefined,
      after: { sha256: DIGEST },
      inverseEdits: [],
      ours: ['dockremap:231072:65536\n'],
      mode: 0o644,
    },
    {
      id: 'restart-docker',
      kind: 'restart-docker',
      service: { manager: 'systemd', name: 'docker.service' },
    },
    { id: 'verify-docker', kind: 'verify-docker', remapped: true, dataRoot: '/var/lib/docker/1.1' },
  ],
}

const UNDONE: JournalPlan = {
  ...APPLIED,
  action: 'undo',
  undoes: 'apply-1',
  steps: [
    {
      id: 'remove-user',
      kind: 'remove-user',
      name: 'dockremap',
      uid: 902,
      line: 'dockremap:x:902:901::/nonexistent:/usr/sbin/nologin',
    },
    { id: 'remove-group', kind: 'remove-group', name: 'dockremap', gid: 901 },
  ],
}

function write(runId: string, plan: string, events: string) {
  mkdirSync(join(runsDir, runId))
  writeFileSync(join(runsDir, runId, 'plan.json'), plan)
  writeFileSync(join(runsDir, runId, 'events'), events)
}

function events(action: string, startedAt: number, outcome?: string): string {
  const end = outcome === undefined ? '' : `2\t${startedAt + 5}\trun-finished\t${outcome}\n`
  return `1\t${startedAt}\trun-started\t${action}\n${end}`
}

async function list() {
  const damaged: DamagedEntry[] = []
  const runs = await listRuns((entry) => damaged.push(entry), runsDir)
  return { runs, damaged }
}

describe('listRuns', () => {
  it('lists runs newest first, with what took them back', async () => {
    write('apply-1', JSON.stringify(APPLIED), events('apply', 1000, 'done'))
    write('undo-1', JSON.stringify(UNDONE), events('undo', 3000, 'done'))
    write('apply-2', JSON.stringify(APPLIED), events('apply', 2000, 'rolled-back'))
    expect(await list()).toEqual({
      damaged: [],
      runs: [
        {
          runId: 'undo-1',
          action: 'undo',
          startedAt: 3000,
          finishedAt: 3005,
          outcome: 'done',
          plan: UNDONE,
          undoneBy: undefined,
        },
        {
          runId: 'apply-2',
          action: 'apply',
          startedAt: 2000,
          finishedAt: 2005,
          outcome: 'rolled-back',
          plan: APPLIED,
          undoneBy: undefined,
        },
        {
          runId: 'apply-1',
          action: 'apply',
          startedAt: 1000,
          finishedAt: 1005,
          outcome: 'done',
          plan: APPLIED,
          undoneBy: 'undo-1',
        },
      ],
    })
  })

  it('calls a run without an end unfinished, and one whose undo failed not undone', async () => {
    write('apply-1', JSON.stringify(APPLIED), events('apply', 1000))
    write('undo-1', JSON.stringify(UNDONE), events('undo', 2000, 'rolled-back'))
    const { runs } = await list()
    expect(
      runs.map(({ runId, outcome, finishedAt, undoneBy }) => [
        runId,
        outcome,
        finishedAt,
        undoneBy,
      ]),
    ).toEqual([
      ['undo-1', 'rolled-back', 2005, undefined],
      ['apply-1', 'unfinished', undefined, undefined],
    ])
  })

  it('says how far an unfinished run came, whose it is, and whether its process is still there', async () => {
    const { pid } = process
    const [boot, stat] = ['/proc/sys/kernel/random/boot_id', `/proc/${pid}/stat`].map((path) =>
      readFileSync(path, 'utf8').trim(),
    )
    const start = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
    const eventsText = events('apply', 1000)
    write('live', JSON.stringify(APPLIED), eventsText)
    writeFileSync(join(runsDir, 'live/processes'), `${pid} ${start} ${boot} 1000\n`)
    write('reused', JSON.stringify(APPLIED), eventsText)
    writeFileSync(join(runsDir, 'reused/processes'), `${pid} 1 ${boot} 4294967295\n`)
    write('other-boot', JSON.stringify(APPLIED), eventsText)
    writeFileSync(join(runsDir, 'other-boot/processes'), `${pid} ${start} earlier\n`)
    write('nobody', JSON.stringify(APPLIED), eventsText)
    const { runs } = await list()
    const known = { startedBy: undefined, events: [expect.objectContaining({ at: 1000 })] }
    expect(Object.fromEntries(runs.map(({ runId, cutOff }) => [runId, cutOff]))).toEqual({
      live: { ...known, running: true, startedBy: 1000 },
      reused: { ...known, running: false },
      'other-boot': { ...known, running: false },
      nobody: { ...known, running: false },
    })
  })

  it.each([
    ['a plan that is no JSON', '{', events('apply', 1, 'done')],
    ['a plan of a later version', JSON.stringify({ ...APPLIED, version: 2 }), events('apply', 1)],
    ['an ID that is none', JSON.stringify(APPLIED).replace('902', '-1'), events('apply', 1)],
    [
      'a step that it does not know',
      JSON.stringify(APPLIED).replace('"create-user","n', '"x","n'),
      events('apply', 1),
    ],
    ['no events', JSON.stringify(APPLIED), ''],
  ])('leaves out an entry with %s, and says so', async (_, plan, eventsText) => {
    write('damaged', plan, eventsText)
    write('apply-1', JSON.stringify(APPLIED), events('apply', 1000, 'done'))
    const { runs, damaged } = await list()
    expect([runs.map(({ runId }) => runId), damaged.map(({ runId }) => runId)]).toEqual([
      ['apply-1'],
      ['damaged'],
    ])
  })

  it('reads the script and the list of copies, where they are', async () => {
    write('apply-1', JSON.stringify(APPLIED), events('apply', 1000, 'done'))
    expect(await readRunScript('apply-1', runsDir)).toBeUndefined()
    expect(await readRunBackups('apply-1', runsDir)).toEqual([])
    writeFileSync(join(runsDir, 'apply-1', 'script.sh'), 'true\n')
    writeFileSync(join(runsDir, 'apply-1', 'backups'), `/etc/subuid\t/copy\t7\t${DIGEST}\n`)
    expect(await readRunScript('apply-1', runsDir)).toBe('true\n')
    expect(await readRunBackups('apply-1', runsDir)).toEqual([
      { path: '/etc/subuid', copyPath: '/copy', bytes: 7, sha256: DIGEST },
    ])
  })

  it('leaves out what is not a run at all', async () => {
    writeFileSync(join(runsDir, 'file'), '')
    mkdirSync(join(runsDir, 'empty'))
    const { runs, damaged } = await list()
    expect([runs, damaged.map(({ runId }) => runId).toSorted()]).toEqual([[], ['empty', 'file']])
  })

  it('lists nothing where Subroot never changed anything', async () => {
    expect(await listRuns(() => {}, join(runsDir, 'absent'))).toEqual([])
  })
})
