import type { DaemonConfig } from './daemon-config.ts'
import {
  parseDaemonConfig,
  removeUsernsRemap,
  setUsernsRemap,
  turnOnContainerdSnapshotter,
} from './daemon-config.ts'
import type { Result } from './result.ts'
import { failure, success } from './result.ts'
import type { TextEdit } from './text-edit.ts'

/** What one edit of a run put into a file, and what it put that in place of (`''` where it only added). */
export type OwnPart = { readonly ours: string; readonly original: string }

/** What a run wrote, and what stands there now: two texts to compare line by line. */
export type Difference = { readonly ours: string; readonly now: string }

/** Why a run's own parts cannot be taken out of a file that was changed since. */
export type MergeProblem = {
  readonly reason: MergeProblemReason
  readonly difference: Difference
}

export type MergeProblemReason =
  /** What the run wrote is not there as it was written. */
  | 'own-part-changed'
  /** It is there more than once. */
  | 'several-places'
  /** Too little of it is in the file to be found again: the run took something away, or wrote a mere number. */
  | 'untraceable'
  /** daemon.json is not valid any more. */
  | 'not-understood'

type Merge = Result<readonly TextEdit[], MergeProblem>

/** Less could stand anywhere by chance. */
const SHORTEST_PART = 8

/**
 * Edits that take a run's own parts out of a text that others changed since, and nothing else: whole lines go as lines,
 * and a piece of a line gives way to what stood there before. A part of which nothing is left needs no edit.
 */
export function takeOutParts(current: string, parts: readonly OwnPart[]): Merge {
  const edits: TextEdit[] = []
  for (const part of parts) {
    const found = takeOutPart(current, part)
    if (!found.ok) return found
    edits.push(...found.value)
  }
  const overlapping = edits.filter((edit, index) =>
    edits.some((other, at) => at !== index && overlap(edit, other)),
  )
  if (overlapping.length === 0) return success(edits)
  const ours = parts.map((part) => coreOf(part)).join('\n')
  return failure({ reason: 'several-places', difference: { ours, now: current } })
}

function takeOutPart(current: string, part: OwnPart): Merge {
  const core = coreOf(part)
  const fail = (reason: MergeProblemReason, now: string) =>
    failure({ reason, difference: { ours: core, now } })
  if (core.trim().length < SHORTEST_PART) return fail('untraceable', '')

  const places = placesOf(core, current).filter((offset) =>
    isWholeLines(part)
      ? standsInLinesOfItsOwn(current, offset, core)
      : standsAlone(current, offset, core),
  )
  const [offset, ...others] = places
  if (others.length > 0) return fail('several-places', linesAt(current, places))
  if (offset !== undefined) return success([removal(current, offset, part)])
  const names = namesIn(core)
  const similar = linesThatName(names, current)
  const isGone = similar === '' && names.length > 0 && part.original === ''
  return isGone ? success([]) : fail('own-part-changed', similar)
}

/** The line feeds around it only make it a line of its own. */
function coreOf({ ours }: OwnPart): string {
  return ours.replace(/^\n/, '').replace(/\n$/, '')
}

function isWholeLines({ ours, original }: OwnPart): boolean {
  return original === '' && /^\n|\n$/.test(ours)
}

function placesOf(core: string, text: string): readonly number[] {
  const places: number[] = []
  for (let at = text.indexOf(core); at !== -1; at = text.indexOf(core, at + 1)) places.push(at)
  return places
}

function standsInLinesOfItsOwn(text: string, offset: number, core: string): boolean {
  const end = offset + core.length
  return (offset === 0 || text[offset - 1] === '\n') && (end === text.length || text[end] === '\n')
}

/** Neither end is in the middle of a word, a number or a path. */
function standsAlone(text: string, offset: number, core: string): boolean {
  const end = offset + core.length
  return !joins(text[offset - 1], core[0]) && !joins(core.at(-1), text[end])
}

function joins(before = ' ', after = ' '): boolean {
  return [before, after].every((character) => /[^\s"']/u.test(character))
}

/** A line goes with its line feed; the last one, where it has none, with the one before it. */
function removal(text: string, offset: number, part: OwnPart): TextEdit {
  const { length } = coreOf(part)
  if (!isWholeLines(part)) return { offset, length, content: part.original }
  if (text[offset + length] === '\n') return { offset, length: length + 1, content: '' }
  const before = offset === 0 ? 0 : 1
  return { offset: offset - before, length: length + before, content: '' }
}

/** What each line speaks of, by its first word: an owner, an option, a setting. */
function namesIn(core: string): readonly string[] {
  return core.split('\n').flatMap((line) => /[A-Za-z_][\w.-]*/.exec(line)?.[0] ?? [])
}

function linesThatName(names: readonly string[], text: string): string {
  return text
    .split('\n')
    .filter((line) =>
      (line.match(/[\w.-]+/g) ?? []).some((word) => names.some((name) => word.endsWith(name))),
    )
    .join('\n')
}

function linesAt(text: string, places: readonly number[]): string {
  const lines = places.map((place) => {
    const end = text.indexOf('\n', place)
    return text.slice(text.lastIndexOf('\n', place - 1) + 1, end === -1 ? text.length : end)
  })
  return lines.join('\n')
}

function overlap(a: TextEdit, b: TextEdit): boolean {
  return a.offset < b.offset + b.length && b.offset < a.offset + a.length
}

/** The same for daemon.json, by its settings: wherever they stand now, and however the file is laid out. */
export function takeOutSettings(current: string, parts: readonly OwnPart[]): Merge {
  const config = parseDaemonConfig(current)
  if (!config.ok) {
    const ours = parts.map((part) => coreOf(part).trim()).join('\n')
    return failure({ reason: 'not-understood', difference: { ours, now: current } })
  }
  const remapParts = parts.filter((part) => !isImageStore(part))
  const remap = remapParts.map((part) => takeOutRemap(current, config.value, part))
  const store = parts.length > remapParts.length ? [takeOutImageStore(current, parts)] : []
  const merges = [...remap, ...store]
  return (
    merges.find((merge) => !merge.ok) ??
    success(merges.flatMap((merge) => (merge.ok ? merge.value : [])))
  )
}

/** An edit of ours either added the key, or gave it another value. */
function takeOutRemap(current: string, config: DaemonConfig, { ours, original }: OwnPart): Merge {
  const written = /"[^"]*"(?=[^"]*$)/.exec(ours)?.[0] ?? ''
  const isKey = ours.includes('"userns-remap"')
  const { usernsRemap } = config
  if (usernsRemap === undefined && isKey) return success([])
  if (usernsRemap === undefined || JSON.stringify(usernsRemap) !== written) {
    const now = usernsRemap === undefined ? '' : remapLine(JSON.stringify(usernsRemap))
    return failure({ reason: 'own-part-changed', difference: { ours: remapLine(written), now } })
  }
  return success(
    isKey ? removeUsernsRemap(current) : setUsernsRemap(current, String(JSON.parse(original))),
  )
}

function remapLine(value: string): string {
  return `"userns-remap": ${value}`
}

/** `features.containerd-snapshotter`, turned from true to false. */
function isImageStore({ ours, original }: OwnPart): boolean {
  return ours === 'false' && original === 'true'
}

function takeOutImageStore(current: string, parts: readonly OwnPart[]): Merge {
  const edits = turnOnContainerdSnapshotter(current)
  if (edits.length === parts.filter(isImageStore).length) return success(edits)
  const ours = '"containerd-snapshotter": false'
  const now = current
    .split('\n')
    .filter((line) => line.includes('containerd-snapshotter'))
    .join('\n')
  return failure({ reason: 'own-part-changed', difference: { ours, now } })
}
