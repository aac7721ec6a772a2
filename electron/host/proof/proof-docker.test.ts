import { createServer } from 'node:http'
import type { IncomingMessage, RequestListener, Server } from 'node:http'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { createProofDocker, unframed } from './proof-docker.ts'

// Simulated: a daemon that answers as the API's documentation says. The real one is in e2e/lab/specs/proof.lab.ts.
const dir = mkdtempSync(join(tmpdir(), 'subroot-test-'))
let server: Server | undefined
afterEach(() => {
  server?.close()
  rmSync(join(dir, 'docker.sock'), { force: true })
})

async function serve(answer: (...call: Parameters<RequestListener>) => unknown): Promise<string> {
  const socketPath = join(dir, 'docker.sock')
  server = createServer(answer)
  await new Promise<void>((resolve) => server?.listen(socketPath, resolve))
  return socketPath
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

describe('importEmptyImage', () => {
  it('sends an archive with nothing in it, and its label', async () => {
    const seen: unknown[] = []
    const socketPath = await serve(async (request, response) => {
      const body = await bodyOf(request)
      seen.push(
        request.method,
        decodeURIComponent(request.url ?? ''),
        body.equals(Buffer.alloc(1024)),
      )
      response.end('{"status":"sha256:0123"}\n')
    })
    const reply = await createProofDocker(socketPath).importEmptyImage('subroot-proof-1000:ab')
    expect(reply).toEqual({ ok: true, value: null })
    expect(seen).toEqual([
      'POST',
      '/images/create?fromSrc=-&repo=subroot-proof-1000&tag=ab&changes=LABEL+io.github.subroot.proof=1',
      true,
    ])
  })

  it('sees an error that comes after Docker said 200', async () => {
    const socketPath = await serve((request, response) => {
      request.resume()
      response.end('{"status":"Importing"}\n{"error":"no space left on device"}\n')
    })
    expect(await createProofDocker(socketPath).importEmptyImage('a:b')).toEqual({
      ok: false,
      error: { code: 'bad-reply', detail: '/images/create: no space left on device' },
    })
  })
})

describe('removeContainer', () => {
  it.each([
    ['is gone already', 404, '{"message":"No such container: x"}', true],
    ['cannot be removed', 500, '{"message":"driver failed to remove"}', false],
  ])('tells when it %s', async (_, status, body, ok) => {
    const socketPath = await serve(({ method }, response) => {
      response.writeHead(method === 'DELETE' ? status : 200)
      response.end(body)
    })
    expect((await createProofDocker(socketPath).removeContainer('x')).ok).toBe(ok)
  })

  it('waits while Docker is removing it by itself', async () => {
    let looks = 0
    const socketPath = await serve(({ method }, response) => {
      if (method === 'GET') looks += 1
      response.writeHead(method === 'DELETE' ? 409 : looks < 3 ? 200 : 404)
      response.end('{"message":"removal of container x is already in progress"}')
    })
    expect((await createProofDocker(socketPath).removeContainer('x')).ok).toBe(true)
    expect(looks).toBe(3)
  })
})

describe('listLeftovers', () => {
  it('takes for its own only what has its label and its name, of this user', async () => {
    const asked: unknown[] = []
    const socketPath = await serve(({ url = '' }, response) => {
      const { pathname, searchParams } = new URL(url, 'http://docker')
      asked.push(searchParams.get('filters'))
      if (pathname === '/containers/json') {
        response.end(
          JSON.stringify([
            { Id: 'own', Names: ['/subroot-proof-1000-ab-ordinary'] },
            { Id: 'other-name', Names: ['/redis'] },
            { Id: 'other-user', Names: ['/subroot-proof-1001-ab-ordinary'] },
            { Id: 'nameless', Names: null },
          ]),
        )
      } else {
        const RepoTags = ['subroot-proof-1000:ab', 'subroot-proof-1001:ab', 'mine:1']
        response.end(JSON.stringify([{ RepoTags }, { RepoTags: null }]))
      }
    })
    expect(await createProofDocker(socketPath).listLeftovers(1000)).toEqual({
      ok: true,
      value: { containers: ['own'], images: ['subroot-proof-1000:ab'] },
    })
    expect(asked).toEqual([
      '{"label":["io.github.subroot.proof=1000"]}',
      '{"label":["io.github.subroot.proof"]}',
    ])
  })
})

describe('unframed', () => {
  it('joins the pieces of a log, and leaves out the head of one that is not here yet', () => {
    const log = Buffer.concat([frame('uid_map 0 1 2\n'), frame('end\n'), frame('x').subarray(0, 5)])
    expect(unframed(log)).toBe('uid_map 0 1 2\nend\n')
  })
})

/** A piece of a log as the API sends it. */
function frame(text: string): Buffer {
  const head = Buffer.alloc(8)
  head[0] = 1
  head.writeUInt32BE(Buffer.byteLength(text), 4)
  return Buffer.concat([head, Buffer.from(text)])
}
