import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bookworm, bookwormWithFiles, textFile } from './testing/bookworm.ts'
import { parseHostFacts } from './parse-host-facts.ts'
import type { HostSnapshot } from './host-snapshot.ts'
import type { IdRange } from './id-range.ts'
import { endOf, overlaps } from './id-range.ts'
import {
  checkRange,
  findFreeRange,
  findHighestFreeRange,
  suggestRange,
} from './subordinate-allocator.ts'

const taken = fc.array(fc.record({ start: fc.nat(60), count: fc.nat(15) }), { maxLength: 8 })
const pool = fc.record({ start: fc.nat(30), count: fc.nat(40) })
const count = fc.integer({ min: 1, max: 20 })

/** Every place in the pool that is free, lowest first, found by trying all of them. */
function freeStarts(taken: readonly IdRange[], pool: IdRange, count: number): readonly number[] {
  return Array.from({ length: pool.count }, (_, index) => pool.start + index).filter(
    (start) =>
      start + count <= endOf(pool) && !taken.some((range) => overlaps(range, { start, count })),
  )
}

describe('findFreeRange', () => {
  it('property: finds the lowest free range, as trying every start does', () => {
    fc.assert(
      fc.property(taken, pool, count, (taken, pool, count) => {
        const [start] = freeStarts(taken, pool, count)
        const expected = start === undefined ? undefined : { start, count }
        expect(findFreeRange(taken, pool, count)).toEqual(expected)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('findHighestFreeRange', () => {
  it('property: finds the highest free range that is aligned, as trying every start does', () => {
    fc.assert(
      fc.property(
        taken,
        pool,
        count,
        fc.integer({ min: 1, max: 9 }),
        (taken, pool, count, alignment) => {
          const start = freeStarts(taken, pool, count).findLast((start) => start % alignment === 0)
          const expected = start === undefined ? undefined : { start, count }
          expect(findHighestFreeRange(taken, pool, count, alignment)).toEqual(expected)
        },
      ),
      { numRuns: 2000 },
    )
  })
})

function suggestFor(snapshot: HostSnapshot): number | undefined {
  return suggestRange(parseHostFacts(snapshot))?.start
}

describe('suggestRange', () => {
  it('takes the highest aligned range of the low pool on an ordinary machine', () => {
    expect(suggestRange(parseHostFacts(bookworm))).toEqual({ start: 458752, count: 65536 })
  })

  it('never takes the first user’s range, even where nobody has one', () => {
    const snapshot = bookwormWithFiles({
      passwd: textFile('root:x:0:0:root:/root:/bin/bash\n'),
      subuid: textFile('other:165536:358752\n'),
      subgid: textFile(''),
    })
    expect(suggestFor(snapshot)).toBe(1878982656)
  })

  it('does not even take it where useradd would not either, and all else is only warned about', () => {
    const snapshot = bookwormWithFiles({
      passwd: textFile('root:x:0:0:root:/root:/bin/bash\n'),
      loginDefs: textFile('SUB_UID_MIN 700000\n'),
      nsswitch: textFile('passwd: files ldap\n'),
      subuid: textFile('other:165536:358752\n'),
      subgid: textFile(''),
    })
    expect(suggestFor(snapshot)).toBe(1878982656)
  })

  it('goes above the low pool where that is full', () => {
    const lines = [
      'a:100000:65536',
      'b:165536:65536',
      'c:231072:65536',
      'd:296608:65536',
      'e:362144:65536',
    ]
    const text = textFile(`${lines.join('\n')}\nf:427680:96608\n`)
    expect(suggestFor(bookwormWithFiles({ subuid: text, subgid: text }))).toBe(1878982656)
  })

  it('keeps its distance from where useradd puts the next user', () => {
    // The next user gets 362144-427679; one range on both sides of that leaves nothing above in the low pool.
    const text = textFile('a:100000:65536\nb:165536:196608\n')
    expect(suggestFor(bookwormWithFiles({ subuid: text, subgid: text }))).toBe(1878982656)
  })

  it('keeps its distance in the file where useradd goes further', () => {
    const snapshot = bookwormWithFiles({
      subuid: textFile('a:100000:65536\n'),
      subgid: textFile('a:100000:65536\nb:165536:196608\n'),
    })
    expect(suggestFor(snapshot)).toBe(1878982656)
  })

  it.each<[string, HostSnapshot, number]>([
    [
      'SSSD: above its range',
      bookwormWithFiles({ nsswitch: textFile('passwd: files sss\n') }),
      2147287040,
    ],
    ['homed: above the low pool', { ...bookworm, homedUsers: ['ada'] }, 1878982656],
    ['nspawn: the low pool', { ...bookworm, nspawnMachines: ['lab'] }, 458752],
    [
      'homed and nspawn: above both',
      { ...bookworm, homedUsers: ['ada'], nspawnMachines: ['lab'] },
      2147287040,
    ],
    [
      'LDAP, which may use anything: still the low pool',
      bookwormWithFiles({ nsswitch: textFile('passwd: files ldap\n') }),
      458752,
    ],
    [
      'SUB_UID_DETERMINISTIC: outside of shadow’s pool',
      bookwormWithFiles({
        loginDefs: textFile(
          'SUB_UID_DETERMINISTIC yes\nSUB_UID_MIN 100000\nSUB_UID_MAX 600100000\nSUB_GID_MIN 100000\nSUB_GID_MAX 600100000\n',
        ),
      }),
      1878982656,
    ],
    [
      'a running container at the top of the low pool: below it',
      { ...bookworm, runningIds: { uid: [524287], gid: [] } },
      393216,
    ],
  ])('with %s', (_, snapshot, expected) => {
    expect(suggestFor(snapshot)).toBe(expected)
  })

  it('takes an unaligned range where no aligned one is left', () => {
    const text = textFile('a:65536:700000001\nb:700131074:3594836221\n')
    expect(suggestFor(bookwormWithFiles({ subuid: text, subgid: text }))).toBe(700065538)
  })

  it('has nothing to suggest where everything is taken', () => {
    const text = textFile('a:65536:4294901759\n')
    expect(suggestFor(bookwormWithFiles({ subuid: text, subgid: text }))).toBeUndefined()
  })

  it('property: is always free, aligned or not, and away from the next user', () => {
    const line = fc.record({
      start: fc.integer({ min: 65536, max: 700000 }),
      count: fc.integer({ min: 0, max: 200000 }),
    })
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const text = textFile(
          lines.map(({ start, count }, i) => `u${i}:${start}:${count}\n`).join(''),
        )
        const facts = parseHostFacts(bookwormWithFiles({ subuid: text, subgid: text }))
        const range = suggestRange(facts) ?? { start: 0, count: 0 }
        const next = findFreeRange(lines, facts.allocation.uid.pool, 65536) ?? {
          start: 0,
          count: 0,
        }
        expect(range.count).toBe(65536)
        expect(checkRange(facts, range, 'dockremap')).toEqual([])
        expect(endOf(range) < next.start || endOf(next) < range.start).toBe(true)
      }),
    )
  })
})

describe('checkRange', () => {
  const facts = parseHostFacts(bookworm)
  const codesOf = (start: number, count: number) =>
    checkRange(facts, { start, count }, 'dockremap').map((problem) =>
      problem.code === 'owned' ? problem.owner.name : problem.code,
    )

  it.each<[string, number, number, readonly string[]]>([
    ['a free range', 458752, 65536, []],
    ['a start that is not a multiple of 65536', 200000, 65536, []],
    ['alice’s range', 100000, 65536, ['alice']],
    ['a range that begins in alice’s (the article’s 123000)', 123000, 65536, ['alice']],
    ['the neighbour of alice’s range', 165536, 65536, []],
    ['start 0', 0, 65536, ['system']],
    ['a range that begins below 65536', 65535, 65536, ['system', 'alice']],
    ['fewer than 65536 IDs', 458752, 65535, ['too-small']],
    ['more than 65536 IDs', 458752, 65537, ['too-large']],
    ['systemd’s foreign images', 2147352576, 65536, ['systemd-foreign']],
    ['IDs from 2^31 on', 2147483648, 65536, ['above-31-bits']],
    ['(uid_t) -1', 4294901760, 65536, ['beyond-ids', 'above-31-bits', 'no-id']],
    ['the last IDs before (uid_t) -1', 4294901759, 65536, ['above-31-bits']],
    ['no IDs', 458752, 0, ['not-a-range']],
    ['a negative start', -1, 65536, ['not-a-range']],
    ['a fraction', 458752.5, 65536, ['not-a-range']],
    ['no number', Number.NaN, 65536, ['not-a-range']],
  ])('of %s', (_, start, count, expected) => {
    expect(codesOf(start, count)).toEqual(expected)
  })

  it('does not count the remap user’s own lines, by name or UID, but everybody else’s', () => {
    const text = textFile('999:458752:65536\nbob:458752:1\n')
    const facts = parseHostFacts(bookwormWithFiles({ subuid: text, subgid: text }))
    const range = { start: 458752, count: 65536 }
    expect(checkRange(facts, range, 'messagebus')).toEqual([
      {
        code: 'owned',
        owner: {
          range: { start: 458752, count: 1 },
          ids: 'both',
          kind: 'subordinate',
          name: 'bob',
          severity: 'refuse',
        },
      },
    ])
  })
})
