import { describe, expect, it } from 'vitest'
import type { Container } from '#domain/docker-api.ts'
import type { Finding } from './catalogue.ts'
import type { HostSnapshot } from '#domain/host-snapshot.ts'
import { bindMount, bookwormWithDocker, container } from '#domain/testing/bookworm.ts'
import { bookwormWithKernel } from '#domain/testing/kernels.ts'
import { problemsOf } from '#domain/testing/problems.ts'

const nginx = container({ name: 'web', running: true })

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
      'not one by one for what they do, which their verdicts tell',
      withContainer({ privileged: true, mounts: [bindMount('/var/run/docker.sock')] }),
      [hidden('1', '1')],
    ],
  ])('are warned about: %s', (_, snapshot, expected) => {
    expect(problemsOf(snapshot)).toEqual(expected)
  })
})

function keysFinding(running: number, maxKeys: string | undefined, stopped = 0) {
  const { docker } = bookwormWithDocker({
    containers: [
      ...Array.from({ length: running }, (_, index) =>
        container({ name: `run-${index}`, running: true }),
      ),
      ...Array.from({ length: stopped }, (_, index) => container({ name: `stop-${index}` })),
    ],
  })
  const found = problemsOf({ ...bookwormWithKernel({ maxKeys }), docker })
  return found.find(({ code }) => code === 'session-keys-run-out')
}

describe('the keys of running containers', () => {
  it('are warned about before the limit of one user is reached', () => {
    expect(keysFinding(151, '200')).toEqual({
      code: 'session-keys-run-out',
      severity: 'warning',
      evidence: ['kernel.keys.maxkeys = 200'],
      values: { count: '151', limit: '200' },
    })
  })

  it('are no matter up to three quarters of it, of stopped containers, or where no limit is known', () => {
    expect([
      keysFinding(150, '200'),
      keysFinding(0, '200', 300),
      keysFinding(300, undefined),
    ]).toEqual([undefined, undefined, undefined])
  })
})
