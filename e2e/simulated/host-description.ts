import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { parse, printParseErrorCode } from 'jsonc-parser'
import type { ParseError } from 'jsonc-parser'
import type { Result } from '#domain/result.ts'
import { failure, success } from '#domain/result.ts'
import { decodeUtf8 } from '#host/file-reader.ts'
import type { HostDescription } from './host-description-schema.ts'
import { hostDescriptionSchema } from './host-description-schema.ts'

export type LoadedHost = {
  readonly description: HostDescription
  /** Text files by absolute path. */
  readonly texts: ReadonlyMap<string, string>
  /** Symbolic links, by absolute path. */
  readonly links: ReadonlyMap<string, string>
  /** Files with an executable bit. */
  readonly executables: ReadonlySet<string>
}

/** Reads e2e/hosts/<name>, which must be a good description. */
export function loadHost(hostsDir: string, name: string): LoadedHost {
  const loaded = loadHostTree(join(hostsDir, name), hostsDir)
  if (!loaded.ok) throw new Error(loaded.error)
  return loaded.value
}

/**
 * Reads a host tree: the files under root/ and host.json. With `base`, both start as those of the named machine of
 * `basesDir`: files replace files, objects in host.json are merged, arrays and values replace, and null takes a value
 * away. A failure is one sentence for the person who wrote the tree.
 */
export function loadHostTree(dir: string, basesDir: string): Result<LoadedHost, string> {
  const merged = loadMerged(dir, basesDir, [])
  if (!merged.ok) return merged
  const { json, tree } = merged.value
  const parsed = hostDescriptionSchema.safeParse(json)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const where = issue?.path.length ? issue.path.join('.') : 'the whole'
    return failure(
      `${join(dir, 'host.json')}: ${where} is wrong (${issue?.message}). Correct it; README.md of e2e/hosts explains every key.`,
    )
  }
  const description = {
    ...parsed.data,
    unreadableFiles: { ...Object.fromEntries(tree.unreadable), ...parsed.data.unreadableFiles },
  }
  const texts = new Map(tree.texts)
  const links = new Map(tree.links)
  for (const path of description.absentFiles) {
    texts.delete(path)
    links.delete(path)
  }
  return success({ description, texts, links, executables: tree.executables })
}

type Json = { readonly [key: string]: unknown }
type Tree = {
  readonly texts: ReadonlyMap<string, string>
  readonly links: ReadonlyMap<string, string>
  readonly executables: ReadonlySet<string>
  readonly unreadable: ReadonlyMap<string, 'too-large' | 'not-utf8'>
}

function loadMerged(
  dir: string,
  basesDir: string,
  inheritors: readonly string[],
): Result<{ readonly json: Json; readonly tree: Tree }, string> {
  const path = join(dir, 'host.json')
  if (inheritors.includes(dir)) {
    return failure(`${path}: base leads back to this machine. Name another base, or none.`)
  }
  const read = readJson(path)
  if (!read.ok) return read
  const { base, ...own } = read.value
  const tree = readTree(join(dir, 'root'))
  if (base === undefined || base === null) return success({ json: merge({}, own), tree })
  if (typeof base !== 'string' || !isDirectory(join(basesDir, base))) {
    return failure(
      `${path}: base is ${JSON.stringify(base)}, and there is no such machine in ${basesDir}. Name one that is there, or leave base out.`,
    )
  }
  const inherited = loadMerged(join(basesDir, base), basesDir, [...inheritors, dir])
  if (!inherited.ok) return inherited
  return success({
    json: merge(inherited.value.json, own),
    tree: overlay(inherited.value.tree, tree),
  })
}

/** What the second tree has at a path wins, whether text, link or unreadable. */
function overlay(base: Tree, own: Tree): Tree {
  const paths = new Set([...own.texts.keys(), ...own.links.keys(), ...own.unreadable.keys()])
  return {
    texts: new Map([...without(base.texts, paths), ...own.texts]),
    links: new Map([...without(base.links, paths), ...own.links]),
    executables: new Set([
      ...[...base.executables].filter((path) => !paths.has(path)),
      ...own.executables,
    ]),
    unreadable: new Map([...without(base.unreadable, paths), ...own.unreadable]),
  }
}

function without<Value>(
  map: ReadonlyMap<string, Value>,
  paths: ReadonlySet<string>,
): readonly (readonly [string, Value])[] {
  return [...map].filter(([path]) => !paths.has(path))
}

function readJson(path: string): Result<Json, string> {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
    return failure(`${path} cannot be read (${code}). A host tree needs this file; {} is enough.`)
  }
  const errors: ParseError[] = []
  const json: unknown = parse(text, errors, { disallowComments: true, allowTrailingComma: false })
  const [error] = errors
  if (error) {
    const before = text.slice(0, error.offset).split('\n')
    const column = (before.at(-1)?.length ?? 0) + 1
    return failure(
      `${path}:${before.length}:${column} is not JSON (${printParseErrorCode(error.error)}). Correct it there.`,
    )
  }
  return isJson(json)
    ? success(json)
    : failure(`${path} is not a JSON object. Put its keys between { and }.`)
}

const MAX_FILE_BYTES = 1024 * 1024

/** A link is kept as one: it leads to where the simulated machine has something, never out of the tree. */
function readTree(rootDir: string): Tree {
  const texts = new Map<string, string>()
  const links = new Map<string, string>()
  const executables = new Set<string>()
  const unreadable = new Map<string, 'too-large' | 'not-utf8'>()
  const entries = isDirectory(rootDir)
    ? readdirSync(rootDir, { recursive: true, encoding: 'utf8' })
    : []
  for (const entry of entries) {
    const path = `/${entry}`
    const status = lstatSync(join(rootDir, entry))
    if (status.isSymbolicLink()) links.set(path, readlinkSync(join(rootDir, entry)))
    if (!status.isFile()) continue
    if ((status.mode & 0o111) !== 0) executables.add(path)
    if (status.size > MAX_FILE_BYTES) unreadable.set(path, 'too-large')
    else {
      const text = decodeUtf8(readFileSync(join(rootDir, entry)))
      if (text === undefined) unreadable.set(path, 'not-utf8')
      else texts.set(path, text)
    }
  }
  return { texts, links, executables, unreadable }
}

function isDirectory(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}

export function merge(base: Json, own: Json): Json {
  const merged: Record<string, unknown> = { ...base }
  for (const [key, value] of Object.entries(own)) {
    const inherited = merged[key]
    if (value === null) delete merged[key]
    else if (isJson(value)) merged[key] = merge(isJson(inherited) ? inherited : {}, value)
    else merged[key] = value
  }
  return merged
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
