import { describe, expect, it } from 'vitest'
import { failure, success } from '#domain/result.ts'
import { container } from '#domain/testing/bookworm.ts'
import { createContainerNamesCache, toIdNames } from './container-names.ts'
import type { DockerClient } from './docker-client.ts'

const named = container({
  id: 'a'.repeat(64),
  name: 'redis',
  image: 'redis:7',
  running: true,
  pid: 1,
})

/** A daemon that can be allowed or forbidden to answer, and counts what it is asked. */
function createClient() {
  const denied = failure({ code: 'permission-denied', detail: 'connect EACCES' } as const)
  const state = { allowed: true, inspections: 0 }
  const client: DockerClient = {
    readInfo: async () => denied,
    listContainers: async () => denied,
    listVolumes: async () => denied,
    countImages: async () => denied,
    readContainer: async () => {
      state.inspections += 1
      return state.allowed ? success(named) : denied
    },
    readContainerFile: async (_, path) =>
      path === '/etc/passwd'
        ? success('root:x:0:0::/:/bin/sh\nredis:x:999:999::/:/bin/sh\n')
        : denied,
  }
  return { client, state }
}

function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}

describe('createContainerNamesCache', () => {
  it('answers at once with what it knows, and asks only once', async () => {
    const { client, state } = createClient()
    const cache = createContainerNamesCache(client)
    const first = cache.namesOf(named.id)
    await settle()
    const second = cache.namesOf(named.id)
    await settle()
    expect(first).toBeUndefined()
    expect([second?.name, second?.inside.uid.get(999)]).toEqual(['redis', 'redis'])
    expect(state.inspections).toBe(1)
  })

  it('asks again after ten seconds when it got no answer', async () => {
    const { client, state } = createClient()
    state.allowed = false
    let time = 0
    const cache = createContainerNamesCache(client, () => time)
    for (time of [0, 5000, 9999]) {
      cache.namesOf(named.id)
      await settle()
    }
    const before = state.inspections
    state.allowed = true
    time = 10_000
    cache.namesOf(named.id)
    await settle()
    expect([before, state.inspections]).toEqual([1, 2])
    expect(cache.namesOf(named.id)?.name).toBe('redis')
  })

  it('forgets containers that are gone', async () => {
    const { client, state } = createClient()
    const cache = createContainerNamesCache(client)
    cache.namesOf(named.id)
    await settle()
    cache.keepOnly(new Set())
    expect(cache.namesOf(named.id)).toBeUndefined()
    expect(state.inspections).toBe(2)
  })
})

describe('toIdNames', () => {
  it('takes the first of several names of one ID', () => {
    const names = toIdNames('toor:x:0:0::/:\nroot:x:0:0::/:\n', 'wheel:x:0:\nroot:x:0:\n')
    expect([names.uid.get(0), names.gid.get(0)]).toEqual(['toor', 'wheel'])
  })
})
