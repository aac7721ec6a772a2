import { EventEmitter, once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, vi } from 'vitest'
import type { LiveProof } from '#domain/proof/live-proof.ts'
import { failure, success } from '#domain/result.ts'
import { createProofSession } from './proof-session.ts'
import { createProofStore, inFile } from './proof-store.ts'

vi.mock('electron', () => ({ app: { getPath: () => '/nonexistent' } }))

const dir = mkdtempSync(join(tmpdir(), 'subroot-test-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const proof: LiveProof = {
  at: 1000,
  simulated: false,
  remapped: true,
  dockerVersion: '28.5.2',
  kernelRelease: '6.1.0',
  rootOnlyFile: { path: '/etc/shadow', uid: 0, gid: 42, mode: 0o640 },
  containers: [
    {
      role: 'ordinary',
      name: 'subroot-proof-1000-ab-ordinary',
      uid: 0,
      gid: 0,
      uidMappings: [{ containerId: 0, hostId: 458752, size: 65536 }],
      gidMappings: [{ containerId: 0, hostId: 458752, size: 65536 }],
      capabilities: '00000000a80425fb',
      process: { pid: 4242, uid: 458752, gid: 458752, command: 'sleep 30', landing: 'nobody' },
      file: { uid: 458752, gid: 458752 },
      rootOnly: { outcome: 'denied', words: 'dd: Permission denied' },
    },
    { role: 'exempt', name: 'x', uidMappings: [], gidMappings: [], problem: 'refused' },
  ],
  leftBehind: [],
}
const idle = { isBusy: () => false }

describe('a session of proofs', () => {
  it('makes one at a time, and none while a change is under way', async () => {
    const ended = new EventEmitter()
    const host = {
      proveLive: async () => {
        await once(ended, 'end')
        return success(proof)
      },
    }
    const session = createProofSession(host, idle, createProofStore(true))
    const first = session.prove()
    expect(session.isBusy()).toBe(true)
    expect(await session.prove()).toMatchObject({ ok: false, error: { code: 'busy' } })
    ended.emit('end')
    expect(await first).toEqual({ ok: true, value: proof })
    expect([session.isBusy(), await session.list()]).toEqual([false, [proof]])
    const during = createProofSession(host, { isBusy: () => true }, createProofStore(true))
    expect(await during.prove()).toMatchObject({ ok: false, error: { code: 'busy' } })
  })

  it('keeps nothing of one that failed, and may be asked again', async () => {
    const host = { proveLive: async () => failure({ code: 'proof-failed', detail: '' } as const) }
    const session = createProofSession(host, idle, createProofStore(true))
    await session.prove()
    expect([session.isBusy(), await session.list()]).toEqual([false, []])
  })
})

describe('the file of proofs', () => {
  it('gives back what was put into it, newest first, and is the user’s alone', async () => {
    const path = join(dir, 'a/proofs.json')
    await inFile(path).add(proof)
    await inFile(path).add({ ...proof, at: 2000 })
    expect(await inFile(path).read()).toEqual([{ ...proof, at: 2000 }, proof])
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  it.each([
    ['is damaged', '{"version":1,"proofs":['],
    ['is of another version', JSON.stringify({ version: 2, proofs: [] })],
    [
      'holds a simulated one',
      JSON.stringify({ version: 1, proofs: [{ ...proof, simulated: true }] }),
    ],
    [
      'holds something else',
      JSON.stringify({ version: 1, proofs: [{ ...proof, at: 'yesterday' }] }),
    ],
  ])('counts as empty when it %s', async (_, text) => {
    const path = join(dir, 'proofs.json')
    writeFileSync(path, text)
    expect(await inFile(path).read()).toEqual([])
    await inFile(path).add(proof)
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ version: 1, proofs: [proof] })
  })

  it('is not written of a simulated machine', async () => {
    const store = createProofStore(true)
    await store.add({ ...proof, simulated: true })
    expect(await store.read()).toEqual([{ ...proof, simulated: true }])
  })
})
