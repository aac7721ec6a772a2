import { describe, expect, it } from 'vitest'
import { capabilitiesOf } from './capabilities.ts'

describe('capabilitiesOf', () => {
  it("names Docker's default set", () => {
    // CapEff of root in a container without options, Docker 20.10 to 28; the list of moby's caps/defaults.go.
    expect(capabilitiesOf('00000000a80425fb')).toEqual([
      'CHOWN',
      'DAC_OVERRIDE',
      'FOWNER',
      'FSETID',
      'KILL',
      'SETGID',
      'SETUID',
      'SETPCAP',
      'NET_BIND_SERVICE',
      'NET_RAW',
      'SYS_CHROOT',
      'MKNOD',
      'AUDIT_WRITE',
      'SETFCAP',
    ])
  })

  it('names all 41, and one that it does not know by its number', () => {
    expect(capabilitiesOf('000001ffffffffff')).toHaveLength(41)
    expect(capabilitiesOf('000002ffffffffff').at(-1)).toBe('41')
    expect(capabilitiesOf('000001ffffffffff').at(-1)).toBe('CHECKPOINT_RESTORE')
  })

  it('finds none in the empty set', () => {
    expect(capabilitiesOf('0000000000000000')).toEqual([])
  })
})
