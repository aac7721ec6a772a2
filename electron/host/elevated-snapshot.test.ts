import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { FileState, HostSnapshot } from '#domain/host-snapshot.ts'
import type { ProbeReport } from '#domain/probe-report.ts'
import { completeSnapshot } from './elevated-snapshot.ts'
import { readSnapshot } from './read-host.ts'

const replies: Record<string, unknown> = JSON.parse(
  readFileSync(join(import.meta.dirname, 'fixtures/docker-20.10.24/plain.json'), 'utf8'),
)
const configText = '{"log-driver":"local"}'

const report: ProbeReport = {
  daemonConfig: {
    kind: 'file',
    mode: 0o600,
    uid: 0,
    gid: 0,
    base64: Buffer.from(configText).toString('base64'),
  },
  versionJson: JSON.stringify(replies['/version']),
  infoJson: JSON.stringify(replies['/info']),
  containersJson: Object.entries(replies)
    .filter(([url]) => /^\/containers\/[0-9a-f]+\/json$/.test(url))
    .map(([, reply]) => JSON.stringify(reply)),
  volumesJson:
    '{"Volumes":[{"Name":"pgdata","Driver":"local","Options":{"o":"bind","device":"/"}}]}',
}

/** This machine, with Docker's socket and daemon.json in the given states. */
async function readUserSnapshot(
  state: HostSnapshot['docker']['socket']['state'],
  daemonConfig: FileState,
): Promise<HostSnapshot> {
  const snapshot = await readSnapshot()
  const docker = {
    ...snapshot.docker,
    socket: { path: '/var/run/docker.sock', state },
    info: undefined,
    containers: [],
    imageCount: undefined,
  }
  return { ...snapshot, files: { ...snapshot.files, daemonConfig }, docker }
}

const closed: FileState = { kind: 'unreadable', reason: 'permission' }

describe('completeSnapshot', () => {
  it('adds what only root may read', async () => {
    const user = await readUserSnapshot('permission-denied', closed)
    const elevated = await completeSnapshot(user, report)
    if (!elevated.ok) throw new Error(elevated.error.detail)
    const { access, files, docker } = elevated.value
    expect(access).toBe('elevated')
    expect(files.daemonConfig).toEqual({
      kind: 'text',
      text: configText,
      mode: 0o600,
      uid: 0,
      gid: 0,
    })
    expect(docker.socket.state).toBe('answers')
    expect(docker.info?.dataRoot).toBe('/var/lib/docker')
    expect(docker.containers.map(({ name }) => name)).toContain('redis')
    expect(docker.imageCount).toBe(1)
    expect(docker.volumes).toEqual([
      { name: 'pgdata', driver: 'local', options: { o: 'bind', device: '/' } },
    ])
    // The user looks at what root told of.
    expect(docker.pathReadings?.map(({ path }) => path)).toContain('/srv/shop')
  })

  it('keeps what the user may read', async () => {
    const absent: FileState = { kind: 'absent' }
    const user = await readUserSnapshot('answers', absent)
    const elevated = await completeSnapshot(user, report)
    expect(elevated).toEqual({ ok: true, value: { ...user, access: 'elevated' } })
  })

  it('tells that Docker does not answer root either', async () => {
    const user = await readUserSnapshot('permission-denied', closed)
    const silent = { ...report, versionJson: undefined, infoJson: undefined, containersJson: [] }
    const elevated = await completeSnapshot(user, silent)
    expect(elevated.ok && elevated.value.docker.socket.state).toBe('no-answer')
  })

  it('says that a daemon.json is not UTF-8', async () => {
    const user = await readUserSnapshot('answers', closed)
    const latin1 = { ...report.daemonConfig, base64: Buffer.from([0xe9]).toString('base64') }
    const elevated = await completeSnapshot(user, { ...report, daemonConfig: latin1 })
    expect(elevated.ok && elevated.value.files.daemonConfig).toEqual({
      kind: 'unreadable',
      reason: 'not-utf8',
    })
  })

  it.each([
    ['{"DockerRootDir":7}', 'DockerRootDir'],
    ['secret', 'a reply is not JSON'],
  ])('fails when a reply is not Docker’s: %s', async (infoJson, reason) => {
    const user = await readUserSnapshot('permission-denied', closed)
    const elevated = await completeSnapshot(user, { ...report, infoJson })
    expect(elevated).toMatchObject({ ok: false, error: { code: 'elevation-failed' } })
    expect(!elevated.ok && elevated.error.detail).toContain(reason)
  })
})
