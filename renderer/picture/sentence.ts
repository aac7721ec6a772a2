import type { ContainerProcess } from '#domain/container-process.ts'
import type { IdKind } from '#domain/id-range.ts'
import { includesId } from '#domain/id-range.ts'
import { nameOf } from '../comparison/comparison-rows.ts'
import type { Text } from '../text/en.ts'
import { fill } from '../text/fill.ts'
import { idsIn, nameOfBand } from './band-text.ts'
import type { Band } from './bands.ts'

/** The picture in a sentence: who a process is in its container, and who here. */
export function sentenceOf(
  process: ContainerProcess,
  ids: IdKind,
  bands: readonly Band[],
  text: Text,
): string {
  const { host, container, hostName } = process[ids]
  const owner = bands.find(
    ({ kind, range, owners }) =>
      kind === 'container' && owners.length > 0 && includesId(range, host),
  )
  return fill(text.picture.sentences[kindOfSentence(process, ids, owner !== undefined)], {
    ids: idsIn(ids),
    inside: container ?? '',
    outside: host,
    container: nameOf(process),
    name: hostName ?? '',
    owner: owner === undefined ? '' : nameOfBand(owner, text),
  })
}

function kindOfSentence(
  process: ContainerProcess,
  ids: IdKind,
  isOwned: boolean,
): keyof Text['picture']['sentences'] {
  const { host, container, hostName } = process[ids]
  if (container === undefined) return 'unmapped'
  if (host === 0) return ids === 'uid' ? 'root' : 'rootGroup'
  if (hostName !== undefined) return 'named'
  if (process.hostUserNamespace) return 'same'
  return isOwned ? 'owned' : 'free'
}
