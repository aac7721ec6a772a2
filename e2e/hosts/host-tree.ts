import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { parse, printParseErrorCode } from 'jsonc-parser'
import type { ParseError } from 'jsonc-parser'
import type { Result } from '#domain/result.ts'
import { failure, success } from '#domain/result.ts'
import { decodeUtf8 } from '#host/file-reader.ts'
import type { FindTree, HostTree, Json, LoadedHost } from '#simulated/host-description.ts'
import { describeHost, isJson } from '#simulated/host-description.ts'

export const HOSTS_DIR = import.meta.dirname

/** Every machine of this directory, in the order of their names. */
export function listHosts(): readonly string[] {
  const entries = readdirSync(HOSTS_DIR, { withFileTypes: true })
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
}

/** The machine of this directory with that name, which must be a good description. */
export function loadHost(name: string): LoadedHost {
  const loaded = loadHostTree(join(HOSTS_DIR, name))
  if (!loaded.ok) throw new Error(loaded.error)
  return loaded.value
}

/** Reads a host tree anywhere. A failure is one sentence for the person who wrote it. */
export function loadHostTree(dir: string): Result<LoadedHost, string> {
  const tree = readHostTree(dir)
  return tree.ok ? describeHost(tree.value, findInHosts) : tree
}

const findInHosts: FindTree = (name) => {
  const dir = join(HOSTS_DIR, name)
  return isDirectory(dir) ? readHostTree(dir) : undefined
}

export function readHostTree(dir: string): Result<HostTree, string> {
  const place = join(dir, 'host.json')
  const json = readJson(place)
  return json.ok ? success({ place, json: json.value, ...readFiles(join(dir, 'root')) }) : json
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
function readFiles(rootDir: string): Omit<HostTree, 'place' | 'json'> {
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
