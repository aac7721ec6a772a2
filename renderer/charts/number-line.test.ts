import { expect, it } from 'vitest'
import type { IdOwner } from '#domain/host-facts.ts'
import { blocksOf, lanesOf } from './number-line.ts'

const owner = (kind: IdOwner['kind'], name: string, start: number, count: number): IdOwner => ({
  range: { start, count },
  ids: 'both',
  kind,
  name,
  severity: 'refuse',
})

it('puts each kind of owner in its lane', () => {
  const kinds = [
    'account',
    'group',
    'subordinate',
    'running',
    'system',
    'first-user',
    'directory-service',
    'container-manager',
    'reserved',
  ] as const
  const lanes = kinds.map((kind) => blocksOf([owner(kind, 'x', 100000, 1)])[0]?.lane)
  expect(lanes).toEqual([
    'accounts',
    'accounts',
    'subordinate',
    'running',
    'accounts',
    'reserved',
    'reserved',
    'reserved',
    'reserved',
  ])
})

it('names lanes that have owners only, with as many rows as it takes', () => {
  const blocks = blocksOf([
    owner('subordinate', 'alice', 100000, 65536),
    owner('subordinate', 'bob', 120000, 65536),
    owner('subordinate', 'carol', 200000, 65536),
    owner('reserved', 'systemd-foreign', 2147352576, 65536),
  ])
  expect(lanesOf(blocks)).toEqual([
    { lane: 'subordinate', rows: 2 },
    { lane: 'reserved', rows: 1 },
  ])
})

it('names a wide block inside, one with room after it there, and others on demand', () => {
  const blocks = blocksOf([
    owner('system', 'system', 0, 65536),
    owner('subordinate', 'alice', 100000, 65536),
    owner('subordinate', 'bob', 165536, 65536),
  ])
  expect(blocks.map((block) => [block.owner.name, block.name])).toEqual([
    ['system', 'inside'],
    ['alice', 'nowhere'],
    ['bob', 'after'],
  ])
})
