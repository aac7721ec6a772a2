import { expect, it } from 'vitest'
import { parseSambaConfig } from './samba-config.ts'

it('finds winbind’s ranges, and nothing in comments', () => {
  const text =
    '[global]\n  workgroup = EXAMPLE\n  idmap config * : backend = tdb\n  idmap config * : range = 100000-199999\n' +
    '  IDMAP CONFIG EXAMPLE : Range=1000000 - 2000000\n# idmap config X : range = 1-2\n; idmap uid = 3-4\n' +
    'idmap uid = 10000-20000\n; include = /home/samba/etc/smb.conf.%m\n'
  expect(parseSambaConfig(text)).toEqual({
    idmapRanges: [
      { start: 100000, count: 100000 },
      { start: 1000000, count: 1000001 },
      { start: 10000, count: 10001 },
    ],
    isPartial: false,
  })
})

it('finds nothing in an empty file or in a range that is none', () => {
  expect(['', 'idmap config * : range = many\n'].map(parseSambaConfig)).toEqual([
    { idmapRanges: [], isPartial: false },
    { idmapRanges: [], isPartial: false },
  ])
})

it.each(['include = /etc/samba/idmap.conf', '  Include=registry', 'config backend = registry'])(
  'says that there is more elsewhere: %s',
  (line) => {
    expect(parseSambaConfig(`[global]\n${line}\n`).isPartial).toBe(true)
  },
)
