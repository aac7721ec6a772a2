import { expect, it } from 'vitest'
import type { IdOwner } from '#domain/host-facts.ts'
import { neighbouringFreeRange } from './free-ranges.ts'

const owner = (start: number, count: number): IdOwner => ({
  range: { start, count },
  ids: 'both',
  kind: 'subordinate',
  name: 'alice',
  severity: 'refuse',
})

it('goes to the next multiple of 65,536, also from within a range', () => {
  expect(neighbouringFreeRange([], 131072, 'next')).toEqual({ start: 196608, count: 65536 })
  expect(neighbouringFreeRange([], 131073, 'next')).toEqual({ start: 196608, count: 65536 })
})

it('goes to the previous multiple of 65,536, also from within a range', () => {
  expect(neighbouringFreeRange([], 131072, 'previous')).toEqual({ start: 65536, count: 65536 })
  expect(neighbouringFreeRange([], 131073, 'previous')).toEqual({ start: 131072, count: 65536 })
})

it('passes over whoever is in the way, however large', () => {
  const owners = [owner(200000, 65536), owner(262144, 1000000000)]
  expect(neighbouringFreeRange(owners, 131072, 'next')).toEqual({
    start: 1000275968,
    count: 65536,
  })
  expect(neighbouringFreeRange(owners, 1000275968, 'previous')).toEqual({
    start: 131072,
    count: 65536,
  })
})

it('finds nothing where nothing is left', () => {
  const all = [owner(0, 4294967296)]
  expect(neighbouringFreeRange(all, 131072, 'next')).toBeUndefined()
  expect(neighbouringFreeRange(all, 131072, 'previous')).toBeUndefined()
  expect(neighbouringFreeRange([], 4294901760, 'next')).toBeUndefined()
  expect(neighbouringFreeRange([], 0, 'previous')).toBeUndefined()
})
