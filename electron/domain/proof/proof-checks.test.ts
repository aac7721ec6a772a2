import { describe, expect, it } from 'vitest'
import type { LiveProof, ProofContainer } from './live-proof.ts'
import { pairOf } from './live-proof.ts'
import { checkLiveProof } from './proof-checks.ts'

const range = { start: 458752, count: 65536 }
const PASSED = { 'test-container-mapping': true, 'test-file-owner': true, 'break-out': true }
const OPEN = {
  'test-container-mapping': undefined,
  'test-file-owner': undefined,
  'break-out': undefined,
}
const DENIED = {
  outcome: 'denied',
  words: "dd: failed to open '/root-only': Permission denied",
} as const
const READ = { outcome: 'read', words: '' } as const
const mapping = [{ containerId: 0, hostId: 458752, size: 65536 }]
const initial = [{ containerId: 0, hostId: 0, size: 4294967295 }]

const remapped: ProofContainer = {
  role: 'ordinary',
  name: 'subroot-proof-1000-1-ordinary',
  uidMappings: mapping,
  gidMappings: mapping,
  file: { uid: 458752, gid: 458752 },
  rootOnly: DENIED,
}
const root: ProofContainer = {
  ...remapped,
  uidMappings: initial,
  gidMappings: initial,
  file: { uid: 0, gid: 0 },
  rootOnly: READ,
}
const exempt: ProofContainer = { ...root, role: 'exempt' }

function proof(containers: readonly ProofContainer[], changes: Partial<LiveProof> = {}): LiveProof {
  return {
    at: 2000,
    simulated: false,
    remapped: true,
    dockerVersion: '28.5.2',
    kernelRelease: '6.1.0',
    rootOnlyFile: { path: '/etc/shadow', uid: 0, gid: 42, mode: 0o640 },
    containers,
    leftBehind: [],
    ...changes,
  }
}
const before = proof([root], { at: 1000, remapped: false })

function verdicts(now: LiveProof | undefined, earlier?: LiveProof) {
  const checks = checkLiveProof(range, { before: earlier, now })
  return Object.fromEntries(checks.map(({ code, ok }) => [code, ok]))
}

describe('checkLiveProof', () => {
  it('says what was seen and what was expected', () => {
    const now = proof([remapped, exempt])
    expect(checkLiveProof(range, { before, now })).toEqual([
      {
        code: 'test-container-mapping',
        ok: true,
        evidence: 'uid_map 0 458752 65536; gid_map 0 458752 65536',
        expected: 'uid_map 0 458752 65536; gid_map 0 458752 65536',
      },
      {
        code: 'test-file-owner',
        ok: true,
        evidence: '458752:458752',
        expected: '458752:458752',
      },
      {
        code: 'break-out',
        ok: true,
        evidence: '/etc/shadow: Permission denied; --userns=host: read; before: read',
        expected: '/etc/shadow: Permission denied; --userns=host: read',
      },
    ])
  })

  it('leaves everything open where nothing was measured with remapping', () => {
    expect([verdicts(undefined), verdicts(undefined, before)]).toEqual([OPEN, OPEN])
  })

  it('fails everything when root of the container is root here', () => {
    expect(verdicts(proof([root]))).toEqual({
      'test-container-mapping': false,
      'test-file-owner': false,
      'break-out': false,
    })
  })

  it.each<[string, LiveProof, LiveProof | undefined, boolean | undefined]>([
    ['a refusal alone', proof([remapped]), undefined, undefined],
    [
      'a refusal that was there before',
      proof([remapped]),
      proof([{ ...root, rootOnly: DENIED }]),
      undefined,
    ],
    [
      'a refusal to the exempt one, too',
      proof([remapped, { ...exempt, rootOnly: DENIED }]),
      undefined,
      undefined,
    ],
    [
      'a reading of another file before',
      proof([remapped]),
      { ...before, rootOnlyFile: { path: '/etc/gshadow', uid: 0, gid: 42, mode: 0o640 } },
      undefined,
    ],
    ['a refusal, and a reading before', proof([remapped]), before, true],
    ['a refusal, and a reading of the exempt one', proof([remapped, exempt]), undefined, true],
    [
      'another error',
      proof([{ ...remapped, rootOnly: { outcome: 'failed', words: 'dd: not found' } }, exempt]),
      before,
      undefined,
    ],
    ['a reading', proof([{ ...remapped, rootOnly: READ }, exempt]), before, false],
  ])('judges the break-out test by %s', (_, now, earlier, expected) => {
    expect(verdicts(now, earlier)['break-out']).toBe(expected)
  })

  it.each<[string, Partial<ProofContainer>, Partial<Record<string, boolean | undefined>>]>([
    [
      'groups that are not mapped as planned',
      { gidMappings: initial },
      { 'test-container-mapping': false },
    ],
    [
      'a shorter mapping',
      { uidMappings: [{ containerId: 0, hostId: 458752, size: 65535 }] },
      { 'test-container-mapping': false },
    ],
    [
      'a mapping that it did not tell',
      { uidMappings: [] },
      { 'test-container-mapping': undefined },
    ],
    ['a file of another group', { file: { uid: 458752, gid: 0 } }, { 'test-file-owner': false }],
  ])('judges %s', (_, changes, expected) => {
    expect(verdicts(proof([{ ...remapped, ...changes }, exempt]))).toEqual({
      ...PASSED,
      ...expected,
    })
  })

  it('leaves the file open where none was made', () => {
    const { file: _, ...without } = remapped
    expect(verdicts(proof([without, exempt]))).toEqual({ ...PASSED, 'test-file-owner': undefined })
  })
})

describe('pairOf', () => {
  const proofs = [500, 1000, 3000].map((at) => proof([root], { at, remapped: false }))
  const remappedOnes = [400, 2000, 2500].map((at) => proof([remapped], { at }))

  it('takes the newest without remapping from before the change, and the newest with it since', () => {
    const pair = pairOf([...proofs, ...remappedOnes], 1500)
    expect([pair.before?.at, pair.now?.at]).toEqual([1000, 2500])
  })

  it('takes nothing that was measured of an earlier change', () => {
    expect(pairOf(remappedOnes.slice(0, 1), 1500)).toEqual({ before: undefined, now: undefined })
  })
})
