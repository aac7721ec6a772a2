import { BrowserWindow } from 'electron'
import * as fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import type { CallName } from '#contract/channels.ts'
import { schemas } from '#contract/schemas.ts'
import { CONSENTS } from '#domain/consents.ts'
import { sha256 } from '#domain/sha256.ts'
import { PRACTICE_FAULTS, PRACTICE_HAPPENINGS, type PracticeFault } from '#domain/practice.ts'
import { createPlan } from '#domain/plan.ts'
import { RESUME_VERBS } from '#domain/run-events.ts'
import type { Host } from '#host/host.ts'
import { createHandlers } from '../../electron/main/handlers.ts'
import type { CallReceiver } from '../../electron/main/ipc-router.ts'
import { handleCalls } from '../../electron/main/ipc-router.ts'
import { scriptOf } from '../../electron/main/run-session.ts'
import { createInspector } from '../../electron/main/inspection.ts'
import { openSimulated } from '../hosts/open-simulated.ts'

// Simulated: the desktop around the handlers (clipboard, save dialog, browser), and the machine.
const desktop = vi.hoisted(() => ({ opened: new Array<string>() }))
vi.mock('electron', () => ({
  BrowserWindow: class {
    readonly webContents = {
      send: () => {},
      capturePage: async () => ({ toPNG: () => Buffer.from('PNG') }),
    }
    isDestroyed = () => false
  },
  app: { getPath: () => '/nonexistent' },
  clipboard: { writeText: async () => {} },
  dialog: { showSaveDialog: async () => ({ canceled: true, filePath: '' }) },
  shell: { openExternal: async (url: string) => void desktop.opened.push(url) },
}))

const messages = Number(process.env['SUBROOT_FUZZ_MESSAGES'] ?? 2000)
const seed = Number(process.env['SUBROOT_FUZZ_SEED'] ?? Date.now() % 2 ** 31)
const batch = 250

type Listener = Parameters<CallReceiver['handle']>[1]
const page = { url: 'app://subroot/index.html', parent: null }

/** To practise on one would keep the messages away from the machine that they are to do no harm to. */
const noMachines = { list: () => [], open: () => undefined }

function createWizard(...faults: readonly PracticeFault[]) {
  const channels = new Map<string, Listener>()
  const host = openSimulated('debian-12', ...faults)
  const runs: string[] = []
  const watched: typeof host = {
    ...host,
    runScript: (runId, script, onEvent) => {
      runs.push(runId)
      return host.runScript(runId, script, onEvent)
    },
    handOver: (runId, script, onEvent) => {
      runs.push(runId)
      return host.handOver(runId, script, onEvent)
    },
  }
  handleCalls(
    { handle: (name, listener) => void channels.set(name, listener) },
    createHandlers({ openReal: () => watched, practice: noMachines }, new BrowserWindow()),
  )
  const call = (
    name: string,
    senderFrame: Parameters<Listener>[0]['senderFrame'],
    args: unknown[],
  ): Promise<unknown> => Promise.resolve(channels.get(name)?.({ senderFrame }, ...args))
  return { call, host, runs }
}

/** What the page would ask for after a review. */
async function review(host: Host) {
  const facts = await createInspector(host).lookAgain()
  const choices = {
    remapUser: 'dockremap',
    range: { start: 458752, count: 65536 },
    way: 'daemon-config' as const,
    consents: [],
  }
  const plan = facts.ok && createPlan(facts.value, choices)
  if (!plan || !plan.ok) throw new Error(`no plan: ${JSON.stringify(plan)}`)
  return { choices, scriptSha256: sha256(scriptOf(plan.value)) }
}

const odd = fc.constantFrom<unknown>(
  undefined,
  null,
  NaN,
  -0,
  -1,
  1.5,
  2 ** 32,
  2 ** 53,
  '',
  '..',
  '__proto__',
  'root',
  "'; id #",
  '\0',
  '\n',
  '\uD800',
  [],
  {},
  'javascript:alert(1)',
  'file:///etc/shadow',
  'x'.repeat(70_000),
)
const remapUser = fc.oneof(
  fc.constantFrom('dockremap', 'alice', 'root', "a';id", '$(id)', '-rf'),
  fc.string(),
)
const digest = fc.oneof(fc.constantFrom('0'.repeat(64), sha256('')), fc.string({ maxLength: 70 }))
const range = fc.record({
  start: fc.oneof(fc.nat(4294967295), fc.constantFrom(0, 458752)),
  count: fc.constantFrom(0, 1, 65536, 65537, 4294967295),
})
const apply = fc.record({
  choices: fc.record({
    remapUser,
    range,
    way: fc.constantFrom('daemon-config', 'docker-options', ''),
    consents: fc.array(fc.constantFrom(...CONSENTS, 'other'), { maxLength: 3 }),
  }),
  scriptSha256: digest,
})
const knownRun = fc.constantFrom('0f9b3c1e', 'x'.repeat(64))

const undo = fc.record({ runId: knownRun, scriptSha256: digest })
const resume = fc.record({
  runId: knownRun,
  verb: fc.constantFrom(...RESUME_VERBS, 'done'),
  scriptSha256: digest,
})
const handOver = fc.oneof(
  ...Object.entries({ apply, undo, resume, verify: undo }).map(([kind, argument]) =>
    argument.map((rest) => ({ kind, ...rest })),
  ),
)

/** What each call takes. A call that is not here does not compile. */
const good: { readonly [Name in CallName]: fc.Arbitrary<unknown> } = {
  inspect: fc.constant(undefined),
  inspectElevated: fc.constant(undefined),
  listRuns: fc.constant(undefined),
  readProcesses: fc.record({ since: fc.option(fc.nat()) }),
  apply,
  verify: fc.record({ runId: knownRun }),
  prepareUndo: fc.record({ runId: knownRun }),
  readRecord: fc.record({ runId: knownRun }),
  undo,
  prepareResume: fc.record({ runId: knownRun }),
  resume,
  handOver,
  withdraw: fc.record({ runId: knownRun }),
  listPracticeMachines: fc.constant(undefined),
  readPractice: fc.constant(undefined),
  enterPractice: fc.record({
    machine: fc.oneof(fc.constantFrom('debian-12', '../..'), fc.string()),
  }),
  leavePractice: fc.constant(undefined),
  setPracticeFaults: fc.record({
    faults: fc.array(fc.constantFrom(...PRACTICE_FAULTS, 'other'), { maxLength: 3 }),
  }),
  letHappen: fc.record({ happening: fc.constantFrom(...PRACTICE_HAPPENINGS, 'other') }),
  preparePracticeEngines: fc.constant(undefined),
  startPracticeEngines: fc.record({ scriptSha256: digest }),
  readPracticeEngines: fc.constant(undefined),
  stopPracticeEngines: fc.constant(undefined),
  proveLive: fc.constant(undefined),
  listProofs: fc.constant(undefined),
  takePicture: fc.record({
    x: fc.nat(2000),
    y: fc.nat(2000),
    width: fc.nat(2000),
    height: fc.oneof({ weight: 3, arbitrary: fc.nat(2000) }, { weight: 1, arbitrary: fc.double() }),
  }),
  copyText: fc.record({ text: fc.string() }),
  saveReport: fc.record({
    html: fc.string(),
    json: fc.string(),
    fileName: fc.constantFrom('report.html', '../x.html', '/etc/passwd'),
  }),
  openLink: fc.record({
    url: fc.oneof(fc.webUrl(), fc.constantFrom('file:///etc/passwd', 'javascript:1')),
  }),
}
const names = Object.keys(good)
const anyGood = fc.oneof(...Object.values(good))

function argumentOf(own: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 5, arbitrary: own },
    { weight: 1, arbitrary: anyGood },
    {
      weight: 2,
      arbitrary: fc
        .tuple(anyGood, fc.oneof(fc.constantFrom('runId', 'verb', 'choices'), fc.string()), odd)
        .map(([argument, key, value]) => Object.assign({}, argument, { [key]: value })),
    },
    { weight: 1, arbitrary: odd },
    {
      weight: 2,
      arbitrary: fc.anything({
        withBigInt: true,
        withDate: true,
        withMap: true,
        withNullPrototype: true,
      }),
    },
  )
}
const sender = fc.oneof(
  { weight: 4, arbitrary: fc.constant(page) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      null,
      { url: 'https://example.org/', parent: null },
      { ...page, parent: page },
    ),
  },
)
const message = fc.oneof(
  ...Object.entries(good).map(([name, own]) => {
    const argument = argumentOf(own)
    return fc.record({
      name: fc.constant(name),
      sender,
      args: fc.oneof(
        { weight: 8, arbitrary: fc.tuple(argument) },
        fc.array(argument, { maxLength: 3 }),
      ),
    })
  }),
)

type Message = {
  readonly name: string
  readonly sender: unknown
  readonly args: readonly unknown[]
}

const reply = z.object({
  ok: z.boolean(),
  error: z.object({ code: z.string() }).optional(),
})

/** An answer always comes; nothing fails inside, and who is not our page is told nothing else. */
function isRight(
  { sender }: { readonly sender: unknown },
  answer: z.infer<typeof reply> | undefined,
): boolean {
  if (answer === undefined) return false
  if (sender !== page) return !answer.ok && answer.error?.code === 'untrusted-sender'
  return answer.ok || answer.error?.code !== 'internal'
}

/** Whether it gets past the router, to what does what it asks for. */
function isUnderstood({ name, sender, args }: Message): boolean {
  const schema = new Map<string, z.ZodType>(Object.entries(schemas)).get(name)
  return sender === page && args.length < 2 && schema?.safeParse(args[0]).success === true
}

describe('messages from the page', () => {
  it(
    `property: ${messages} random and almost valid ones do no harm`,
    { timeout: 600_000 },
    async () => {
      const { call, host, runs } = createWizard()
      const before = JSON.stringify(await host.readSnapshot())
      let refused = 0
      let done = 0
      const reached = new Set<string>()
      // Some calls are understood in one message of some hundred: chance may need a few more.
      const isMissing = () => reached.size < names.length && done < 10 * messages
      for (; done < messages || isMissing(); done += batch) {
        const sent = fc.sample(message, { seed: seed + done, numRuns: batch })
        const answers = await Promise.all(
          sent.map(({ name, sender, args }) => call(name, sender, [...args])),
        )
        const replies = answers.map((answer) => reply.safeParse(answer).data)
        const wrong = sent.flatMap((message, index) =>
          isRight(message, replies[index]) ? [] : [{ message, reply: replies[index] }],
        )
        expect({ seed, wrong }).toEqual({ seed, wrong: [] })
        for (const { name } of sent.filter(isUnderstood)) reached.add(name)
        refused += replies.filter((reply) => reply?.ok === false).length
        expect(JSON.stringify(await host.readSnapshot())).toBe(before)
      }
      expect(names.toSorted()).toEqual(Object.keys(schemas).toSorted())
      expect([...reached].toSorted(), `understood, from seed ${seed}`).toEqual(names.toSorted())
      expect(runs).toEqual([])
      expect(desktop.opened).toEqual([])
      expect(refused).toBeGreaterThan(done / 2)
      expect(refused).toBeLessThan(done)
    },
  )

  it('hands nothing over but for a reviewed digest, and lets only the run of that name be taken back', async () => {
    const { call, host, runs } = createWizard('line-not-run')
    const before = JSON.stringify((await host.readSnapshot()).files)
    const { choices, scriptSha256 } = await review(host)
    const request = { kind: 'apply', choices, scriptSha256 }
    expect(await call('handOver', page, [{ ...request, scriptSha256: sha256('') }])).toMatchObject({
      error: { code: 'script-differs' },
    })
    expect(runs).toEqual([])
    expect(await call('handOver', page, [request])).toMatchObject({ ok: true })
    expect(await call('withdraw', page, [{ runId: 'another' }])).toEqual({ ok: true, value: null })
    expect(await call('handOver', page, [request])).toMatchObject({ error: { code: 'busy' } })
    expect(await call('withdraw', page, [{ runId: runs[0] }])).toEqual({ ok: true, value: null })
    await expect.poll(() => call('handOver', page, [request])).toMatchObject({ ok: true })
    expect(JSON.stringify((await host.readSnapshot()).files)).toBe(before)
  })

  it('changes the machine for the one message that carries the reviewed digest', async () => {
    const { call, host, runs } = createWizard()
    const before = JSON.stringify((await host.readSnapshot()).files)
    const reviewed = await review(host)
    expect(await call('apply', page, [reviewed])).toMatchObject({ ok: true })
    await expect.poll(async () => (await host.listRuns())[0]?.outcome).toBe('done')
    expect(runs.length).toBe(1)
    expect(JSON.stringify((await host.readSnapshot()).files)).not.toBe(before)
  })
})
