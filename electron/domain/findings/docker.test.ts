import { describe, expect, it } from 'vitest'
import type { Finding } from './catalogue.ts'
import type { HostSnapshot } from '#domain/host-snapshot.ts'
import { bookworm, bookwormWithDocker, bookwormWithInfo } from '#domain/testing/bookworm.ts'
import { problemsOf } from '#domain/testing/problems.ts'

const [dockerd] = bookworm.docker.daemons

describe('how Docker runs', () => {
  it.each<[string, HostSnapshot, Finding]>([
    [
      'another service manager',
      { ...bookworm, machine: { ...bookworm.machine, systemdBooted: false, initCommand: 's6' } },
      {
        code: 'service-manager-unsupported',
        severity: 'blocker',
        evidence: ['unknown'],
        values: { serviceManager: 'unknown' },
      },
    ],
    [
      'a daemon that its unit does not run',
      bookwormWithDocker({
        unit: { ...bookworm.docker.unit!, mainPid: 1 },
        daemons: [{ ...dockerd!, argv: ['dockerd'] }],
      }),
      {
        code: 'docker-not-a-service',
        severity: 'blocker',
        evidence: ['dockerd'],
        values: { unit: 'docker.service' },
      },
    ],
    [
      'several daemons',
      bookwormWithDocker({
        daemons: [
          { ...dockerd!, argv: ['dockerd', '-H', 'fd://'] },
          { ...dockerd!, pid: 9, argv: ['dockerd', '-g', '/srv'] },
        ],
      }),
      {
        code: 'several-daemons',
        severity: 'blocker',
        evidence: ['dockerd -H fd://', 'dockerd -g /srv'],
        values: {},
      },
    ],
    [
      'Docker before 1.10',
      bookwormWithInfo({ serverVersion: '1.9.1' }),
      {
        code: 'docker-too-old',
        severity: 'blocker',
        evidence: ['1.9.1'],
        values: { version: '1.9.1' },
      },
    ],
    [
      'neither docker nor curl',
      bookwormWithDocker({ cli: undefined }),
      { code: 'api-client-missing', severity: 'blocker', evidence: [], values: {} },
    ],
    [
      'no pkexec',
      { ...bookworm, elevation: { pkexecPath: undefined } },
      { code: 'pkexec-missing', severity: 'warning', evidence: [], values: {} },
    ],
    [
      'remapping that is on',
      bookwormWithInfo({ securityOptions: ['name=userns'] }),
      { code: 'remapping-already-on', severity: 'blocker', evidence: ['name=userns'], values: {} },
    ],
    [
      'live-restore',
      bookwormWithInfo({ liveRestoreEnabled: true }),
      {
        code: 'live-restore-on',
        severity: 'warning',
        evidence: ['LiveRestoreEnabled: true'],
        values: {},
      },
    ],
    [
      'a closed directory above the data root',
      {
        ...bookwormWithDocker({
          closedDataRootParents: ['/home/docker'],
          info: { ...bookworm.docker.info!, dataRoot: '/home/docker/data' },
        }),
      },
      {
        code: 'data-root-closed',
        severity: 'blocker',
        evidence: ['/home/docker'],
        values: { dataRoot: '/home/docker/data' },
      },
    ],
  ])('blocks: %s', (_, snapshot, expected) => {
    expect(problemsOf(snapshot)).toEqual([expected])
  })

  it('accepts Docker 1.10, the first with user namespaces', () => {
    expect(problemsOf(bookwormWithInfo({ serverVersion: '1.10.0' }))).toEqual([])
  })

  it('warns of a swarm, which the node leaves', () => {
    expect(problemsOf(bookwormWithInfo({ swarmActive: true }))).toEqual([
      { code: 'swarm-active', severity: 'warning', evidence: ['Swarm: active'], values: {} },
    ])
  })
})

describe('what could not be read', () => {
  const denied: HostSnapshot = {
    ...bookwormWithDocker({
      info: undefined,
      daemons: [],
      socket: { path: '/var/run/docker.sock', state: 'permission-denied' },
    }),
    files: { ...bookworm.files, daemonConfig: { kind: 'unreadable', reason: 'permission' } },
  }

  it('needs one look as root, and names everything that it is for', () => {
    expect(problemsOf(denied)).toEqual([
      {
        code: 'probe-needed',
        severity: 'blocker',
        evidence: ['/var/run/docker.sock', '/etc/docker/daemon.json', '/proc/<dockerd>/cmdline'],
        values: {},
      },
    ])
  })

  it('does not need it a second time: then these are what they are', () => {
    expect(problemsOf({ ...denied, access: 'elevated' })).toEqual([
      {
        code: 'docker-no-answer',
        severity: 'blocker',
        evidence: ['/var/run/docker.sock'],
        values: {},
      },
      {
        code: 'file-unusable',
        severity: 'blocker',
        evidence: ['/etc/docker/daemon.json'],
        values: { path: '/etc/docker/daemon.json', reason: 'permission' },
      },
    ])
  })

  it('blocks when Docker does not answer', () => {
    const socket = { path: '/var/run/docker.sock', state: 'no-answer' } as const
    expect(problemsOf(bookwormWithDocker({ info: undefined, socket }))).toEqual([
      {
        code: 'docker-no-answer',
        severity: 'blocker',
        evidence: ['/var/run/docker.sock'],
        values: {},
      },
    ])
  })
})
