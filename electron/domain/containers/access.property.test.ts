import type { Arbitrary } from 'fast-check'
import { array, assert, boolean, integer, oneof, option, property, record } from 'fast-check'
import { expect, it } from 'vitest'
import type { Identity } from './access.ts'
import { mayAccess } from './access.ts'

const range = { start: 231072, count: 65536 }
const id = oneof(integer({ min: 0, max: 1100 }), integer({ min: 231000, max: 232200 }))
const mode = integer({ min: 0, max: 0o777 })
const wanted = integer({ min: 1, max: 7 })
const identity: Arbitrary<Identity> = record({
  uid: option(integer({ min: 0, max: 1100 }), { nil: undefined }),
  gids: array(integer({ min: 0, max: 1100 }), { maxLength: 3 }),
  overrides: boolean(),
})
const mapped = integer({ min: range.start, max: range.start + range.count - 1 })

it('property: root of the container gets at whatever belongs to the range', () => {
  assert(
    property(mapped, mapped, mode, wanted, (uid, gid, mode, wanted) => {
      const root: Identity = { uid: 0, gids: [0], overrides: true }
      expect(mayAccess({ uid, gid, mode, aclText: '' }, root, range, wanted)).toBe('yes')
    }),
  )
})

it('property: the same permissions for owner, group and others are what everybody gets', () => {
  assert(
    property(
      id,
      id,
      integer({ min: 0, max: 7 }),
      identity,
      wanted,
      (uid, gid, bits, who, wanted) => {
        const inode = { uid, gid, mode: bits * 0o111, aclText: '' }
        const answer = mayAccess(inode, { ...who, overrides: false }, range, wanted)
        expect(answer).toBe((bits & wanted) === wanted ? 'yes' : 'no')
      },
    ),
  )
})

it('property: a wider mode never takes anything away', () => {
  const order = ['no', 'unknown', 'yes']
  assert(
    property(id, id, mode, mode, identity, wanted, (uid, gid, mode, more, who, wanted) => {
      const narrow = mayAccess({ uid, gid, mode, aclText: '' }, who, range, wanted)
      const wide = mayAccess({ uid, gid, mode: mode | more, aclText: '' }, who, range, wanted)
      expect(order.indexOf(wide)).toBeGreaterThanOrEqual(order.indexOf(narrow))
    }),
  )
})
