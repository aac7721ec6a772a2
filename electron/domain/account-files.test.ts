import { describe, expect, it } from 'vitest'
import {
  parseGroup,
  parseLoginDefs,
  parseNsswitch,
  parsePasswd,
  parseSubidService,
} from './account-files.ts'

describe('parsePasswd', () => {
  it('reads accounts', () => {
    expect(parsePasswd('alice:x:1000:1001:Alice,,,:/home/alice:/bin/bash\n')).toEqual([
      {
        name: 'alice',
        uid: 1000,
        gid: 1001,
        gecos: 'Alice,,,',
        home: '/home/alice',
        shell: '/bin/bash',
      },
    ])
  })

  it.each([
    ['an empty file', ''],
    ['a comment', '# alice:x:1000:1000::/home/alice:/bin/sh\n'],
    ['an indented comment', ' \t#alice:x:1000:1000::/home/alice:/bin/sh\n'],
    ['NIS lines', '+alice:x:1000:1000::/:/bin/sh\n-bob:x:1001:1001::/:/bin/sh\n+::::::\n'],
    ['a line with NUL', 'al\0ice:x:1000:1000::/:/bin/sh\n'],
    ['a line with too few fields', 'alice:x:1000:1000:\n'],
    ['a UID that is no number', 'alice:x:one:1000::/:/bin/sh\n'],
    ['a UID beyond 32 bits', 'alice:x:4294967296:1000::/:/bin/sh\n'],
  ])('finds no account in %s', (_, text) => {
    expect(parsePasswd(text)).toEqual([])
  })
})

it('reads past white space before a line and before a member, as the C library does', () => {
  expect(parsePasswd(' \talice:x:1000:1001::/:/bin/sh \n')[0]).toMatchObject({
    name: 'alice',
    shell: '/bin/sh ',
  })
  expect(parseGroup('\rdocker:x:998: alice,,\tbob \n#team:x:1:\n+net:x:2:\n')).toEqual([
    { name: 'docker', gid: 998, members: ['alice', 'bob '] },
  ])
})

describe('parseGroup', () => {
  it('reads groups, with and without members', () => {
    expect(parseGroup('docker:x:998:alice,bob\nalice:x:1000:\n+:::\nshort:x:1\n')).toEqual([
      { name: 'docker', gid: 998, members: ['alice', 'bob'] },
      { name: 'alice', gid: 1000, members: [] },
    ])
  })
})

describe('parseLoginDefs', () => {
  const useradd = {
    pool: { start: 100000, count: 600000001 },
    count: 65536,
    deterministic: false,
  }

  it('takes the defaults of the man page for an empty file', () => {
    expect(parseLoginDefs('')).toEqual({
      subordinate: { uid: useradd, gid: useradd },
      systemIds: { uid: { start: 101, count: 899 }, gid: { start: 101, count: 899 } },
      userIds: { start: 1000, count: 59001 },
    })
  })

  it('reads what is set, the last of repeated lines, and ignores comments', () => {
    const text =
      '#SUB_UID_MIN 1\nSUB_UID_MIN\t\t 200000\nSUB_UID_MAX 299999 # enough\nSUB_UID_COUNT 1000\n' +
      'SUB_GID_MIN 300000\nSUB_GID_MAX 600000\nSUB_GID_COUNT 2000\n' +
      'SUB_UID_DETERMINISTIC yes\nSYS_UID_MIN 100\nSYS_UID_MAX 499\nSYS_GID_MIN 0x65\nSYS_GID_MAX 0310\n' +
      'UID_MIN 400\nUID_MIN 500\nUID_MAX 599\n'
    expect(parseLoginDefs(text)).toEqual({
      subordinate: {
        uid: { pool: { start: 200000, count: 100000 }, count: 1000, deterministic: true },
        gid: { pool: { start: 300000, count: 300001 }, count: 2000, deterministic: true },
      },
      systemIds: { uid: { start: 100, count: 400 }, gid: { start: 101, count: 100 } },
      userIds: { start: 500, count: 100 },
    })
  })

  it('takes either switch, in any case, for computed ranges, which have wider limits by default', () => {
    const computed = {
      pool: { start: 65536, count: 4294901760 },
      count: 65536,
      deterministic: true,
    }
    expect(
      [
        'SUB_UID_DETERMINISTIC yes\n',
        'SUB_GID_DETERMINISTIC YES\n',
        'SUB_UID_DETERMINISTIC 1\n',
      ].map((text) => parseLoginDefs(text).subordinate),
    ).toEqual([
      { uid: computed, gid: computed },
      { uid: computed, gid: computed },
      { uid: useradd, gid: useradd },
    ])
  })

  it('ends system IDs below UID_MIN and GID_MIN where SYS_UID_MAX and SYS_GID_MAX are silent', () => {
    expect(parseLoginDefs('UID_MIN 500\nGID_MIN 600\n').systemIds).toEqual({
      uid: { start: 101, count: 399 },
      gid: { start: 101, count: 499 },
    })
  })
})

describe('parseNsswitch', () => {
  it.each([
    ['passwd:         files systemd sss\n', ['files', 'systemd', 'sss']],
    ['passwd: files [NOTFOUND=return] ldap # comment\n', ['files', 'ldap']],
    ['  passwd:files\n', ['files']],
    ['#passwd: files\n', []],
    ['group: files\npasswd_compat: nis\n', []],
    ['', []],
  ])('finds the services for passwd in %j', (text, expected) => {
    expect(parseNsswitch(text, 'passwd')).toEqual(expected)
  })
})

describe('parseSubidService', () => {
  it.each([
    ['no line', 'passwd: files sss\n', 'files'],
    ['files', 'subid: files\n', 'files'],
    ['files first, which is all that counts', 'subid: files sss\n', 'files'],
    ['a service', 'subid:\tsss files\n', 'sss'],
    ['capitals', 'SubID:sss\n', 'sss'],
    ['the first line that names one', 'subid:  \nsubid: sss\nsubid: files\n', 'sss'],
    ['a line that does not begin so', ' subid: sss\n#subid: sss\n', 'files'],
  ])('reads %s', (_, text, service) => {
    expect(parseSubidService(text)).toBe(service)
  })
})
