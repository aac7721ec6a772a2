import { isRemoteFileSystem } from '#domain/containers/host-paths.ts'
import type { MountPoint } from '#domain/containers/mount-table.ts'
import { fileSystemOf, parseMountInfo } from '#domain/containers/mount-table.ts'
import type {
  Inode,
  OwnedPath,
  PathReading,
  PathState,
  Sample,
} from '#domain/containers/path-reading.ts'
import type { FileEntry, MachineFiles } from './machine-files.ts'
import type { RunProcess } from './process-runner.ts'
import { readAccessLists } from './read-access-lists.ts'

/** What is looked at of a directory: enough to see whose files they are, in a time that nobody notices. */
const MAX_SAMPLED = 40
/** From here on they are said to be not looked at. */
const MAX_PATHS = 400
/** As many as the kernel follows (path_resolution(7)). */
const MAX_LINKS = 40

/**
 * Looks at paths as far as the user may: owner, permissions and access control list, and those of what lies in a
 * directory; no file's content. Nothing on a file system that another machine answers for is touched, so that a server
 * that is away cannot hold the check up.
 */
export async function readPaths(
  paths: readonly string[],
  files: Pick<MachineFiles, 'readReference' | 'entryOf' | 'listSome'>,
  runProcess: RunProcess,
): Promise<readonly PathReading[]> {
  if (paths.length === 0) return []
  const table = await files.readReference('/proc/self/mountinfo')
  const mounts = table.kind === 'text' ? parseMountInfo(table.text) : []
  const entryOf = remembering(files.entryOf)
  const looks = await Promise.all(
    paths.slice(0, MAX_PATHS).map((path) => look(path, { mounts, entryOf, files })),
  )
  const withLists = await addAccessLists(looks, runProcess)
  return [...withLists, ...paths.slice(MAX_PATHS).map((path) => unread(path, undefined))]
}

type Means = {
  readonly mounts: readonly MountPoint[]
  readonly entryOf: MachineFiles['entryOf']
  readonly files: Pick<MachineFiles, 'listSome'>
}

/** A reading, and where its links led. */
type Look = { readonly reading: PathReading; readonly realPath: string }

async function look(path: string, means: Means): Promise<Look> {
  const end = await follow({ at: '', rest: namesIn(path), links: 0, closedAbove: [] }, means)
  const { at: realPath, closedAbove, fileSystem, outcome } = end
  const reading = (state: PathState): Look => ({
    reading: { path, fileSystem, state, closedAbove },
    realPath,
  })
  if (typeof outcome === 'string') return reading({ kind: outcome })
  const { target: _, ...inode } = outcome
  const inside = inode.kind === 'directory' ? await sample(realPath, means) : undefined
  return reading({ kind: 'seen', inode: { ...inode, aclText: undefined }, inside })
}

type Walk = {
  /** Without links, and without a slash at its end. */
  readonly at: string
  readonly rest: readonly string[]
  readonly links: number
  readonly closedAbove: readonly OwnedPath[]
}

type End = {
  readonly at: string
  readonly closedAbove: readonly OwnedPath[]
  readonly fileSystem: string | undefined
  readonly outcome: FileEntry | 'absent' | 'denied' | 'not-read'
}

/** One name after the other, as the kernel does, but never onto a remote file system. */
async function follow(walk: Walk, means: Means): Promise<End> {
  const [name, ...rest] = walk.rest
  const { links, closedAbove } = walk
  const at = name === undefined ? walk.at : name === '..' ? parentOf(walk.at) : `${walk.at}/${name}`
  const fileSystem = fileSystemOf(means.mounts, at || '/')
  const end = (outcome: End['outcome']): End => ({ at, closedAbove, fileSystem, outcome })
  if (fileSystem !== undefined && isRemoteFileSystem(fileSystem)) return end('not-read')
  const entry = await means.entryOf(at || '/')
  if (typeof entry === 'string') return end(entry)
  if (entry.kind === 'link') {
    if (entry.target === undefined || links === MAX_LINKS) return end('absent')
    const from = entry.target.startsWith('/') ? '' : parentOf(at)
    const names = [...namesIn(entry.target), ...rest]
    return follow({ at: from, rest: names, links: links + 1, closedAbove }, means)
  }
  if (rest.length === 0) return end(entry)
  if (entry.kind !== 'directory') return end('absent')
  const { uid, gid, mode } = entry
  const closed = mode & 1 ? [] : [{ path: at, uid, gid, mode, aclText: undefined }]
  return follow({ at, rest, links, closedAbove: [...closedAbove, ...closed] }, means)
}

function namesIn(path: string): readonly string[] {
  return path.split('/').filter((name) => name !== '' && name !== '.')
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

/** What lies directly in a directory, counted by kind, owner and permissions. */
async function sample(dir: string, { mounts, entryOf, files }: Means): Promise<Sample | undefined> {
  const names = await files.listSome(dir || '/', MAX_SAMPLED + 1)
  if (names === undefined) return undefined
  const entries = await Promise.all(
    names.slice(0, MAX_SAMPLED).map(async (name) => {
      const path = `${dir}/${name}`
      const type = fileSystemOf(mounts, path)
      if (type !== undefined && isRemoteFileSystem(type)) return undefined
      const entry = await entryOf(path)
      return typeof entry === 'string' ? undefined : { name, entry }
    }),
  )
  const groups = new Map<string, Sample['groups'][number]>()
  for (const one of entries) {
    if (one === undefined) continue
    const { target: _, ...inode } = one.entry
    const key = `${inode.kind} ${inode.uid} ${inode.gid} ${inode.mode}`
    const known = groups.get(key) ?? { ...inode, aclText: undefined, count: 0, example: one.name }
    groups.set(key, { ...known, count: known.count + 1 })
  }
  return {
    groups: [...groups.values()],
    complete: names.length <= MAX_SAMPLED && entries.every((entry) => entry !== undefined),
  }
}

/** Of the paths themselves and of closed directories above them; of what lies inside where the directory has a list. */
async function addAccessLists(
  looks: readonly Look[],
  runProcess: RunProcess,
): Promise<readonly PathReading[]> {
  const seen = looks.filter(({ reading }) => reading.state.kind === 'seen')
  const outer = await readAccessLists(
    seen.flatMap(({ reading, realPath }) => [
      realPath,
      ...reading.closedAbove.map(({ path }) => path),
    ]),
    runProcess,
  )
  const examples = seen.flatMap((look) =>
    outer.get(look.realPath) ? examplesIn(look).map(({ path }) => path) : [],
  )
  const inner = await readAccessLists(examples, runProcess)
  const lists = new Map([...outer, ...inner])
  return looks.map((look) => withAccessLists(look, lists))
}

function withAccessLists(
  { reading, realPath }: Look,
  lists: ReadonlyMap<string, string>,
): PathReading {
  const { state, closedAbove } = reading
  if (state.kind !== 'seen') return reading
  const { inode, inside } = state
  return {
    ...reading,
    closedAbove: closedAbove.map((parent) => withList(parent, lists.get(parent.path))),
    state: {
      ...state,
      inode: withList(inode, lists.get(realPath)),
      inside: inside && {
        ...inside,
        // One speaks for those that are alike.
        groups: inside.groups.map((group) =>
          withList(group, lists.get(`${realPath}/${group.example}`)),
        ),
      },
    },
  }
}

function withList<One extends Pick<Inode, 'aclText'>>(one: One, aclText: string | undefined): One {
  return { ...one, aclText }
}

function examplesIn({ reading: { state }, realPath }: Look): readonly { readonly path: string }[] {
  if (state.kind !== 'seen') return []
  return (state.inside?.groups ?? []).map(({ example }) => ({ path: `${realPath}/${example}` }))
}

function unread(path: string, fileSystem: string | undefined): PathReading {
  return { path, fileSystem, state: { kind: 'not-read' }, closedAbove: [] }
}

function remembering<Value>(
  read: (path: string) => Promise<Value>,
): (path: string) => Promise<Value> {
  const known = new Map<string, Promise<Value>>()
  return (path) => {
    const earlier = known.get(path) ?? read(path)
    known.set(path, earlier)
    return earlier
  }
}
