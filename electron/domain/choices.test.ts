import { describe, expect, it } from 'vitest'
import { checkChoices, findSystemId, suggestChoices } from './choices.ts'
import { parseHostFacts } from './parse-host-facts.ts'
import type { HostFiles } from './host-snapshot.ts'
import type { ChoiceProblem } from './plan.ts'
import { bookworm, bookwormWithFiles, textFile } from './testing/bookworm.ts'

const RANGE = { start: 458752, count: 65536 }
const PASSWD = 'root:x:0:0::/root:/bin/sh\nalice:x:1000:1000::/home/alice:/bin/bash\n'
const GROUP = 'root:x:0:\ndocker:x:998:alice\nalice:x:1000:\n'

/** Bookworm with a system account dockremap and these lines in both subordinate files. */
function withDockremap(subuidText: string, subgidText = subuidText): Partial<HostFiles> {
  return {
    passwd: textFile(`${PASSWD}dockremap:x:997:997::/nonexistent:/usr/sbin/nologin\n`),
    group: textFile(`${GROUP}dockremap:x:997:\n`),
    subuid: textFile(subuidText),
    subgid: textFile(subgidText),
  }
}

function problemsOf(files: Partial<HostFiles>, remapUser: string, range = RANGE) {
  return checkChoices(parseHostFacts(bookwormWithFiles(files)), {
    remapUser,
    range,
    way: 'daemon-config',
    consents: [],
  })
}

/** The same where the user agreed to have lines replaced. */
function agreedProblemsOf(files: Partial<HostFiles>, remapUser: string) {
  return checkChoices(parseHostFacts(bookwormWithFiles(files)), {
    remapUser,
    range: RANGE,
    way: 'daemon-config',
    consents: ['normalise-ranges'],
  })
}

describe('suggestChoices', () => {
  it.each<[string, Partial<HostFiles>, string, number, number]>([
    ['dockremap and a free range on an ordinary machine', {}, 'dockremap', 458752, 65536],
    [
      'the range that dockremap has alone, in both files',
      withDockremap('alice:100000:65536\ndockremap:165536:65536\n'),
      'dockremap',
      165536,
      65536,
    ],
    [
      'the range that dockremap has in one file only',
      withDockremap('dockremap:165536:65536\n', ''),
      'dockremap',
      165536,
      65536,
    ],
    [
      'the range that dockremap has by its UID, though larger than needed',
      withDockremap('997:165536:131072\n'),
      'dockremap',
      165536,
      131072,
    ],
    [
      'another user where dockremap shares alice’s range, as Docker 28 leaves it',
      withDockremap('alice:100000:65536\ndockremap:100000:65536\n'),
      'dockremap2',
      458752,
      65536,
    ],
    [
      'another user where dockremap has other ranges in the two files',
      withDockremap('dockremap:165536:65536\n', 'dockremap:231072:65536\n'),
      'dockremap2',
      458752,
      65536,
    ],
    [
      'dockremap with a free range where its lines are broken and can only be replaced',
      withDockremap('dockremap: 231072:65536\ndockremap:100000:1\n'),
      'dockremap',
      458752,
      65536,
    ],
    [
      'another user where dockremap has no group',
      { ...withDockremap(''), group: textFile(GROUP) },
      'dockremap2',
      458752,
      65536,
    ],
  ])('is %s', (_, files, remapUser, start, count) => {
    expect(suggestChoices(parseHostFacts(bookwormWithFiles(files)))).toEqual({
      remapUser,
      range: { start, count },
      way: 'daemon-config',
      consents: [],
    })
  })

  it('is nothing where no IDs are free', () => {
    const text = textFile('a:65536:4294901759\n')
    const facts = parseHostFacts(bookwormWithFiles({ subuid: text, subgid: text }))
    expect(suggestChoices(facts)).toBeUndefined()
  })
})

describe('checkChoices', () => {
  it('accepts what is suggested, and any name that useradd accepts', () => {
    expect(
      ['dockremap', 'subroot', '_remap', 'a', 'x-1_y', 'a'.repeat(32)].flatMap((name) =>
        problemsOf({}, name),
      ),
    ).toEqual([])
  })

  it.each<[string, ChoiceProblem['code']]>([
    ['', 'name-empty'],
    ['root', 'name-root'],
    ['0', 'name-root'],
    ['000', 'name-root'],
    ['1000', 'name-numeric'],
    ['default', 'name-reserved'],
    ['Docker', 'name-invalid'],
    ['1abc', 'name-invalid'],
    ['-x', 'name-invalid'],
    ['a b', 'name-invalid'],
    ['a:b', 'name-invalid'],
    ['a.b', 'name-invalid'],
    ['a/b', 'name-invalid'],
    ['machine$', 'name-invalid'],
    ['ä', 'name-invalid'],
    ['a\nb', 'name-invalid'],
    ['a'.repeat(33), 'name-too-long'],
  ])('refuses the name %j: %s', (name, code) => {
    expect(problemsOf({}, name)).toEqual([
      { field: 'remapUser', code, severity: 'blocker', values: {} },
    ])
  })

  it.each<[string, Partial<HostFiles>, string, readonly ChoiceProblem[]]>([
    [
      'an account with UID 0 under another name',
      { passwd: textFile(`${PASSWD}toor:x:0:0::/root:/bin/sh\n`) },
      'toor',
      [{ field: 'remapUser', code: 'name-root', severity: 'blocker', values: {} }],
    ],
    [
      'a user without a group of that name',
      { ...withDockremap(''), group: textFile(GROUP) },
      'dockremap',
      [{ field: 'remapUser', code: 'group-missing', severity: 'blocker', values: {} }],
    ],
    [
      'a person, who is warned, and whose range is another',
      {},
      'alice',
      [
        { field: 'remapUser', code: 'login-user', severity: 'warning', values: {} },
        {
          field: 'remapUser',
          code: 'other-ranges',
          severity: 'blocker',
          values: { ranges: 'alice:100000:65536' },
        },
      ],
    ],
    [
      'several lines of the user, by name and by UID',
      withDockremap('dockremap:458752:65536\n997:600000:65536\n'),
      'dockremap',
      [
        {
          field: 'remapUser',
          code: 'other-ranges',
          severity: 'blocker',
          values: { ranges: 'dockremap:458752:65536 997:600000:65536' },
          consent: 'normalise-ranges',
        },
      ],
    ],
    [
      'a smaller range of the user from the same start',
      withDockremap('dockremap:458752:1000\n'),
      'dockremap',
      [
        {
          field: 'remapUser',
          code: 'other-ranges',
          severity: 'blocker',
          values: { ranges: 'dockremap:458752:1000' },
          consent: 'normalise-ranges',
        },
      ],
    ],
    [
      'the same line twice in one file',
      withDockremap('dockremap:458752:65536\ndockremap:458752:65536\n'),
      'dockremap',
      [
        {
          field: 'remapUser',
          code: 'other-ranges',
          severity: 'blocker',
          values: { ranges: 'dockremap:458752:65536' },
          consent: 'normalise-ranges',
        },
      ],
    ],
    [
      'a line that a removed user left behind',
      { subuid: textFile('ghost:600000:65536\n') },
      'ghost',
      [
        {
          field: 'remapUser',
          code: 'other-ranges',
          severity: 'blocker',
          values: { ranges: 'ghost:600000:65536' },
        },
      ],
    ],
    [
      'a group of that name with members',
      {},
      'docker',
      [
        {
          field: 'remapUser',
          code: 'group-in-use',
          severity: 'blocker',
          values: { members: 'alice' },
        },
      ],
    ],
    [
      'a group of that name that is some account’s primary group',
      {
        passwd: textFile(`${PASSWD}www:x:33:500::/:/usr/sbin/nologin\n`),
        group: textFile(`${GROUP}web:x:500:\n`),
      },
      'web',
      [
        {
          field: 'remapUser',
          code: 'group-in-use',
          severity: 'blocker',
          values: { members: 'www' },
        },
      ],
    ],
    [
      'a group of that name that is no system group',
      { group: textFile(`${GROUP}team:x:2000:\n`) },
      'team',
      [{ field: 'remapUser', code: 'group-in-use', severity: 'blocker', values: { members: '' } }],
    ],
    [
      'no ID left for a system account',
      { loginDefs: textFile('SYS_UID_MIN 998\nSYS_UID_MAX 998\n') },
      'dockremap',
      [{ field: 'remapUser', code: 'no-system-id', severity: 'blocker', values: {} }],
    ],
  ])('says why not: %s', (_, files, remapUser, expected) => {
    expect(problemsOf(files, remapUser)).toEqual(expected)
  })

  it('accepts an empty system group that is left, and a user whose name useradd would not give', () => {
    expect([
      problemsOf({ group: textFile(`${GROUP}dockremap:x:500:\n`) }, 'dockremap'),
      problemsOf(
        {
          passwd: textFile(`${PASSWD}Svc.Remap:x:900:900::/:/bin/false\n`),
          group: textFile(`${GROUP}Svc.Remap:x:900:\n`),
        },
        'Svc.Remap',
      ),
    ]).toEqual([[], []])
  })

  it('takes the whole range that the user has from the chosen start', () => {
    expect(problemsOf(withDockremap('dockremap:458752:131072\n'), 'dockremap')).toEqual([
      { field: 'range', code: 'too-large', severity: 'warning', values: {} },
    ])
  })

  it('replaces lines only where that is agreed to, and never a person’s or an unknown user’s', () => {
    const ghost = textFile('ghost:600000:65536\n')
    expect(
      [
        agreedProblemsOf(
          withDockremap('dockremap:165536:65536\ndockremap:600000:65536\n'),
          'dockremap',
        ),
        agreedProblemsOf({ subuid: textFile('dockremap:600000:65536\n') }, 'dockremap'),
        agreedProblemsOf({}, 'alice'),
        agreedProblemsOf({ subuid: ghost }, 'ghost'),
      ].map((problems) => problems.map(({ code, consent }) => [code, consent])),
    ).toEqual([
      [],
      [],
      [
        ['login-user', undefined],
        ['other-ranges', undefined],
      ],
      [['other-ranges', undefined]],
    ])
  })

  it('puts no other user’s broken lines in order', () => {
    const files = withDockremap('dockremap: 231072:65536\n')
    expect([agreedProblemsOf(files, 'dockremap'), agreedProblemsOf(files, 'dockremap2')]).toEqual([
      [],
      [
        {
          field: 'remapUser',
          code: 'lines-of-other-user',
          severity: 'blocker',
          values: { owner: 'dockremap' },
        },
      ],
    ])
  })

  it('says of a range who is in the way, and whether that blocks', () => {
    const files = { nsswitch: textFile('passwd: files sss\n') }
    expect([
      problemsOf(files, 'dockremap', { start: 123000, count: 65536 }),
      problemsOf(files, 'dockremap', { start: 231072, count: 65536 }),
      problemsOf({}, 'dockremap', { start: 458752, count: 65537 }),
      problemsOf({}, 'dockremap', { start: 458752, count: 65535 }),
    ]).toEqual([
      [
        {
          field: 'range',
          code: 'owned',
          severity: 'blocker',
          values: {
            owner: 'alice',
            kind: 'subordinate',
            ids: 'both',
            start: '100000',
            end: '165535',
          },
        },
      ],
      [
        {
          field: 'range',
          code: 'owned',
          severity: 'warning',
          values: {
            owner: 'sssd',
            kind: 'directory-service',
            ids: 'both',
            start: '200000',
            end: '2000200000',
          },
        },
      ],
      [{ field: 'range', code: 'too-large', severity: 'warning', values: {} }],
      [{ field: 'range', code: 'too-small', severity: 'blocker', values: {} }],
    ])
  })
})

describe('findSystemId', () => {
  it('takes the highest ID that is free as UID and as GID', () => {
    // 999 is messagebus, 998 the group docker.
    expect(findSystemId(parseHostFacts(bookworm))).toBe(997)
  })

  it('leaves out IDs that a subordinate line names as its owner, and primary groups without a name', () => {
    const files = {
      passwd: textFile(`${PASSWD}x:x:5:996::/:/bin/false\n`),
      subgid: textFile('997:600000:65536\n'),
      group: textFile('docker:x:998:\nother:x:999:\n'),
    }
    expect(findSystemId(parseHostFacts(bookwormWithFiles(files)))).toBe(995)
  })

  it('stays in the system IDs of login.defs', () => {
    const loginDefs = textFile(
      'SYS_UID_MIN 200\nSYS_UID_MAX 499\nSYS_GID_MIN 200\nSYS_GID_MAX 399\n',
    )
    expect(findSystemId(parseHostFacts(bookwormWithFiles({ loginDefs })))).toBe(399)
  })
})
