import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { hasEnded, parseProofOutput, PROOF_SCRIPT } from './proof-script.ts'

/** As bookworm's dash and coreutils printed it in a container of Docker 20.10.24 with remapping. */
const DENIED = `uid_map 0     231072      65536
gid_map 0     231072      65536
status Uid: 0
status Gid: 0
status CapEff: 00000000a80425fb
file made
root-only failed dd: failed to open '/root-only': Permission denied
end
`

describe('parseProofOutput', () => {
  it('reads what a container said', () => {
    expect(parseProofOutput(DENIED)).toEqual({
      uid: 0,
      gid: 0,
      uidMappings: [{ containerId: 0, hostId: 231072, size: 65536 }],
      gidMappings: [{ containerId: 0, hostId: 231072, size: 65536 }],
      capabilities: '00000000a80425fb',
      madeFile: true,
      rootOnly: {
        outcome: 'denied',
        words: "dd: failed to open '/root-only': Permission denied",
      },
    })
  })

  it.each([
    ['root-only read', { outcome: 'read', words: '' }],
    [
      // busybox's dd
      "root-only failed dd: can't open '/root-only': Permission denied",
      { outcome: 'denied', words: "dd: can't open '/root-only': Permission denied" },
    ],
    [
      'root-only failed dd: error reading: Input/output error',
      { outcome: 'failed', words: 'dd: error reading: Input/output error' },
    ],
    ['root-only failed sh: dd: not found', { outcome: 'failed', words: 'sh: dd: not found' }],
    ['file made', undefined],
  ])('takes %j for what it is', (line, rootOnly) => {
    expect(parseProofOutput(`${line}\nend\n`).rootOnly).toEqual(rootOnly)
  })

  it('takes nothing from output that is not the script’s', () => {
    expect(parseProofOutput('<script>\nuid_map x\nstatus Uid: root\nstatus CapEff: zz\n')).toEqual({
      uid: undefined,
      gid: undefined,
      uidMappings: [],
      gidMappings: [],
      capabilities: undefined,
      madeFile: false,
      rootOnly: undefined,
    })
  })
})

it('is at its end only with the last line', () => {
  expect([DENIED, DENIED.slice(0, -1), DENIED.replace('\nend', ''), ''].map(hasEnded)).toEqual([
    true,
    false,
    false,
    false,
  ])
})

/** Whoever runs these tests, with paths that are there, or not, in the place of those in a container. */
describe.each(['dash', 'bash', 'busybox ash'])('under %s', (shell) => {
  const [command = '', ...words] = shell.split(' ')
  const isThere = spawnSync(command, [...words, '-c', ':']).status === 0

  function run(writable: string, rootOnly: string): string {
    const script = PROOF_SCRIPT.replaceAll('/proof/', writable)
      .replaceAll('/root-only', rootOnly)
      .replace(/^exec sleep .*$/m, '')
    const env = { PATH: '/usr/bin:/bin', LC_ALL: 'C' }
    return spawnSync(command, [...words, '-c', script], { encoding: 'utf8', env }).stdout
  }

  it.skipIf(!isThere)('says who it is, and what it could and could not do', () => {
    const able = parseProofOutput(run('/nonexistent/', '/etc/passwd'))
    expect(able).toMatchObject({ uid: process.geteuid?.(), rootOnly: { outcome: 'read' } })
    expect(able.uidMappings.length).toBeGreaterThan(0)
    const output = run('/nonexistent/', '/proc/self/mem')
    expect(hasEnded(output)).toBe(true)
    // Address 0 of a process is not mapped: reading it fails, and not for want of a permission.
    expect(parseProofOutput(output)).toMatchObject({
      madeFile: false,
      rootOnly: { outcome: 'failed' },
    })
    expect(parseProofOutput(run('/nonexistent/', '/nonexistent')).rootOnly).toBeUndefined()
  })
})
