import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Container, DaemonInfo } from '#domain/docker-api.ts'
import type { DockerSnapshot, FileState, HostSnapshot } from '#domain/host-snapshot.ts'

/** host.json of a simulated machine; e2e/hosts/README.md describes it. */
export type HostDescription = {
  readonly about: string
  readonly machine: Omit<HostSnapshot['machine'], 'osRelease'>
  readonly user: HostSnapshot['user']
  readonly pkexecPath: string | undefined
  readonly docker: Pick<
    DockerSnapshot,
    'cli' | 'curlPath' | 'daemons' | 'unit' | 'otherSockets' | 'closedDataRootParents'
  > & {
    readonly socket: DockerSnapshot['socket']
    readonly daemonConfigPath: string
    /** Whether the user may open the socket, or only root. */
    readonly socketAccess: 'user' | 'root'
    readonly info: DaemonInfo | undefined
    readonly imageCount: number
  }
  readonly containers: readonly SimulatedContainer[]
  readonly nspawnMachines: readonly string[]
  readonly runningIds: HostSnapshot['runningIds']
  /** Files that are there but cannot be read; `permission` holds for the user, not for root. */
  readonly unreadableFiles: Readonly<Record<string, UnreadableReason>>
  /** Files of the base that this machine does not have. */
  readonly absentFiles: readonly string[]
  /** Octal modes of files that are not 0644. */
  readonly modes: Readonly<Record<string, string>>
}

type UnreadableReason = Extract<FileState, { kind: 'unreadable' }>['reason']

export type SimulatedContainer = Container & {
  /** Its owner creates it again once remapping is on; the others stay behind in the old data directory. */
  readonly recreated: boolean
  /** IDs as the container sees them. */
  readonly processes: readonly {
    readonly pid: number
    readonly containerPid: number
    readonly uid: number
    readonly gid: number
    readonly command: string
  }[]
  /** Names in the container's own passwd and group files, by ID. */
  readonly users: Readonly<Record<string, string>>
  readonly groups: Readonly<Record<string, string>>
}

export type LoadedHost = {
  readonly description: HostDescription
  /** Text files by absolute path. */
  readonly texts: ReadonlyMap<string, string>
}

/**
 * Reads e2e/hosts/<name>: the files under root/ and host.json. With `base`, both start as those of the named machine:
 * files replace files, objects in host.json are merged, arrays and values replace, and null takes a value away.
 */
export function loadHost(hostsDir: string, name: string): LoadedHost {
  const merged = loadMerged(hostsDir, name)
  const description = merged.json
  if (!isHostDescription(description)) throw new Error(`${name}/host.json lacks a key`)
  const texts = new Map(merged.texts)
  for (const path of description.absentFiles) texts.delete(path)
  return { description, texts }
}

/** Checks the keys; the shapes below them are taken on trust, and the tests load every machine. */
function isHostDescription(json: Json): json is Json & HostDescription {
  return REQUIRED_KEYS.every((key) => key in json)
}

const REQUIRED_KEYS = [
  'about',
  'machine',
  'user',
  'docker',
  'containers',
  'nspawnMachines',
  'runningIds',
  'unreadableFiles',
  'absentFiles',
  'modes',
] satisfies readonly (keyof HostDescription)[]

type Json = { readonly [key: string]: unknown }

function loadMerged(
  hostsDir: string,
  name: string,
): { readonly json: Json; readonly texts: ReadonlyMap<string, string> } {
  const dir = join(hostsDir, name)
  const { base, ...own }: Json = JSON.parse(readFileSync(join(dir, 'host.json'), 'utf8'))
  const texts = readTree(join(dir, 'root'))
  if (typeof base !== 'string') return { json: own, texts }
  const inherited = loadMerged(hostsDir, base)
  return { json: merge(inherited.json, own), texts: new Map([...inherited.texts, ...texts]) }
}

function readTree(rootDir: string): ReadonlyMap<string, string> {
  if (!existsSync(rootDir)) return new Map()
  const paths = readdirSync(rootDir, { recursive: true, encoding: 'utf8' })
    .map((path) => join(rootDir, path))
    .filter((path) => statSync(path).isFile())
  return new Map(
    paths.map((path) => [`/${relative(rootDir, path)}`, readFileSync(path, 'utf8')] as const),
  )
}

function merge(base: Json, own: Json): Json {
  const merged: Record<string, unknown> = { ...base }
  for (const [key, value] of Object.entries(own)) {
    const inherited = merged[key]
    if (value === null) delete merged[key]
    else merged[key] = isJson(value) && isJson(inherited) ? merge(inherited, value) : value
  }
  return merged
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
