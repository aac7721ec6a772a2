import { describe, expect, it } from 'vitest'
import { parseHostFacts } from './parse-host-facts.ts'
import type { HostSnapshot } from './host-snapshot.ts'
import { createPlan } from './plan.ts'
import { bookworm, bookwormWithFiles, textFile } from './testing/bookworm.ts'

/** Who stands in the way of 123000:65536, by name; nobody where the plan gives these IDs to dockremap. */
function ownersInTheWay(snapshot: HostSnapshot): readonly string[] {
  const plan = createPlan(parseHostFacts(snapshot), {
    remapUser: 'dockremap',
    range: { start: 123000, count: 65536 },
    way: 'daemon-config',
    consents: [],
  })
  if (!plan.ok) {
    if (plan.error.code === 'blocked') return plan.error.findings
    return plan.error.problems.map(({ code, values }) => values['owner'] ?? code)
  }
  const edits = plan.value.steps.flatMap((step) =>
    step.kind === 'edit-file' && /subuid|subgid/.test(step.path)
      ? step.edits.map(({ content }) => content)
      : [],
  )
  expect(edits).toEqual(['dockremap:123000:65536\n', 'dockremap:123000:65536\n'])
  return []
}

/** The same lines in both files; the groups that packages create. */
function machineWith(lines: string, groups = ''): HostSnapshot {
  return bookwormWithFiles({
    subuid: textFile(lines),
    subgid: textFile(lines),
    group: textFile(`root:x:0:\nalice:x:1000:\n${groups}`),
  })
}

// The range of the article that Subroot grew from: 65,536 IDs from 123000 on.
describe('123000:65536', () => {
  it.each<[string, HostSnapshot]>([
    ['alice’s range is elsewhere', machineWith('alice:200000:65536\n')],
    ['alice’s range ends just below', machineWith('alice:57464:65536\n')],
    ['alice’s range begins just above', machineWith('alice:188536:65536\n')],
    [
      'nobody who can log in is without a range',
      bookwormWithFiles({
        passwd: textFile('root:x:0:0::/root:/bin/sh\n'),
        subuid: textFile(''),
        subgid: textFile(''),
      }),
    ],
    [
      'LXD is here, with root’s range elsewhere',
      machineWith('alice:200000:65536\nroot:1000000:65536\n', 'lxd:x:110:alice\n'),
    ],
    [
      'winbind gives out other IDs',
      bookwormWithFiles({
        subuid: textFile('alice:200000:65536\n'),
        subgid: textFile('alice:200000:65536\n'),
        nsswitch: textFile('passwd: files winbind\n'),
        smbConf: textFile('idmap config * : range = 1000000-1999999\n'),
      }),
    ],
  ])('is accepted where %s', (_, snapshot) => {
    expect(ownersInTheWay(snapshot)).toEqual([])
  })

  it.each<[string, HostSnapshot, readonly string[]]>([
    ['alice has 100000:65536', machineWith('alice:100000:65536\n'), ['alice']],
    ['bob has its last ID', machineWith('alice:200000:65536\nbob:188535:1\n'), ['bob']],
    [
      'a UID’s line has it in one file only, under the account’s name',
      bookwormWithFiles({
        subuid: textFile('alice:200000:65536\n'),
        subgid: textFile('1000:123000:65536\n'),
      }),
      ['alice'],
    ],
    [
      'LXD’s own lines have 100000:65536, as on Ubuntu 16.04',
      machineWith('alice:200000:65536\nlxd:100000:65536\nroot:100000:65536\n', 'lxd:x:110:alice\n'),
      ['lxd', 'root', 'lxd'],
    ],
    [
      'root’s line has it, without LXD',
      machineWith('alice:200000:65536\nroot:100000:65536\n'),
      ['root'],
    ],
    ['alice has no range yet, and this is hers by every guide', machineWith(''), ['first-user']],
    [
      'an account has one of its IDs',
      bookwormWithFiles({
        passwd: textFile(
          'root:x:0:0::/root:/bin/sh\nalice:x:1000:1000::/:/bin/sh\nada:x:150000:150000::/:/bin/sh\n',
        ),
        subuid: textFile('alice:200000:65536\nada:300000:65536\n'),
        subgid: textFile('alice:200000:65536\nada:300000:65536\n'),
      }),
      ['ada', 'ada'],
    ],
    [
      'a process runs under one of its IDs',
      { ...machineWith('alice:200000:65536\n'), runningIds: { uid: [130000], gid: [] } },
      ['running'],
    ],
    [
      'a running namespace has it',
      {
        ...machineWith('alice:200000:65536\n'),
        mappedRanges: { uid: [{ start: 131072, count: 65536 }], gid: [] },
      },
      ['running'],
    ],
    [
      'winbind gives it out',
      bookwormWithFiles({
        subuid: textFile('alice:200000:65536\n'),
        subgid: textFile('alice:200000:65536\n'),
        nsswitch: textFile('passwd: files winbind\n'),
        smbConf: textFile('idmap config * : range = 100000-199999\n'),
      }),
      ['winbind'],
    ],
    [
      'useradd computes ranges from UIDs',
      bookwormWithFiles({
        subuid: textFile('alice:200000:65536\n'),
        subgid: textFile('alice:200000:65536\n'),
        loginDefs: textFile('SUB_UID_DETERMINISTIC yes\n'),
      }),
      ['shadow-deterministic'],
    ],
    [
      'the directory service gave it to the user',
      {
        ...machineWith('alice:200000:65536\n'),
        user: {
          ...bookworm.user,
          serviceRanges: { uid: [{ start: 100000, count: 65536 }], gid: [] },
        },
      },
      ['alice'],
    ],
  ])('is refused with the owner’s name where %s', (_, snapshot, owners) => {
    expect(ownersInTheWay(snapshot)).toEqual(owners)
  })
})
