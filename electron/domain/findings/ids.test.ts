import { describe, expect, it } from 'vitest'
import type { Finding } from './catalogue.ts'
import type { HostSnapshot } from '#domain/host-snapshot.ts'
import { bookwormWithFiles, textFile } from '#domain/testing/bookworm.ts'
import { problemsOf } from '#domain/testing/problems.ts'

describe('who hands out IDs', () => {
  it.each<[string, HostSnapshot, Finding]>([
    [
      'a line that Docker 28 reads as root',
      bookwormWithFiles({ subgid: textFile('alice:100000:65536\nbob: 231072:65536\n') }),
      {
        code: 'subordinate-line-invalid',
        severity: 'blocker',
        evidence: ['bob: 231072:65536'],
        values: { path: '/etc/subgid', line: '2', reason: 'stray-space' },
      },
    ],
    [
      'such a line of dockremap, which can be replaced',
      bookwormWithFiles({ subgid: textFile('alice:100000:65536\n dockremap : 231072:65536\r\n') }),
      {
        code: 'remap-user-line-invalid',
        severity: 'blocker',
        evidence: [' dockremap : 231072:65536\r'],
        values: { path: '/etc/subgid', line: '2', reason: 'stray-space' },
      },
    ],
    [
      'such a line of dockremap, where that is a person',
      bookwormWithFiles({
        passwd: textFile('root:x:0:0::/root:/bin/sh\ndockremap:x:1001:1001::/:/bin/sh\n'),
        subgid: textFile('alice:100000:65536\ndockremap:0x10:65536\n'),
      }),
      {
        code: 'subordinate-line-invalid',
        severity: 'blocker',
        evidence: ['dockremap:0x10:65536'],
        values: { path: '/etc/subgid', line: '2', reason: 'bad-number' },
      },
    ],
  ])('blocks: %s', (_, snapshot, expected) => {
    expect(problemsOf(snapshot)).toEqual([expected])
  })

  it.each<[string, HostSnapshot, readonly Finding[]]>([
    [
      'subordinate IDs from elsewhere',
      bookwormWithFiles({ nsswitch: textFile('subid: sss files\n') }),
      [
        {
          code: 'subid-not-files',
          severity: 'warning',
          evidence: ['subid: sss'],
          values: { service: 'sss' },
        },
      ],
    ],
    [
      'directory services',
      bookwormWithFiles({ nsswitch: textFile('passwd: files sss\ngroup: files sss ldap\n') }),
      [
        {
          code: 'directory-service',
          severity: 'warning',
          evidence: ['passwd, group: files sss ldap'],
          values: { services: 'sssd ldap' },
        },
      ],
    ],
    [
      'ranges computed from UIDs',
      bookwormWithFiles({
        loginDefs: textFile(
          'SUB_UID_DETERMINISTIC yes\nSUB_UID_MIN 100000\nSUB_UID_MAX 600100000\nSUB_GID_MIN 100000\nSUB_GID_MAX 600100000\n',
        ),
      }),
      [
        {
          code: 'deterministic-ranges',
          severity: 'warning',
          evidence: ['SUB_UID_DETERMINISTIC yes'],
          values: { start: '100000', end: '600100000' },
        },
      ],
    ],
    [
      'several lines of one owner',
      bookwormWithFiles({ subuid: textFile('a:1:2\nb:5:6\na:100000:65536\n') }),
      [
        {
          code: 'several-ranges',
          severity: 'warning',
          evidence: ['a:1:2', 'a:100000:65536'],
          values: { path: '/etc/subuid', owner: 'a' },
        },
      ],
    ],
    [
      'lines of two owners that share IDs, as Docker 28 writes them',
      bookwormWithFiles({
        subuid: textFile('alice:100000:65536\nbob:165536:65536\ndockremap:100000:65536\n'),
      }),
      [
        {
          code: 'overlapping-ranges',
          severity: 'warning',
          evidence: ['alice:100000:65536', 'dockremap:100000:65536'],
          values: { path: '/etc/subuid' },
        },
      ],
    ],
  ])('warns of %s', (_, snapshot, expected) => {
    expect(problemsOf(snapshot)).toEqual(expected)
  })

  it.each<[string, HostSnapshot]>([
    [
      'no subordinate files',
      bookwormWithFiles({ subuid: { kind: 'absent' }, subgid: { kind: 'absent' } }),
    ],
    ['blank lines and comments', bookwormWithFiles({ subuid: textFile('\n# by hand\n') })],
    ['subid: files', bookwormWithFiles({ nsswitch: textFile('subid: files sss\n') })],
    [
      'lines of one owner that overlap only each other, and a range of no IDs',
      bookwormWithFiles({ subuid: textFile('alice:100000:65536\nbob:100001:0\n') }),
    ],
  ])('accepts %s', (_, snapshot) => {
    expect(problemsOf(snapshot)).toEqual([])
  })
})
