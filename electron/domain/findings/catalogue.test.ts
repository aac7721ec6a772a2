import { describe, expect, it } from 'vitest'
import type { Finding } from './catalogue.ts'
import { assess, catalogue, declarationOf, openBlockers } from './catalogue.ts'
import { parseHostFacts } from '#domain/parse-host-facts.ts'
import type { DockerSnapshot, HostSnapshot } from '#domain/host-snapshot.ts'
import {
  bookworm,
  bookwormWithDocker,
  bookwormWithInfo,
  textFile,
} from '#domain/testing/bookworm.ts'
import { problemsOf } from '#domain/testing/problems.ts'

function findingsOf(snapshot: HostSnapshot): readonly Finding[] {
  return assess(parseHostFacts(snapshot))
}

const [dockerd] = bookworm.docker.daemons

describe('a supported machine', () => {
  it('has nothing in the way, and says what is fine', () => {
    expect(findingsOf(bookworm)).toEqual([
      {
        code: 'docker-ok',
        severity: 'note',
        evidence: ['20.10.24+dfsg1'],
        values: { version: '20.10.24+dfsg1' },
      },
      {
        code: 'daemon-config-ok',
        severity: 'note',
        evidence: ['/etc/docker/daemon.json'],
        values: { path: '/etc/docker/daemon.json' },
      },
      {
        code: 'kernel-ok',
        severity: 'note',
        evidence: ['6.1.0-38-amd64'],
        values: { release: '6.1.0-38-amd64' },
      },
      {
        code: 'subordinate-files-ok',
        severity: 'note',
        evidence: ['alice:100000:65536', 'alice:100000:65536'],
        values: {},
      },
    ])
  })

  it.each<[string, HostSnapshot]>([
    [
      'curl instead of the docker command',
      bookwormWithDocker({ cli: undefined, curlPath: '/usr/bin/curl' }),
    ],
    [
      'another user’s rootless Docker beside',
      bookwormWithDocker({
        daemons: [...bookworm.docker.daemons, { ...dockerd!, pid: 9, uid: 1001 }],
      }),
    ],
  ])('may have %s', (_, snapshot) => {
    expect(problemsOf(snapshot)).toEqual([])
  })
})

function reaching(endpoint: string): HostSnapshot {
  return { ...bookworm, user: { ...bookworm.user, environment: { DOCKER_HOST: endpoint } } }
}

describe('an engine that Subroot does not change', () => {
  const stopped = { ...bookworm.docker.unit!, activeState: 'inactive', mainPid: 0 }
  const noDaemon: Partial<DockerSnapshot> = {
    daemons: [],
    unit: undefined,
    info: undefined,
    socket: { path: '/var/run/docker.sock', state: 'absent' },
  }
  it.each<[string, HostSnapshot, Finding['code'], string]>([
    [
      'none',
      bookwormWithDocker({ ...noDaemon, cli: undefined }),
      'docker-missing',
      '/var/run/docker.sock',
    ],
    [
      'a stopped one',
      bookwormWithDocker({ ...noDaemon, unit: stopped }),
      'docker-stopped',
      'docker.service: inactive',
    ],
    [
      'a rootless one',
      reaching('unix:///run/user/1000/docker.sock'),
      'docker-rootless',
      'DOCKER_HOST=unix:///run/user/1000/docker.sock',
    ],
    [
      'Desktop',
      bookwormWithInfo({ operatingSystem: 'Docker Desktop' }),
      'docker-desktop',
      'OperatingSystem: Docker Desktop',
    ],
    [
      'the snap',
      bookwormWithDocker({ daemons: [{ ...dockerd!, argv: ['/snap/docker/1/bin/dockerd'] }] }),
      'docker-snap',
      '/snap/docker/1/bin/dockerd',
    ],
    [
      'Podman',
      bookwormWithDocker({
        cli: { path: '/usr/bin/docker', realPath: '/usr/bin/podman', scriptText: undefined },
      }),
      'docker-podman',
      '/usr/bin/docker',
    ],
    [
      'a virtual machine',
      reaching('unix:///home/alice/.colima/default/docker.sock'),
      'docker-virtual-machine',
      'DOCKER_HOST=unix:///home/alice/.colima/default/docker.sock',
    ],
    [
      'another machine',
      reaching('tcp://10.0.0.1:2376'),
      'docker-remote',
      'DOCKER_HOST=tcp://10.0.0.1:2376',
    ],
    [
      'one in a container',
      { ...bookworm, machine: { ...bookworm.machine, containerMarkers: ['/.dockerenv'] } },
      'docker-in-container',
      '/.dockerenv',
    ],
  ])('is all there is to say: %s', (_, snapshot, code, evidence) => {
    expect(findingsOf(snapshot)).toEqual([
      { code, severity: 'blocker', evidence: [evidence], values: { endpoint: evidence } },
    ])
  })
})

it('says everything that stands in the way at once', () => {
  const snapshot: HostSnapshot = {
    ...bookwormWithInfo({ liveRestoreEnabled: true, swarmActive: true }),
    elevation: { pkexecPath: undefined },
    files: { ...bookworm.files, subuid: textFile('bad\n'), daemonConfig: textFile('{') },
  }
  expect(problemsOf(snapshot).map(({ code, severity }) => `${severity} ${code}`)).toEqual([
    'warning pkexec-missing',
    'warning live-restore-on',
    'warning swarm-active',
    'blocker daemon-config-invalid',
    'blocker subordinate-line-invalid',
  ])
})

it('names a page for each finding that can be opened in a browser', () => {
  const codes = Object.keys(catalogue).filter((code): code is Finding['code'] => code in catalogue)
  const pages = codes.map((code) => declarationOf(code).source.url)
  expect(pages.filter((url) => new URL(url).protocol !== 'https:')).toEqual([])
})

it('keeps a blocker open that no agreement settles', () => {
  const findings = findingsOf(bookwormWithDocker({ cli: undefined }))
  expect(openBlockers(findings, ['raise-namespace-limit']).map(({ code }) => code)).toEqual([
    'api-client-missing',
  ])
})
