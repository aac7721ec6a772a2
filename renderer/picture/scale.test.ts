import { describe, expect, it } from 'vitest'
import { bandsOf, partStarts } from './bands.ts'
import { insideLineOf, insidePositionOf } from './inside-line.ts'
import { extentOf, middleOf, scaleOf } from './scale.ts'
import { workstation } from './testing/workstation.ts'

const mapping = { containerId: 0, hostId: 458752, size: 65536 }
const range = { start: 458752, count: 65536 }
const scale = scaleOf(bandsOf(workstation, [range], 'uid'), partStarts(workstation, 'uid'))

describe('scaleOf', () => {
  it('gives a container’s range as much room as the machine’s own first 65,536 IDs', () => {
    expect(extentOf(scale, range).width).toBeCloseTo(
      extentOf(scale, { start: 0, count: 65536 }).width,
    )
    expect(extentOf(scale, range).width).toBeGreaterThan(0.25)
  })

  it('marks as breaks what nobody has', () => {
    expect(scale.filter(({ isBreak }) => isBreak).map(({ start, end }) => [start, end])).toEqual([
      [65536, 100000],
      [165536, 458752],
      [524288, 2147483648],
    ])
  })
})

describe('insideLineOf', () => {
  it('draws root of the machine’s own namespace right above root', () => {
    const pieces = insideLineOf([{ containerId: 0, hostId: 0, size: 4294967295 }], scale)
    for (const id of [0, 999, 458752, 4294967294]) {
      expect(insidePositionOf(pieces, scale, id)).toBe(middleOf(scale, id))
    }
  })

  it('begins at the left edge, above the machine’s 0, wherever it leads', () => {
    const [piece] = insideLineOf([mapping], scale)
    expect(piece?.insideExtent.left).toBe(0)
    expect(piece?.outsideExtent.left).toBeGreaterThan(0.4)
  })

  it('has no place for what is not mapped', () => {
    expect(insidePositionOf(insideLineOf([mapping], scale), scale, 65536)).toBeUndefined()
  })

  it('keeps pieces in the order of the container’s IDs', () => {
    const pieces = insideLineOf(
      [
        { containerId: 1, hostId: 458752, size: 65535 },
        { containerId: 0, hostId: 1000, size: 1 },
      ],
      scaleOf(
        bandsOf(
          workstation,
          [
            { start: 1000, count: 1 },
            { start: 458752, count: 65535 },
          ],
          'uid',
        ),
        partStarts(workstation, 'uid'),
      ),
    )
    expect(pieces.map(({ inside }) => inside.start)).toEqual([0, 1])
    expect(pieces[0]?.insideExtent.width).toBeGreaterThan(0.005)
  })
})
