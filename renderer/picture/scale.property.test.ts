import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import type { IdOwner } from '#domain/host-facts.ts'
import { endOf } from '#domain/id-range.ts'
import { bandsOf, partStarts } from './bands.ts'
import { insideLineOf, insidePositionOf } from './inside-line.ts'
import { extentOf, ID_END, middleOf, positionOf, scaleOf } from './scale.ts'
import { owner, workstation } from './testing/workstation.ts'

const id = fc.oneof(fc.integer({ min: 0, max: 70_000 }), fc.integer({ min: 0, max: 2 ** 32 - 1 }))

const owners = fc.array(
  fc
    .record({
      start: id,
      count: fc.oneof(fc.constant(1), fc.constant(65536), fc.integer({ min: 1, max: 2 ** 31 })),
      kind: fc.constantFrom<IdOwner['kind']>(
        'subordinate',
        'account',
        'running',
        'reserved',
        'directory-service',
      ),
    })
    .map(({ start, count, kind }) =>
      owner(kind, 'somebody', start, Math.min(count, 2 ** 32 - start)),
    ),
  { maxLength: 40 },
)

/** Ranges that running containers are mapped to, each in a place of its own. */
const containers = fc
  .uniqueArray(fc.integer({ min: 1, max: 60_000 }), { maxLength: 3 })
  .map((slots) => slots.map((slot) => ({ start: slot * 65536, count: 65536 })))

const machine = fc.record({ idOwners: owners, containers }).map(({ idOwners, containers }) => {
  const bands = bandsOf({ ...workstation, idOwners }, containers, 'uid')
  return { bands, containers, scale: scaleOf(bands, partStarts(workstation, 'uid')) }
})

it('property: all IDs are on the line, in their order, with nothing twice and nothing between', () => {
  fc.assert(
    fc.property(machine, fc.array(id), ({ scale }, ids) => {
      expect([scale[0]?.start, scale.at(-1)?.end, scale[0]?.left]).toEqual([0, ID_END, 0])
      expect(scale.slice(1).map(({ start, left }) => [start, left])).toEqual(
        scale.slice(0, -1).map(({ end, left, width }) => [end, left + width]),
      )
      expect(scale.filter(({ width }) => width <= 0)).toEqual([])
      expect(positionOf(scale, ID_END)).toBeCloseTo(1, 9)
      const places = ids.toSorted((a, b) => a - b).map((one) => middleOf(scale, one))
      expect(places).toEqual(places.toSorted((a, b) => a - b))
    }),
  )
})

it('property: every band is wide enough to be seen and pointed at, however many there are', () => {
  fc.assert(
    fc.property(machine, ({ bands, scale }) => {
      const narrow = bands
        .filter(({ kind }) => kind !== 'claim')
        .filter(({ range }) => extentOf(scale, range).width < 0.002)
      expect(narrow).toEqual([])
    }),
  )
})

it('property: bands that share no ID do not overlap in the drawing', () => {
  fc.assert(
    fc.property(machine, ({ bands, scale }) => {
      for (const one of bands) {
        const { left, width } = extentOf(scale, one.range)
        for (const next of bands.filter(({ range }) => range.start >= endOf(one.range))) {
          expect(extentOf(scale, next.range).left).toBeGreaterThanOrEqual(left + width - 1e-9)
        }
      }
    }),
  )
})

it('property: a container’s line has the shape of its range, so that its IDs keep their places', () => {
  fc.assert(
    fc.property(machine, fc.integer({ min: 0, max: 65535 }), ({ scale, containers }, inside) => {
      for (const { start, count } of containers) {
        const pieces = insideLineOf([{ containerId: 0, hostId: start, size: count }], scale)
        const shift = positionOf(scale, start)
        const place = insidePositionOf(pieces, scale, inside) ?? Number.NaN
        expect(place + shift).toBeCloseTo(middleOf(scale, start + inside), 9)
      }
    }),
  )
})

it('property: the pieces of a mapping are side by side within the line', () => {
  const slots = fc.uniqueArray(fc.integer({ min: 1, max: 60_000 }), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(slots, (hostSlots) => {
      const mappings = hostSlots.map((slot, index) => ({
        containerId: index * 70_000,
        hostId: slot * 65536,
        size: 65536,
      }))
      const ranges = mappings.map(({ hostId, size }) => ({ start: hostId, count: size }))
      const bands = bandsOf(workstation, ranges, 'uid')
      const pieces = insideLineOf(mappings, scaleOf(bands, partStarts(workstation, 'uid')))
      expect(pieces).toHaveLength(mappings.length)
      let right = 0
      for (const { insideExtent } of pieces) {
        expect(insideExtent.left).toBeGreaterThanOrEqual(right)
        right = insideExtent.left + insideExtent.width
      }
      expect(right).toBeLessThanOrEqual(1 + 1e-9)
    }),
  )
})
