import type { Landing } from '#domain/landing.ts'
import type { LiveProof, ProofContainer, ProofPair } from '#domain/proof/live-proof.ts'
import { containerOf } from '#domain/proof/live-proof.ts'
import { isInitialMapping } from '#domain/id-mapping.ts'
import { fill } from '../text/fill.ts'
import { formatRange } from '../text/format.ts'
import type { ProofText } from '../text/proof-text.ts'

/** One container's answers; a text that is undefined was not measured. */
export type ProofColumn = {
  readonly kind: 'before' | 'exempt' | 'now'
  readonly process: string | undefined
  readonly mapping: string | undefined
  readonly file: string | undefined
  readonly rootOnly: string | undefined
  readonly landing: Landing | undefined
}

/** The columns of what was measured: before, then now without remapping and with it. The screen and the report show them. */
export function proofColumns({ before, now }: ProofPair, text: ProofText): readonly ProofColumn[] {
  return [
    columnOf('before', containerOf(before, 'ordinary'), text),
    columnOf('exempt', containerOf(now, 'exempt'), text),
    columnOf('now', containerOf(now, 'ordinary'), text),
  ]
}

function columnOf(
  kind: ProofColumn['kind'],
  container: ProofContainer | undefined,
  text: ProofText,
): ProofColumn {
  const { process, file, rootOnly, uidMappings = [] } = container ?? {}
  const ids = (pair: { readonly uid: number; readonly gid: number }) => fill(text.uidGid, pair)
  return {
    kind,
    process: process && ids(process),
    mapping: mappingText(uidMappings, text),
    file: file && ids(file),
    rootOnly: rootOnly && readingText(rootOnly, text),
    landing: process?.landing,
  }
}

function mappingText(mappings: ProofContainer['uidMappings'], text: ProofText): string | undefined {
  if (mappings.length === 0) return undefined
  if (isInitialMapping(mappings)) return text.allIds
  return mappings
    .map(({ containerId, hostId, size }) =>
      fill(text.maps, {
        inside: formatRange({ start: containerId, count: size }),
        outside: formatRange({ start: hostId, count: size }),
      }),
    )
    .join('; ')
}

function readingText(
  { outcome, words }: NonNullable<ProofContainer['rootOnly']>,
  text: ProofText,
): string {
  if (outcome === 'read') return text.couldRead
  // dd puts its own name and that of the file before the reason.
  const reason = words.split(': ').at(-1) ?? words
  return fill(outcome === 'denied' ? text.refused : text.notTold, { words: reason })
}

/** The file that was tried; of the newer measurement where they differ. */
export function rootOnlyPathOf({ before, now }: ProofPair): string | undefined {
  return (now ?? before)?.rootOnlyFile?.path
}

/** What did not go as it should, of both measurements. */
export function problemsOf(proof: LiveProof | undefined): readonly ProofContainer[] {
  return proof?.containers.filter(({ problem }) => problem !== undefined) ?? []
}
