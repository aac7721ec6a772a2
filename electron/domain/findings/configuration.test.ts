import { describe, expect, it } from 'vitest'
import type { Finding } from './catalogue.ts'
import type { HostSnapshot } from '#domain/host-snapshot.ts'
import {
  bookworm,
  bookwormWithDocker,
  bookwormWithFiles,
  bookwormWithInfo,
  textFile,
} from '#domain/testing/bookworm.ts'
import { problemsOf } from '#domain/testing/problems.ts'

const [dockerd] = bookworm.docker.daemons

function withArguments(...words: readonly string[]): HostSnapshot {
  return bookwormWithDocker({ daemons: [{ ...dockerd!, argv: ['dockerd', ...words] }] })
}

describe('Docker’s configuration', () => {
  it.each<[string, HostSnapshot, Finding]>([
    [
      'userns-remap as a flag, even off',
      withArguments('--userns-remap='),
      {
        code: 'userns-remap-flag',
        severity: 'blocker',
        evidence: ['--userns-remap='],
        values: { value: '' },
      },
    ],
    [
      'userns-remap as a flag and in the file',
      {
        ...withArguments('--userns-remap=default'),
        files: { ...bookworm.files, daemonConfig: textFile('{"userns-remap": "x"}') },
      },
      {
        code: 'userns-remap-flag-and-file',
        severity: 'blocker',
        evidence: ['--userns-remap=default', '/etc/docker/daemon.json: "userns-remap": "x"'],
        values: { flag: 'default', file: 'x' },
      },
    ],
    [
      'userns-remap in the file, but not in effect',
      bookwormWithFiles({ daemonConfig: textFile('{"userns-remap": "root"}') }),
      {
        code: 'userns-remap-pending',
        severity: 'blocker',
        evidence: ['"userns-remap": "root"'],
        values: { path: '/etc/docker/daemon.json', value: 'root' },
      },
    ],
    [
      'a configuration elsewhere',
      bookwormWithDocker({ daemonConfigPath: '/srv/daemon.json' }),
      {
        code: 'daemon-config-elsewhere',
        severity: 'blocker',
        evidence: ['--config-file=/srv/daemon.json'],
        values: { path: '/srv/daemon.json' },
      },
    ],
    [
      'a daemon.json with a comment',
      bookwormWithFiles({ daemonConfig: textFile('{\n  // fast\n}') }),
      {
        code: 'daemon-config-invalid',
        severity: 'blocker',
        evidence: ['  // fast'],
        values: { path: '/etc/docker/daemon.json', line: '2', column: '3', reason: 'comment' },
      },
    ],
    [
      'a daemon.json that is no object',
      bookwormWithFiles({ daemonConfig: textFile('[]') }),
      {
        code: 'daemon-config-invalid',
        severity: 'blocker',
        evidence: ['[]'],
        values: {
          path: '/etc/docker/daemon.json',
          line: '1',
          column: '1',
          reason: 'not-an-object',
        },
      },
    ],
    [
      'the containerd image store, turned on by hand',
      bookwormWithFiles({
        daemonConfig: textFile('{"features": {"containerd-snapshotter": true}}'),
      }),
      {
        code: 'containerd-snapshotter-on',
        severity: 'blocker',
        evidence: ['"features": { "containerd-snapshotter": true }'],
        values: { path: '/etc/docker/daemon.json' },
      },
    ],
    [
      'a snapshotter’s name as storage driver of Docker 29, in the file',
      {
        ...bookwormWithInfo({ serverVersion: '29.0.0' }),
        files: { ...bookworm.files, daemonConfig: textFile('{"storage-driver": "overlayfs"}') },
      },
      {
        code: 'storage-driver-unusable',
        severity: 'blocker',
        evidence: ['storage-driver: overlayfs'],
        values: { driver: 'overlayfs' },
      },
    ],
    [
      'a snapshotter’s name as storage driver of Docker 29, as a flag',
      bookwormWithDocker({
        daemons: [{ ...dockerd!, argv: ['dockerd', '-s', 'stargz'] }],
        info: { ...bookworm.docker.info!, serverVersion: '29.7.2' },
      }),
      {
        code: 'storage-driver-unusable',
        severity: 'blocker',
        evidence: ['storage-driver: stargz'],
        values: { driver: 'stargz' },
      },
    ],
  ])('blocks: %s', (_, snapshot, expected) => {
    expect(problemsOf(snapshot)).toEqual([expected])
  })

  it('is not pending where it is in effect', () => {
    const snapshot = {
      ...bookwormWithInfo({ securityOptions: ['name=userns'] }),
      files: { ...bookworm.files, daemonConfig: textFile('{"userns-remap": "default"}') },
    }
    expect(problemsOf(snapshot).map(({ code }) => code)).toEqual(['remapping-already-on'])
  })

  it.each<[string, HostSnapshot]>([
    [
      'a daemon.json that turns nothing of this on',
      bookwormWithFiles({
        daemonConfig: textFile(
          '{"storage-driver": "overlay2", "features": {"buildkit": true}, "userns-remap": ""}',
        ),
      }),
    ],
    [
      '--config-file=/etc/docker/daemon.json',
      withArguments('--config-file=/etc/docker/daemon.json'),
    ],
    [
      'Docker 29 with a graph driver',
      {
        ...bookwormWithInfo({ serverVersion: '29.7.2' }),
        files: { ...bookworm.files, daemonConfig: textFile('{"storage-driver": "overlay2"}') },
      },
    ],
    [
      'Docker 29 with its own image store, which it leaves by itself',
      bookwormWithInfo({ serverVersion: '29.7.2', storageDriver: 'overlayfs' }),
    ],
    [
      'Docker 28 with a driver that only Docker 29 refuses',
      bookwormWithFiles({ daemonConfig: textFile('{"storage-driver": "overlayfs"}') }),
    ],
  ])('is fine: %s', (_, snapshot) => {
    expect(problemsOf(snapshot)).toEqual([])
  })
})
