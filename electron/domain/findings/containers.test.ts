import { describe, expect, it } from 'vitest'
import type { Container } from '#domain/docker-api.ts'
import type { Finding } from './catalogue.ts'
import type { HostSnapshot } from '#domain/host-snapshot.ts'
import { bookwormWithDocker, container } from '#domain/testing/bookworm.ts'
import { problemsOf } from '#domain/testing/problems.ts'

const nginx = container({ name: 'web', running: true })

const socketMount = {
  type: 'bind',
  source: '/var/run/docker.sock',
  destination: '/var/run/docker.sock',
  readWrite: true,
}

function withContainer(changes: Partial<Container>): HostSnapshot {
  return bookwormWithDocker({ containers: [container(changes)], imageCount: 1 })
}

function hidden(containers: string, images: string): Finding {
  return {
    code: 'existing-objects-hidden',
    severity: 'warning',
    evidence: [],
    values: { containers, images, dataRoot: '/var/lib/docker' },
  }
}

describe('existing containers and images', () => {
  it.each<[string, HostSnapshot, readonly Finding[]]>([
    [
      'running containers',
      bookwormWithDocker({ containers: [nginx, container({ name: 'db' })], imageCount: 2 }),
      [
        {
          code: 'running-containers-stop',
          severity: 'warning',
          evidence: ['web'],
          values: { count: '1' },
        },
        hidden('2', '2'),
      ],
    ],
    ['images', bookwormWithDocker({ imageCount: 3 }), [hidden('0', '3')]],
    [
      'images nobody could count',
      bookwormWithDocker({ imageCount: undefined }),
      [hidden('0', '?')],
    ],
    [
      'privileged containers, and those in the host’s namespaces',
      withContainer({ privileged: true, networkMode: 'host', pidMode: 'host' }),
      [
        hidden('1', '1'),
        {
          code: 'containers-need-host-namespace',
          severity: 'warning',
          evidence: ['web: --privileged --network=host --pid=host'],
          values: {},
        },
      ],
    ],
    [
      'not those that ask for the host’s user namespace already',
      withContainer({ privileged: true, usernsMode: 'host', mounts: [socketMount] }),
      [hidden('1', '1')],
    ],
    [
      'containers with Docker’s socket',
      withContainer({ mounts: [socketMount] }),
      [
        hidden('1', '1'),
        {
          code: 'containers-use-docker-socket',
          severity: 'warning',
          evidence: ['web'],
          values: {},
        },
      ],
    ],
    [
      'containers with directories of the host, but not those with volumes',
      bookwormWithDocker({
        containers: [
          container({
            mounts: [
              { ...socketMount, source: '/srv/www' },
              { ...socketMount, source: '/srv/log' },
            ],
          }),
          container({ name: 'db', mounts: [{ ...socketMount, type: 'volume', source: 'data' }] }),
        ],
        imageCount: 1,
      }),
      [
        hidden('2', '1'),
        {
          code: 'containers-use-bind-mounts',
          severity: 'warning',
          evidence: ['web: /srv/www /srv/log'],
          values: {},
        },
      ],
    ],
  ])('are warned about: %s', (_, snapshot, expected) => {
    expect(problemsOf(snapshot)).toEqual(expected)
  })
})
