import type { ContainerProcess } from '#domain/container-process.ts'
import { isInitialMapping } from '#domain/id-mapping.ts'
import type { IdKind, IdRange } from '#domain/id-range.ts'
import { inRows } from '../charts/in-rows.ts'
import type { Band, Machine } from './bands.ts'
import { bandsOf, partStarts } from './bands.ts'
import { mappingsOf } from './people.ts'
import type { Scale } from './scale.ts'
import { scaleOf } from './scale.ts'

/** A band and the row that it is drawn in, among those of its kind. */
export type PlacedBand = { readonly band: Band; readonly row: number }

/** The machine's line, whoever of the containers is looked at. */
export type Line = {
  readonly ids: IdKind
  readonly bands: readonly Band[]
  readonly owned: readonly PlacedBand[]
  readonly claims: readonly PlacedBand[]
  readonly scale: Scale
  readonly partStarts: readonly number[]
}

/** `containers` are the ranges that running containers are mapped to. */
export function lineOf(
  machine: Machine | undefined,
  containers: readonly IdRange[],
  ids: IdKind,
): Line {
  const starts = partStarts(machine, ids)
  const bands = bandsOf(machine, containers, ids)
  // A container's range first, so that it is in the upper row whatever else is there.
  const owned = bands.filter(isOwned).toSorted((a, b) => rankOf(a) - rankOf(b))
  return {
    ids,
    bands,
    owned: placed(owned).toSorted((a, b) => a.band.range.start - b.band.range.start),
    claims: placed(bands.filter((band) => !isOwned(band))),
    scale: scaleOf(bands, starts),
    partStarts: starts,
  }
}

function isOwned({ kind }: Band): boolean {
  return kind !== 'claim'
}

function placed(bands: readonly Band[]): readonly PlacedBand[] {
  return inRows(bands).map(({ thing, row }) => ({ band: thing, row }))
}

function rankOf({ kind, range }: Band): number {
  if (kind === 'container') return 1
  return range.start < 65536 && Object.hasOwn(LOW_KINDS, kind) ? 0 : 2
}

const LOW_KINDS = { root: true, system: true, people: true, dynamic: true, nobody: true }

export function rowCount(bands: readonly PlacedBand[]): number {
  return Math.max(0, ...bands.map(({ row }) => row + 1))
}

/** What containers in user namespaces of their own are mapped to, each range once. */
export function mappedRanges(
  processes: readonly ContainerProcess[],
  ids: IdKind,
): readonly IdRange[] {
  const ranges = new Map<string, IdRange>()
  for (const process of processes) {
    const mappings = mappingsOf(process, ids)
    if (isInitialMapping(mappings)) continue
    for (const { hostId, size } of mappings) {
      if (size > 0) ranges.set(`${hostId} ${size}`, { start: hostId, count: size })
    }
  }
  return [...ranges.values()]
}
