import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isInitialMapping, parseIdMap, toContainerId, toHostId } from './id-mapping.ts'

describe('parseIdMap', () => {
  it.each([
    ['the initial namespace', '         0          0 4294967295\n', [[0, 0, 4294967295]]],
    ['a remapped container', '         0     458752      65536\n', [[0, 458752, 65536]]],
    [
      'rootless Podman',
      '         0       1000          1\n         1     100000      65536\n',
      [
        [0, 1000, 1],
        [1, 100000, 65536],
      ],
    ],
    ['a namespace without mapping', '', []],
  ])('reads the map of %s', (_, text, lines) => {
    expect(parseIdMap(text)).toEqual(
      lines.map(([containerId, hostId, size]) => ({ containerId, hostId, size })),
    )
  })
})

describe('toHostId and toContainerId', () => {
  const mappings = [
    { containerId: 0, hostId: 1000, size: 1 },
    { containerId: 1, hostId: 100000, size: 65535 },
  ]

  it('map IDs both ways, and leave others unmapped', () => {
    expect([
      [0, 1, 65535, 65536].map((id) => toHostId(mappings, id)),
      [999, 1000, 100000, 165534, 165535].map((id) => toContainerId(mappings, id)),
    ]).toEqual([
      [1000, 100000, 165534, undefined],
      [undefined, 0, 1, 65535, undefined],
    ])
  })

  it('property: are each other’s inverse', () => {
    fc.assert(
      fc.property(fc.nat(70000), (id) => {
        const hostId = toHostId(mappings, id)
        expect(hostId === undefined ? id : toContainerId(mappings, hostId)).toBe(id)
      }),
    )
  })
})

describe('isInitialMapping', () => {
  it.each([
    ['         0          0 4294967295\n', true],
    ['         0          0      65536\n', false],
    ['         0     458752      65536\n', false],
    ['0 0 4294967295\n1 1 1\n', false],
    ['', false],
  ])('of %j is %j', (text, expected) => {
    expect(isInitialMapping(parseIdMap(text))).toBe(expected)
  })
})
