import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { createDockerClient } from './docker-client.ts'

// Replies of real daemons, Debian's docker.io, recorded without an API version in the path. Directories, the host's name
// and the kernel's were replaced, and what names registries was left out.
const fixturesDir = join(import.meta.dirname, 'fixtures')
const plain = readReplies('docker-20.10.24/plain.json')
const remapped = readReplies('docker-20.10.24/remapped.json')
const newer = readReplies('docker-28.5.2/remapped.json')
const passwdTar = readFileSync(join(fixturesDir, 'docker-20.10.24/passwd.tar'))

type Replies = Readonly<Record<string, unknown>>
type Listener = (request: IncomingMessage, response: ServerResponse) => void

function readReplies(name: string): Replies {
  return JSON.parse(readFileSync(join(fixturesDir, name), 'utf8'))
}

const cleanups: (() => void)[] = []
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup()
})

/** A server on a Unix socket of its own; returns the socket's path. */
async function serve(listener: Listener): Promise<string> {
  const dir = mkdtempSync(join(tmpdir(), 'subroot-test-'))
  const socketPath = join(dir, 'docker.sock')
  const server: Server = createServer(listener)
  cleanups.push(() => {
    server.close()
    server.closeAllConnections()
    rmSync(dir, { recursive: true })
  })
  await new Promise<void>((resolve) => {
    server.listen(socketPath, resolve)
  })
  return socketPath
}

function replay(replies: Replies): Listener {
  return ({ url = '' }, response) => {
    const reply = replies[url]
    response.writeHead(reply === undefined ? 404 : 200, { 'Content-Type': 'application/json' })
    response.end(JSON.stringify(reply ?? { message: `No such container: ${url}` }))
  }
}

describe('createDockerClient', () => {
  it('reads what a daemon says of itself', async () => {
    const client = createDockerClient(await serve(replay(plain)))
    expect(await client.readInfo()).toEqual({
      ok: true,
      value: {
        serverVersion: '20.10.24+dfsg1',
        apiVersion: '1.41',
        operatingSystem: 'Debian GNU/Linux 12 (bookworm)',
        securityOptions: ['name=seccomp,profile=default'],
        dataRoot: '/var/lib/docker',
        storageDriver: 'overlay2',
        liveRestoreEnabled: false,
        swarmActive: false,
        runcVersion: '1.1.5+ds1',
        containerdImageStore: false,
      },
    })
  })

  it('reads that remapping is on', async () => {
    const client = createDockerClient(await serve(replay(remapped)))
    const info = await client.readInfo()
    expect(info.ok && [info.value.securityOptions, info.value.dataRoot]).toEqual([
      ['name=seccomp,profile=default', 'name=userns'],
      '/var/lib/docker/231072.231072',
    ])
  })

  it('reads the same fields of Docker 28', async () => {
    const client = createDockerClient(await serve(replay(newer)))
    const [info, containers] = [await client.readInfo(), await client.listContainers()]
    expect(info.ok && info.value).toEqual({
      serverVersion: '28.5.2+dfsg4',
      apiVersion: '1.51',
      operatingSystem: 'Debian GNU/Linux 12 (bookworm)',
      securityOptions: ['name=seccomp,profile=builtin', 'name=userns'],
      dataRoot: '/var/lib/docker/231072.231072',
      storageDriver: 'overlay2',
      liveRestoreEnabled: false,
      swarmActive: false,
      runcVersion: '1.1.5+ds1',
      containerdImageStore: false,
    })
    expect(containers.ok && containers.value.map(({ name, user }) => [name, user])).toEqual([
      ['r28', '999'],
    ])
  })

  it('reads every container with what matters for remapping', async () => {
    const client = createDockerClient(await serve(replay(plain)))
    const containers = await client.listContainers()
    if (!containers.ok) throw new Error(containers.error.detail)
    const [hostPid, agent, old, web] = containers.value
    expect(containers.value.map(({ name, running }) => [name, running])).toEqual([
      ['hostpid', true],
      ['agent', false],
      ['old', false],
      ['web', true],
      ['redis', true],
    ])
    expect(hostPid).toMatchObject({ pidMode: 'host', networkMode: 'host', privileged: false })
    expect(agent).toMatchObject({ privileged: true, networkMode: 'host', pid: 0 })
    expect(old?.labels).toEqual({})
    expect(web).toMatchObject({
      image: 'demo:1',
      user: 'nginx',
      usernsMode: '',
      restartPolicy: 'unless-stopped',
      labels: { 'com.docker.compose.project': 'shop' },
      mounts: [
        {
          type: 'bind',
          name: '',
          source: '/srv/shop',
          destination: '/x',
          driver: '',
          readWrite: false,
        },
      ],
    })
  })

  it('reads that a container opted out of remapping', async () => {
    const client = createDockerClient(await serve(replay(remapped)))
    const containers = await client.listContainers()
    expect(containers.ok && containers.value.map(({ usernsMode }) => usernsMode)).toEqual([
      'host',
      '',
      '',
    ])
  })

  it('leaves a container out that is removed while the list is read', async () => {
    const gone = Object.keys(plain).find(
      (url) => url.startsWith('/containers/') && url.endsWith('/json'),
    )!
    const { [gone]: _, ...others } = plain
    const client = createDockerClient(await serve(replay(others)))
    const containers = await client.listContainers()
    expect(containers.ok && containers.value.length).toBe(4)
  })

  it('asks about at most 16 containers at once', async () => {
    const ids = Array.from({ length: 100 }, (_, index) => index.toString(16).padStart(64, '0'))
    const inspection = Object.entries(plain).find(([url]) =>
      /^\/containers\/[0-9a-f]+\/json$/.test(url),
    )![1]
    let open = 0
    let most = 0
    const socketPath = await serve(({ url }, response) => {
      if (url === '/containers/json?all=1') {
        response.end(JSON.stringify(ids.map((Id) => ({ Id }))))
        return
      }
      most = Math.max(most, ++open)
      setTimeout(() => {
        open--
        response.end(JSON.stringify(inspection))
      }, 20)
    })
    const containers = await createDockerClient(socketPath).listContainers()
    expect(containers.ok && containers.value.length).toBe(100)
    expect(most).toBeGreaterThan(1)
    expect(most).toBeLessThanOrEqual(16)
  })

  it('lists volumes of the driver `local` without their other options, and without passwords', async () => {
    const urls: (string | undefined)[] = []
    const socketPath = await serve(({ url }, response) => {
      urls.push(url)
      const Options = {
        type: 'cifs',
        device: '//nas/films',
        o: 'addr=nas,username=alice,password=secret,pass=secret',
        'com.example': 'secret',
      }
      response.end(
        JSON.stringify({
          Volumes: [
            { Name: 'films', Driver: 'local', Options },
            { Name: 'plain', Driver: 'local', Options: null },
          ],
        }),
      )
    })
    expect(await createDockerClient(socketPath).listVolumes()).toEqual({
      ok: true,
      value: [
        {
          name: 'films',
          driver: 'local',
          options: {
            type: 'cifs',
            device: '//nas/films',
            o: 'addr=nas,username=alice,password=…,pass=…',
          },
        },
        { name: 'plain', driver: 'local', options: {} },
      ],
    })
    expect(urls.map((url) => decodeURIComponent(url ?? ''))).toEqual([
      '/volumes?filters={"driver":["local"]}',
    ])
  })

  it('counts images', async () => {
    const client = createDockerClient(await serve(replay(plain)))
    expect(await client.countImages()).toEqual({ ok: true, value: 1 })
  })

  it('reads a file out of a container', async () => {
    const urls: (string | undefined)[] = []
    const socketPath = await serve(({ url }, response) => {
      urls.push(url)
      response.end(passwdTar)
    })
    const file = await createDockerClient(socketPath).readContainerFile('redis', '/etc/passwd')
    expect(urls).toEqual(['/containers/redis/archive?path=%2Fetc%2Fpasswd'])
    expect(file.ok && file.value.split('\n')[1]).toBe('redis:x:999:999::/data:/bin/sh')
  })

  it('tells a file that is no tar archive', async () => {
    const socketPath = await serve((_, response) => response.end('x'.repeat(700)))
    const file = await createDockerClient(socketPath).readContainerFile('redis', '/etc/passwd')
    expect(file).toMatchObject({ ok: false, error: { code: 'bad-reply' } })
  })

  it('refuses a reply of another shape, naming the field', async () => {
    const info = { ...Object(plain['/info']), DockerRootDir: 7 }
    const client = createDockerClient(await serve(replay({ ...plain, '/info': info })))
    const reply = await client.readInfo()
    expect(reply).toMatchObject({ ok: false, error: { code: 'bad-reply' } })
    expect(!reply.ok && reply.error.detail).toContain('DockerRootDir')
  })

  it('refuses a reply that is not JSON, and an error of the daemon', async () => {
    const html = createDockerClient(await serve((_, response) => response.end('<html>')))
    const broken = createDockerClient(
      await serve((_, response) => {
        response.writeHead(500)
        response.end('{"message":"driver failed"}')
      }),
    )
    expect(await html.countImages()).toMatchObject({ ok: false, error: { code: 'bad-reply' } })
    expect(await broken.countImages()).toEqual({
      ok: false,
      error: { code: 'bad-reply', detail: '/images/json: 500 {"message":"driver failed"}' },
    })
  })

  it('stops reading a reply that never ends', async () => {
    const socketPath = await serve((_, response) => {
      const chunk = Buffer.alloc(1024 * 1024, 0x20)
      const send = () => response.write(chunk, () => send())
      send()
    })
    const reply = await createDockerClient(socketPath, 60_000).countImages()
    expect(!reply.ok && reply.error.detail).toBe('/images/json: reply too large')
  })

  it('gives up on a daemon that does not answer', async () => {
    const silent = await serve(() => {})
    const reply = await createDockerClient(silent, 50).readInfo()
    expect(reply).toMatchObject({ ok: false, error: { code: 'no-answer' } })
  })

  it('tells apart that there is no socket and that nobody listens', async () => {
    const socketPath = await serve(() => {})
    const absent = await createDockerClient(`${socketPath}-absent`).readInfo()
    // A file that is no listening socket refuses connections as the socket of a dead daemon does.
    const dead = await createDockerClient(
      join(fixturesDir, 'docker-20.10.24/passwd.tar'),
    ).readInfo()
    expect(absent).toMatchObject({ ok: false, error: { code: 'absent' } })
    expect(dead).toMatchObject({ ok: false, error: { code: 'no-answer' } })
  })
})
