import { describe, expect, it } from 'vitest'
import type { HostSnapshot } from '#domain/host-snapshot.ts'
import { bookworm, textFile } from '../domain/testing/bookworm.ts'
import { withRestrictedFacts } from './restricted-facts.ts'

const unreadable = { kind: 'unreadable', reason: 'permission' } as const

/** What root read: a daemon.json for root only, and Docker's replies. */
const elevated: HostSnapshot = {
  ...bookworm,
  access: 'elevated',
  files: { ...bookworm.files, daemonConfig: textFile('{ "debug": true }\n', 0o600) },
  nspawnMachines: ['builder'],
}

/** The same machine as the user sees it. */
const fresh: HostSnapshot = {
  ...bookworm,
  files: { ...bookworm.files, daemonConfig: unreadable },
  docker: {
    ...bookworm.docker,
    socket: { ...bookworm.docker.socket, state: 'permission-denied' },
    info: undefined,
    containers: [],
    imageCount: undefined,
  },
}

describe('withRestrictedFacts', () => {
  it('adds what only root could read', () => {
    expect(withRestrictedFacts(fresh, elevated)).toEqual(elevated)
  })

  it('takes everything that the user may read from the fresh reading', () => {
    const subuid = textFile('alice:100000:65536\nbob:165536:65536\n')
    const passwd = textFile('root:x:0:0:root:/root:/bin/bash\n')
    const changed = { ...fresh, files: { ...fresh.files, subuid, passwd } }
    expect(withRestrictedFacts(changed, elevated)?.files).toEqual({
      ...elevated.files,
      subuid,
      passwd,
    })
  })

  it('keeps a file as absent that is absent now', () => {
    const daemonConfig = { kind: 'absent' } as const
    const changed = { ...fresh, files: { ...fresh.files, daemonConfig } }
    expect(withRestrictedFacts(changed, elevated)?.files.daemonConfig).toEqual(daemonConfig)
  })

  it("takes Docker's replies from the fresh reading where the user may ask for them", () => {
    const docker = { ...bookworm.docker, containers: [], imageCount: 7 }
    const completed = withRestrictedFacts({ ...fresh, docker }, elevated)
    expect(completed?.docker).toEqual(docker)
  })

  const [daemon] = bookworm.docker.daemons
  it.each([
    ['restarted', [{ ...daemon!, pid: daemon!.pid + 1 }]],
    ['started with other arguments', [{ ...daemon!, argv: [...daemon!.argv, '--debug'] }]],
    ['gone', []],
  ])('refuses when the daemon was %s', (_name, daemons) => {
    const changed = { ...fresh, docker: { ...fresh.docker, daemons } }
    expect(withRestrictedFacts(changed, elevated)).toBeUndefined()
  })
})
