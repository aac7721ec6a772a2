import type { IdMapping } from '#domain/id-mapping.ts'
import type { IdRange } from '#domain/id-range.ts'
import type { LiveCheck } from '#domain/verification.ts'
import type { LiveProof, ProofPair } from './live-proof.ts'
import { containerOf } from './live-proof.ts'
import type { RootOnlyReading } from './proof-script.ts'

/** Lines of uid_map, joined. */
function mappingLines(mappings: readonly IdMapping[]): string {
  return mappings
    .map(({ containerId, hostId, size }) => `${containerId} ${hostId} ${size}`)
    .join(', ')
}

/**
 * Judges what was measured on test containers by the range of the plan. What was not measured, and what was measured but
 * shows nothing, is left open.
 */
export function checkLiveProof(range: IdRange, { before, now }: ProofPair): readonly LiveCheck[] {
  const ordinary = containerOf(now, 'ordinary')
  const expectedMap = `0 ${range.start} ${range.count}`
  const maps = [ordinary?.uidMappings ?? [], ordinary?.gidMappings ?? []].map(mappingLines)
  const isMapRead = maps.every((map) => map !== '')
  const expectedOwner = `${range.start}:${range.start}`
  const owner = ordinary?.file && `${ordinary.file.uid}:${ordinary.file.gid}`
  return [
    {
      code: 'test-container-mapping',
      ok: isMapRead ? maps.every((map) => map === expectedMap) : undefined,
      evidence: isMapRead ? `uid_map ${maps[0]}; gid_map ${maps[1]}` : '',
      expected: `uid_map ${expectedMap}; gid_map ${expectedMap}`,
    },
    {
      code: 'test-file-owner',
      ok: owner === undefined ? undefined : owner === expectedOwner,
      evidence: owner ?? '',
      expected: expectedOwner,
    },
    checkBreakOut(now, before),
  ]
}

/**
 * Refused now counts only beside a reading that went well: of the same test in an exempt container, or of the one made
 * before. Otherwise something else than remapping may have kept the file.
 */
function checkBreakOut(now: LiveProof | undefined, before: LiveProof | undefined): LiveCheck {
  const own = containerOf(now, 'ordinary')?.rootOnly
  const path = now?.rootOnlyFile?.path
  const exempt = containerOf(now, 'exempt')?.rootOnly
  const earlier =
    before?.rootOnlyFile?.path === path ? containerOf(before, 'ordinary')?.rootOnly : undefined
  const couldRead = [exempt, earlier].some((reading) => reading?.outcome === 'read')
  const seen = [
    own && `${path}: ${wordsOf(own)}`,
    exempt && `--userns=host: ${wordsOf(exempt)}`,
    earlier && `before: ${wordsOf(earlier)}`,
  ]
  return {
    code: 'break-out',
    ok: own?.outcome === 'read' ? false : own?.outcome === 'denied' && couldRead ? true : undefined,
    evidence: seen.filter((part) => part !== undefined).join('; '),
    expected: `${path ?? '/etc/shadow'}: Permission denied; --userns=host: read`,
  }
}

function wordsOf({ outcome, words }: RootOnlyReading): string {
  if (outcome === 'read') return 'read'
  // dd puts its own name and that of the file before the reason.
  return words.split(': ').at(-1) ?? words
}
