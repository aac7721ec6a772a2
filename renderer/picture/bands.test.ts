import { expect, it } from 'vitest'
import { formatRange } from '../text/format.ts'
import { bandsOf } from './bands.ts'
import { owner, workstation } from './testing/workstation.ts'

const remapped = [{ start: 458752, count: 65536 }]

function shown(bands: ReturnType<typeof bandsOf>): readonly string[] {
  return bands.map(({ kind, range, owners, members }) =>
    [
      kind,
      formatRange(range),
      ...owners.map(({ name }) => name),
      ...members.map(({ name }) => name),
    ].join(' '),
  )
}

it('shows users, ranges and reserved IDs in their order, and claims after them', () => {
  expect(shown(bandsOf(workstation, remapped, 'uid'))).toEqual([
    'root 0 root',
    'system 1–999 redis',
    'people 1000–60000 alice',
    'dynamic 60001–65533',
    'nobody 65534 nobody',
    'subordinate 100000–165535 alice',
    'container 458752–524287 dockremap',
    'reserved 2147483648–4294967294 above-31-bits',
    'reserved 4294967295 no-id',
    'claim 65536–524287 systemd-homed',
  ])
})

it('shows the groups in place of the accounts for GIDs', () => {
  const people = bandsOf(workstation, remapped, 'gid').filter(({ members }) => members.length > 0)
  expect(shown(people)).toEqual(['root 0 root', 'people 1000–60000 alice'])
})

it('shows ranges of UIDs only among UIDs', () => {
  const machine = {
    ...workstation,
    idOwners: [{ ...owner('subordinate', 'bob', 200000, 65536), ids: 'uid' as const }],
  }
  const bobs = (ids: 'uid' | 'gid') =>
    bandsOf(machine, [], ids).filter(({ owners }) => owners.length > 0).length
  expect([bobs('uid'), bobs('gid')]).toEqual([1, 0])
})

it('finds whose range a container uses a part of', () => {
  const bands = bandsOf(workstation, [{ start: 100000, count: 1000 }], 'uid')
  expect(shown(bands.filter(({ range }) => range.start === 100000))).toEqual([
    'container 100000–100999 alice',
    'subordinate 100000–165535 alice',
  ])
})

it('shows a machine that was not read by its parts alone', () => {
  expect(shown(bandsOf(undefined, remapped, 'uid'))).toEqual([
    'root 0',
    'system 1–999',
    'people 1000–60000',
    'dynamic 60001–65533',
    'nobody 65534',
    'container 458752–524287',
  ])
})

it('joins neighbours where there are too many to see, but nothing across the container’s range', () => {
  const many = Array.from({ length: 20 }, (_, index) =>
    owner('subordinate', `user${index}`, 100000 + index * 65536, 65536),
  )
  const containers = [{ start: 100000 + 10 * 65536, count: 65536 }]
  const bands = bandsOf({ ...workstation, idOwners: many }, containers, 'uid')
  expect(bands.slice(5).map(({ kind, owners }) => `${kind} ${owners.length}`)).toEqual([
    'several 10',
    'container 1',
    'several 9',
  ])
})
