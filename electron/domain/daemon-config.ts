import type { Node, ParseError } from 'jsonc-parser'
import { parseTree, printParseErrorCode } from 'jsonc-parser'
import type { Result } from './result.ts'
import { failure, success } from './result.ts'
import type { TextEdit } from './text-edit.ts'

/** What Subroot needs of /etc/docker/daemon.json. */
export type DaemonConfig = {
  /** The value of `userns-remap`; undefined when the key is absent. */
  readonly usernsRemap: string | undefined
  /** Whether `features.containerd-snapshotter` is true. */
  readonly containerdSnapshotter: boolean
  readonly storageDriver: string | undefined
  /**
   * The settings in file order, as dockerd compares them with its flags: an object's keys stand for it, except where
   * the object itself is one setting (moby configValuesSet).
   */
  readonly keys: readonly string[]
  /** Docker before 23.0 does not start with a byte order mark in the file. */
  readonly byteOrderMark: boolean
}

/** Where and why dockerd would not read the file, or would read it otherwise than it looks. 1-based. */
export type DaemonConfigProblem = {
  readonly line: number
  readonly column: number
  readonly reason: DaemonConfigProblemReason
}

export type DaemonConfigProblemReason =
  | 'syntax'
  | 'comment'
  | 'trailing-comma'
  | 'not-an-object'
  /** `userns-remap` twice: Go lets the last one win without a word. */
  | 'duplicate-key'
  /** `Userns-Remap`: Go's decoder would take it, dockerd's own check refuses it. */
  | 'misspelled-key'
  /** `userns-remap` is something else than a text. */
  | 'not-a-string'
  /** Only for Docker before 23.0; see `DaemonConfig.byteOrderMark`. */
  | 'byte-order-mark'

const USERNS_REMAP = 'userns-remap'
const BYTE_ORDER_MARK = '\uFEFF'

/** Settings that are objects (moby flatOptions). */
const OBJECT_SETTINGS = new Set([
  'builder',
  'cluster-store-opts',
  'default-network-opts',
  'default-ulimits',
  'features',
  'log-opts',
  'runtimes',
])

/**
 * daemon.json as strictly as dockerd reads it (encoding/json): no comments, no trailing commas, one object. An empty or
 * blank file is an empty configuration.
 */
export function parseDaemonConfig(text: string): Result<DaemonConfig, DaemonConfigProblem> {
  const byteOrderMark = text.startsWith(BYTE_ORDER_MARK)
  const json = byteOrderMark ? text.slice(1) : text
  const fail = (offset: number, reason: DaemonConfigProblemReason) =>
    failure<DaemonConfigProblem>({ ...positionAt(json, offset), reason })

  if (isBlank(json)) return success({ ...readProperties([]), byteOrderMark })
  const errors: ParseError[] = []
  const root = parseTree(json, errors, { disallowComments: true, allowTrailingComma: false })
  const [error] = errors
  if (error) return fail(error.offset, syntaxReason(json, error))
  if (root?.type !== 'object') return fail(root?.offset ?? 0, 'not-an-object')

  const properties = propertiesOf(root)
  const misspelled = properties.find(
    ({ key }) => key !== USERNS_REMAP && key.toLowerCase() === USERNS_REMAP,
  )
  if (misspelled) return fail(misspelled.offset, 'misspelled-key')
  const [remap, duplicate] = properties.filter(({ key }) => key === USERNS_REMAP)
  if (duplicate) return fail(duplicate.offset, 'duplicate-key')
  if (remap && remap.value.type !== 'string') return fail(remap.value.offset, 'not-a-string')
  return success({ ...readProperties(properties), byteOrderMark })
}

function syntaxReason(json: string, { error, offset }: ParseError): DaemonConfigProblemReason {
  const name = printParseErrorCode(error)
  if (name === 'InvalidCommentToken' || name === 'UnexpectedEndOfComment') return 'comment'
  return /,\s*$/.test(json.slice(0, offset)) && /^\s*[}\]]/.test(json.slice(offset))
    ? 'trailing-comma'
    : 'syntax'
}

/**
 * Sets `userns-remap`, touching nothing else: a new key goes behind the last one, indented and broken as that one is; a
 * present key gets the new value. None when it is already so. `undefined` and blank texts become a whole new file.
 * The text must have passed `parseDaemonConfig`.
 */
export function setUsernsRemap(text: string | undefined, value: string): readonly TextEdit[] {
  const shift = text?.startsWith(BYTE_ORDER_MARK) ? 1 : 0
  const edit = editFor(text?.slice(shift) ?? '', value)
  return edit ? [{ ...edit, offset: edit.offset + shift }] : []
}

/** Takes `userns-remap` out, with its comma. The text must be valid; none where the key is not there. */
export function removeUsernsRemap(text: string): readonly TextEdit[] {
  const shift = text.startsWith(BYTE_ORDER_MARK) ? 1 : 0
  const root = parseTree(text.slice(shift))
  const properties = root ? propertiesOf(root) : []
  return properties.flatMap((property, index) => {
    const before = properties[index - 1]
    if (!isRemapKey(property) || isRemapKey(before)) return []
    const next = properties.findIndex((other, at) => at > index && !isRemapKey(other))
    const [last, after] =
      next === -1 ? [properties.at(-1)] : [properties[next - 1], properties[next]]
    const start = after || !before ? property.offset : endOf(before)
    const end = after ? after.offset : endOf(last ?? property)
    return [{ offset: start + shift, length: end - start, content: '' }]
  })
}

/** Turns `features.containerd-snapshotter` from true to false, wherever it stands. The text must be valid. */
export function turnOffContainerdSnapshotter(text: string): readonly TextEdit[] {
  return switchSnapshotter(text, true)
}

/** The way back: from false to true. */
export function turnOnContainerdSnapshotter(text: string): readonly TextEdit[] {
  return switchSnapshotter(text, false)
}

function switchSnapshotter(text: string, from: boolean): readonly TextEdit[] {
  const shift = text.startsWith(BYTE_ORDER_MARK) ? 1 : 0
  const root = parseTree(text.slice(shift))
  const content = String(!from)
  return (root ? propertiesOf(root) : [])
    .filter(({ key }) => key === 'features')
    .flatMap(({ value }) => propertiesOf(value))
    .filter(({ key, value }) => key === 'containerd-snapshotter' && value.value === from)
    .map(({ value: { offset, length } }) => ({ offset: offset + shift, length, content }))
}

function editFor(json: string, value: string): TextEdit | undefined {
  const property = (separator: string) =>
    `${JSON.stringify(USERNS_REMAP)}:${separator}${JSON.stringify(value)}`
  if (isBlank(json)) {
    const lineFeed = json === '' ? '\n' : ''
    return { offset: 0, length: 0, content: `{\n  ${property(' ')}\n}${lineFeed}` }
  }

  const root = parseTree(json)
  if (root?.type !== 'object') throw new Error('setUsernsRemap needs a valid daemon.json')
  const properties = propertiesOf(root)
  const present = properties.find(({ key }) => key === USERNS_REMAP)?.value
  if (present?.value === value) return undefined
  if (present) {
    return { offset: present.offset, length: present.length, content: JSON.stringify(value) }
  }

  const last = properties.at(-1)
  if (!last) return fillEmptyObject(json, root, property(' '))
  const colon = json.slice(last.offset + last.keyLength, last.value.offset)
  const spaceAfterColon = colon.endsWith(' ') ? ' ' : ''
  const separator =
    spaceBefore(json, last.offset) || (properties.length === 1 ? spaceAfterColon : '')
  return {
    offset: last.value.offset + last.value.length,
    length: 0,
    content: `,${separator}${property(spaceAfterColon)}`,
  }
}

/** `{}` becomes three lines; an object that already spans lines keeps its last one. */
function fillEmptyObject(json: string, root: Node, property: string): TextEdit {
  const inside = json.slice(root.offset + 1, root.offset + root.length - 1)
  const lineFeed = json.includes('\r\n') ? '\r\n' : '\n'
  const closing = inside.includes('\n') ? inside.slice(inside.search(/\r?\n/)) : lineFeed
  return {
    offset: root.offset + 1,
    length: inside.length,
    content: `${lineFeed}  ${property}${closing}`,
  }
}

/** The white space before a key, from its last line break on. */
function spaceBefore(json: string, offset: number): string {
  const space = /[ \t\r\n]*$/.exec(json.slice(0, offset))?.[0] ?? ''
  return /\r?\n[ \t]*$/.exec(space)?.[0] ?? space
}

type Property = {
  readonly key: string
  readonly offset: number
  readonly keyLength: number
  readonly value: Node
}

function isRemapKey(property: Property | undefined): boolean {
  return property?.key === USERNS_REMAP
}

function endOf({ value }: Property): number {
  return value.offset + value.length
}

function propertiesOf(object: Node): readonly Property[] {
  return (object.children ?? []).flatMap(({ children: [key, value] = [] }) =>
    key && value
      ? [{ key: String(key.value), offset: key.offset, keyLength: key.length, value }]
      : [],
  )
}

function readProperties(properties: readonly Property[]): Omit<DaemonConfig, 'byteOrderMark'> {
  const textOf = (name: string) => {
    const value: unknown = properties.findLast(({ key }) => key === name)?.value.value
    return typeof value === 'string' ? value : undefined
  }
  // Go merges repeated maps, so the last `containerd-snapshotter` of all `features` counts.
  const features = properties.filter(({ key }) => key === 'features')
  const snapshotter = features
    .flatMap(({ value }) => propertiesOf(value))
    .findLast(({ key }) => key === 'containerd-snapshotter')
  return {
    usernsRemap: textOf(USERNS_REMAP),
    containerdSnapshotter: snapshotter?.value.value === true,
    storageDriver: textOf('storage-driver'),
    keys: properties.flatMap(settingsOf),
  }
}

function settingsOf({ key, value }: Property): readonly string[] {
  return value.type === 'object' && !OBJECT_SETTINGS.has(key)
    ? propertiesOf(value).map((property) => property.key)
    : [key]
}

function isBlank(json: string): boolean {
  return /^[ \t\r\n]*$/.test(json)
}

function positionAt(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}
