import type { ContainerProcess } from '#domain/container-process.ts'
import type { Landing } from '#domain/landing.ts'
import { LANDINGS, landingOf } from '#domain/landing.ts'
import type { Change } from './changes.ts'

/** What the user wants to see, and in which order. */
export type View = {
  /** One container's ID, or all of them. */
  readonly containerId: string | undefined
  /** Words that must all occur in what a row shows, in any case. */
  readonly query: string
  readonly landing: Landing | undefined
  readonly isGrouped: boolean
  readonly sort: Sort
}

export type SortKey = 'command' | 'pid' | 'inside' | 'onHost' | 'landing'
export type Sort = { readonly by: SortKey; readonly isDescending: boolean }

export const initialView: View = {
  containerId: undefined,
  query: '',
  landing: undefined,
  isGrouped: true,
  sort: { by: 'pid', isDescending: false },
}

export type ProcessRow = {
  readonly kind: 'process'
  readonly key: string
  readonly process: ContainerProcess
  readonly landing: Landing
  readonly change: Change | undefined
}

export type GroupRow = {
  readonly kind: 'group'
  readonly key: string
  readonly containerId: string
  readonly processCount: number
  /** The first of its processes: a container's processes share its name and, as a rule, its mapping. */
  readonly first: ContainerProcess
  /** The worst of its processes. */
  readonly landing: Landing
}

export type Row = ProcessRow | GroupRow

/** The rows of the table in their order. `changes` are by host PID. */
export function rowsOf(
  processes: readonly ContainerProcess[],
  view: View,
  changes: ReadonlyMap<number, Change>,
): readonly Row[] {
  const words = view.query.toLowerCase().split(/\s+/u).filter(Boolean)
  const rows = processes
    .map((process) => toRow(process, changes.get(process.pid.host)))
    .filter((row) => isShown(row, view, words))
    .toSorted(comparing(view.sort))
  return view.isGrouped ? grouped(rows) : rows
}

function toRow(process: ContainerProcess, change: Change | undefined): ProcessRow {
  const key = String(process.pid.host)
  return { kind: 'process', key, process, landing: landingOf(process), change }
}

function isShown({ process, landing }: ProcessRow, view: View, words: readonly string[]): boolean {
  if (view.containerId !== undefined && process.containerId !== view.containerId) return false
  if (view.landing !== undefined && landing !== view.landing) return false
  if (words.length === 0) return true
  const text = searchedText(process)
  return words.every((word) => text.includes(word))
}

function searchedText({ command, containerName, containerId, pid, uid, gid }: ContainerProcess) {
  const sides = [uid, gid].flatMap((pair) => [
    pair.host,
    pair.container,
    pair.hostName,
    pair.containerName,
  ])
  return [command, containerName, containerId, pid.host, pid.container, ...sides]
    .filter((part) => part !== undefined)
    .join(' ')
    .toLowerCase()
}

function comparing({ by, isDescending }: Sort): (a: ProcessRow, b: ProcessRow) => number {
  const sign = isDescending ? -1 : 1
  return (a, b) => sign * comparisons[by](a, b) || a.process.pid.host - b.process.pid.host
}

const comparisons: Readonly<Record<SortKey, (a: ProcessRow, b: ProcessRow) => number>> = {
  command: (a, b) => (a.process.command < b.process.command ? -1 : 1),
  pid: (a, b) => a.process.pid.host - b.process.pid.host,
  // An ID that is not mapped comes last.
  inside: (a, b) =>
    (a.process.uid.container ?? MORE_THAN_ANY_ID) - (b.process.uid.container ?? MORE_THAN_ANY_ID),
  onHost: (a, b) => a.process.uid.host - b.process.uid.host,
  landing: (a, b) => LANDINGS.indexOf(a.landing) - LANDINGS.indexOf(b.landing),
}

const MORE_THAN_ANY_ID = 2 ** 32

/** Containers in the order of their names, each with its processes as they were sorted. */
function grouped(rows: readonly ProcessRow[]): readonly Row[] {
  const groups = new Map<string, ProcessRow[]>()
  for (const row of rows) {
    const { containerId } = row.process
    const group = groups.get(containerId)
    if (group) group.push(row)
    else groups.set(containerId, [row])
  }
  const all: Row[] = []
  for (const members of [...groups.values()].toSorted(byName)) all.push(headOf(members), ...members)
  return all
}

function byName([a]: readonly ProcessRow[], [b]: readonly ProcessRow[]): number {
  return a && b && nameOf(a.process) < nameOf(b.process) ? -1 : 1
}

function headOf(members: readonly ProcessRow[]): GroupRow {
  const worst = members.reduce((worst, row) => (comparisons.landing(row, worst) < 0 ? row : worst))
  const { process } = members.reduce((first, row) =>
    row.process.pid.host < first.process.pid.host ? row : first,
  )
  const { containerId } = process
  return {
    kind: 'group',
    key: containerId,
    containerId,
    processCount: members.length,
    first: process,
    landing: worst.landing,
  }
}

export type NamedContainer = { readonly id: string; readonly name: string }

/** The containers that processes belong to, each once, in the order of their names. */
export function containersOf(processes: readonly ContainerProcess[]): readonly NamedContainer[] {
  const names = new Map(processes.map((process) => [process.containerId, nameOf(process)]))
  return [...names]
    .map(([id, name]) => ({ id, name }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

export function areSameContainers(
  a: readonly NamedContainer[],
  b: readonly NamedContainer[],
): boolean {
  return (
    a.length === b.length &&
    a.every(({ id, name }, index) => id === b[index]?.id && name === b[index]?.name)
  )
}

/** As the docker command shows it: the name where it is known, otherwise the short ID. */
export function nameOf({ containerName, containerId }: ContainerProcess): string {
  return containerName ?? containerId.slice(0, 12)
}
