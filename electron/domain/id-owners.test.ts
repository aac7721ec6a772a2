import { describe, expect, it } from 'vitest'
import type { IdOwner } from './host-facts.ts'
import type { IdOwnerSources } from './id-owners.ts'
import { collectIdOwners } from './id-owners.ts'

const alice = {
  name: 'alice',
  uid: 1000,
  gid: 1000,
  gecos: '',
  home: '/home/alice',
  shell: '/bin/bash',
}

const useradd = {
  pool: { start: 100000, count: 600000001 },
  count: 65536,
  deterministic: false,
}

/** A machine of alice's, who has the first range; nothing else owns IDs from 65536 on. */
const nothing: IdOwnerSources = {
  accounts: [alice],
  groups: [{ name: 'alice', gid: 1000, members: [] }],
  user: { name: 'alice', uid: 1000, gid: 1000, groupIds: [1000] },
  subuid: [{ owner: 'alice', start: 100000, count: 65536, line: 1 }],
  subgid: [{ owner: 'alice', start: 100000, count: 65536, line: 1 }],
  allocation: { uid: useradd, gid: useradd },
  userIds: { start: 1000, count: 59001 },
  nameServices: ['files', 'systemd'],
  samba: { idmapRanges: [], isPartial: false },
  homedUsers: [],
  nspawnMachines: [],
  runningIds: { uid: [], gid: [] },
  mappedRanges: { uid: [], gid: [] },
}

/** `FIRST-LAST ids kind name severity`, for rows that are not on every machine. */
function rowsOf(changes: Partial<IdOwnerSources>): readonly string[] {
  const always = new Set(collectIdOwners(nothing).map(show))
  return collectIdOwners({ ...nothing, ...changes })
    .map(show)
    .filter((row) => !always.has(row))
}

function show({ range, ids, kind, name, severity }: IdOwner): string {
  return `${range.start}-${range.start + range.count - 1} ${ids} ${kind} ${name} ${severity}`
}

describe('collectIdOwners, row by row of userns-facts 7', () => {
  it('on every machine: system and users, foreign images, IDs from 2^31 on, (uid_t) -1', () => {
    expect(collectIdOwners({ ...nothing, subuid: [], subgid: [], accounts: [] }).map(show)).toEqual(
      [
        '0-65535 both system system refuse',
        '2147352576-2147418111 both reserved systemd-foreign refuse',
        '2147483648-4294967294 both reserved above-31-bits refuse',
        '4294967295-4294967295 both reserved no-id refuse',
        '100000-165535 both first-user first-user warn',
      ],
    )
  })

  it.each<[string, Partial<IdOwnerSources>, readonly string[]]>([
    [
      'a line of another owner, in one file or in both',
      {
        subuid: [
          { owner: 'bob', start: 200000, count: 65536, line: 1 },
          { owner: 'carol', start: 300000, count: 1, line: 2 },
          { owner: 'alice', start: 100000, count: 65536, line: 3 },
        ],
        subgid: [
          { owner: 'bob', start: 200000, count: 65536, line: 1 },
          { owner: 'carol', start: 300000, count: 2, line: 2 },
          { owner: 'alice', start: 100000, count: 65536, line: 3 },
        ],
      },
      [
        '200000-265535 both subordinate bob refuse',
        '300000-300000 uid subordinate carol refuse',
        '300000-300001 gid subordinate carol refuse',
      ],
    ],
    [
      'a line of a UID, under the account’s name where there is one',
      {
        subuid: [
          { owner: '1000', start: 200000, count: 65536, line: 1 },
          { owner: '1001', start: 300000, count: 65536, line: 2 },
          { owner: 'alice', start: 100000, count: 65536, line: 3 },
        ],
      },
      ['200000-265535 uid subordinate alice refuse', '300000-365535 uid subordinate 1001 refuse'],
    ],
    [
      'IDs in passwd and group; unnamed primary groups under the account’s name',
      {
        accounts: [alice, { ...alice, name: 'guest', uid: 70000, gid: 70001 }],
        groups: [
          { name: 'alice', gid: 1000, members: [] },
          { name: 'staff', gid: 80000, members: [] },
        ],
      },
      [
        '70000-70000 uid account guest refuse',
        '70001-70001 gid group guest refuse',
        '80000-80000 gid group staff refuse',
      ],
    ],
    [
      'the user’s own IDs that no file knows',
      {
        user: { name: 'ada', uid: 1234567, gid: 1234568, groupIds: [1234568, 1234569] },
      },
      [
        '1234567-1234567 uid account ada refuse',
        '1234568-1234568 gid group 1234568 refuse',
        '1234569-1234569 gid group 1234569 refuse',
      ],
    ],
    [
      'running IDs that no line explains, neighbours as one range',
      { runningIds: { uid: [100005, 300000, 300001, 300007], gid: [165536] } },
      [
        '300000-300001 uid running running refuse',
        '300007-300007 uid running running refuse',
        '165536-165536 gid running running refuse',
      ],
    ],
    [
      '100000-165535 while somebody who can log in has no range',
      { subuid: [], subgid: [] },
      ['100000-165535 both first-user first-user refuse'],
    ],
    [
      '100000-165535, only as a warning, where everybody has a range elsewhere',
      { subuid: [{ owner: 'alice', start: 165536, count: 65536, line: 1 }], subgid: [] },
      [
        '165536-231071 uid subordinate alice refuse',
        '100000-165535 both first-user first-user warn',
      ],
    ],
    [
      '65536-524287 as a warning with systemd-homed, by its files',
      { homedUsers: ['ada'] },
      ['65536-524287 both reserved systemd-homed warn'],
    ],
    [
      '65536-524287 as a warning with systemd-homed, by the user’s UID',
      { user: { name: 'ada', uid: 60001, gid: 60001, groupIds: [] } },
      ['65536-524287 both reserved systemd-homed warn'],
    ],
    [
      'SSSD’s range as a warning, once',
      { nameServices: ['files', 'sss', 'files', 'sss'] },
      ['200000-2000200000 both directory-service sssd warn'],
    ],
    [
      'winbind’s ranges where smb.conf tells them',
      {
        nameServices: ['files', 'winbind'],
        samba: { idmapRanges: [{ start: 100000, count: 100000 }], isPartial: false },
      },
      ['100000-199999 both directory-service winbind refuse'],
    ],
    [
      'anything as a warning with winbind without ranges, LDAP, or a service we do not know',
      { nameServices: ['files', 'winbind', 'ldap', 'himmelblau'] },
      [
        '65536-2147483647 both directory-service winbind warn',
        '65536-2147483647 both directory-service ldap warn',
        '65536-2147483647 both directory-service himmelblau warn',
      ],
    ],
    [
      'winbind’s ranges and anything, where smb.conf names other files',
      {
        nameServices: ['files', 'winbind'],
        samba: { idmapRanges: [{ start: 200000, count: 100000 }], isPartial: true },
      },
      [
        '200000-299999 both directory-service winbind refuse',
        '65536-2147483647 both directory-service winbind warn',
      ],
    ],
    [
      'smb.conf’s ranges as a warning on a file server whose accounts are not winbind’s',
      { samba: { idmapRanges: [{ start: 100000, count: 100000 }], isPartial: false } },
      ['100000-199999 both directory-service winbind warn'],
    ],
    [
      'ranges that running user namespaces are mapped to, once, and not those of a line',
      {
        runningIds: { uid: [1234567, 1300000], gid: [] },
        mappedRanges: {
          uid: [
            { start: 100000, count: 65536 },
            { start: 1234567, count: 65536 },
          ],
          gid: [{ start: 100001, count: 65536 }],
        },
      },
      ['1234567-1300102 uid running running refuse', '100001-165536 gid running running refuse'],
    ],
    [
      'the user’s ranges in a directory service, where no line has them',
      {
        user: {
          name: 'alice',
          uid: 1000,
          gid: 1000,
          groupIds: [],
          serviceRanges: {
            uid: [{ start: 300000, count: 65536 }],
            gid: [{ start: 100000, count: 65536 }],
          },
        },
      },
      ['300000-365535 uid subordinate alice refuse'],
    ],
    [
      'root’s lines under the name of the container manager that uses them',
      {
        groups: [{ name: 'lxd', gid: 110, members: [] }],
        subuid: [{ owner: 'root', start: 400000, count: 65536, line: 1 }, ...nothing.subuid],
        subgid: [{ owner: 'root', start: 400000, count: 65536, line: 1 }, ...nothing.subgid],
      },
      [
        '400000-465535 both subordinate root refuse',
        '1000000-1000999999 both container-manager lxd refuse',
        '400000-465535 both container-manager lxd refuse',
      ],
    ],
    [
      'systemd’s container range as a warning with nspawn machines',
      { nspawnMachines: ['lab'] },
      ['524288-1879048191 both container-manager systemd-nspawn warn'],
    ],
    [
      'LXD’s range',
      { groups: [{ name: 'lxd', gid: 110, members: [] }] },
      ['1000000-1000999999 both container-manager lxd refuse'],
    ],
    [
      'Incus’ range',
      { groups: [{ name: 'incus-admin', gid: 110, members: [] }] },
      ['1000000-1000999999 both container-manager incus refuse'],
    ],
    [
      'the whole pool with SUB_UID_DETERMINISTIC',
      {
        allocation: {
          uid: { ...useradd, deterministic: true },
          gid: { ...useradd, deterministic: true },
        },
      },
      ['100000-600100000 both reserved shadow-deterministic refuse'],
    ],
    [
      'both pools with SUB_UID_DETERMINISTIC, where UIDs and GIDs have different ones',
      {
        allocation: {
          uid: { ...useradd, deterministic: true },
          gid: { ...useradd, pool: { start: 200000, count: 100 }, deterministic: true },
        },
      },
      [
        '100000-600100000 uid reserved shadow-deterministic refuse',
        '200000-200099 gid reserved shadow-deterministic refuse',
      ],
    ],
  ])('%s', (_, changes, expected) => {
    expect(rowsOf(changes)).toEqual(expected)
  })
})
