import { describe, expect, it } from 'vitest'
import type { Handlers } from '#contract/channels.ts'
import { answerAll } from '#contract/testing/answer-all.ts'
import { success } from '#domain/result.ts'
import { type CallReceiver, handleCalls, type Sender } from './ipc-router.ts'

const ourPage = { url: 'app://subroot/index.html', parent: null }
const runId = '0f9b3c1e-run'

type Listener = Parameters<CallReceiver['handle']>[1]

function refuse(): Promise<never> {
  return Promise.reject(new Error('not asked for here'))
}

/** The router between handlers that note what reached them and a way to call it as the page does. */
function createRouter() {
  const channels = new Map<string, Listener>()
  const reached: unknown[] = []
  const handlers: Handlers = {
    ...answerAll(refuse),
    listRuns: async () => success([]),
    verify: async (argument) => {
      reached.push(argument)
      return success([])
    },
    readProcesses: () => Promise.reject(new Error('/proc is gone')),
  }
  handleCalls({ handle: (name, listener) => void channels.set(name, listener) }, handlers)
  const call = (name: string, senderFrame: Sender, ...args: unknown[]) =>
    channels.get(name)?.({ senderFrame }, ...args)
  return { call, channels, reached }
}

describe('handleCalls', () => {
  it('registers the calls of the contract and nothing else', () => {
    expect([...createRouter().channels.keys()].toSorted()).toEqual([
      'apply',
      'copyText',
      'enterPractice',
      'handOver',
      'inspect',
      'inspectElevated',
      'leavePractice',
      'letHappen',
      'listPracticeMachines',
      'listProofs',
      'listRuns',
      'openLink',
      'preparePracticeEngines',
      'prepareResume',
      'prepareUndo',
      'proveLive',
      'readPractice',
      'readPracticeEngines',
      'readProcesses',
      'readRecord',
      'resume',
      'saveReport',
      'setPracticeFaults',
      'startPracticeEngines',
      'stopPracticeEngines',
      'takePicture',
      'undo',
      'verify',
      'withdraw',
    ])
  })

  it('passes a good argument on and its reply back', async () => {
    const { call, reached } = createRouter()
    expect(await call('verify', ourPage, { runId })).toEqual({ ok: true, value: [] })
    expect(reached).toEqual([{ runId }])
  })

  it('answers our page also when it has moved within itself', async () => {
    const { call } = createRouter()
    const moved = { ...ourPage, url: `${ourPage.url}#main` }
    expect(await call('listRuns', moved, undefined)).toEqual({ ok: true, value: [] })
  })

  it.each<[string, Sender]>([
    ['a page of another origin', { url: 'https://example.org/index.html', parent: null }],
    ['another path of ours', { url: 'app://subroot/other.html', parent: null }],
    ['another host of our scheme', { url: 'app://subroot.example/index.html', parent: null }],
    [
      'an address that only begins like ours',
      { url: 'app://subroot/index.html.evil', parent: null },
    ],
    ['our page with a query', { url: 'app://subroot/index.html?x', parent: null }],
    ['an empty page', { url: 'about:blank', parent: null }],
    ['our page inside another frame', { url: 'app://subroot/index.html', parent: ourPage }],
    ['a frame that has gone', null],
  ])('refuses %s', async (_name, sender) => {
    const { call, reached } = createRouter()
    expect(await call('verify', sender, { runId })).toEqual({
      ok: false,
      error: { code: 'untrusted-sender', detail: 'verify' },
    })
    expect(reached).toEqual([])
  })

  it.each([
    ['nothing', []],
    ['a key that is not in the contract', [{ runId, extra: true }]],
    ['a path', [{ runId: '../../etc/passwd' }]],
    ['a second argument', [{ runId }, 'more']],
    ['a value of another type', ['run']],
  ])('refuses %s as an argument', async (_name, args) => {
    const { call, reached } = createRouter()
    expect(await call('verify', ourPage, ...args)).toMatchObject({
      ok: false,
      error: { code: 'bad-request' },
    })
    expect(reached).toEqual([])
  })

  it('turns an exception into a failure', async () => {
    const { call } = createRouter()
    expect(await call('readProcesses', ourPage, { since: null })).toEqual({
      ok: false,
      error: { code: 'internal', detail: '/proc is gone' },
    })
  })
})
