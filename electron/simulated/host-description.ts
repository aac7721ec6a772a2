import type { Result } from '#domain/result.ts'
import { failure, success } from '#domain/result.ts'
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

export type Json = { readonly [key: string]: unknown }

/** A host tree as it is written (e2e/hosts/README.md): host.json as it stands there, and the files below root/. */
export type HostTree = {
  /** Where host.json is, for whoever has to correct it. */
  readonly place: string
  readonly json: Json
  readonly texts: ReadonlyMap<string, string>
  readonly links: ReadonlyMap<string, string>
  readonly executables: ReadonlySet<string>
  readonly unreadable: ReadonlyMap<string, 'too-large' | 'not-utf8'>
}

/** The tree of a machine of this name; undefined where there is none. */
export type FindTree = (name: string) => Result<HostTree, string> | undefined

/**
 * Makes a machine of its tree. With `base`, it starts as that machine: files replace files, objects in host.json are
 * merged, arrays and values replace, and null takes a value away. A failure is one sentence for the person who wrote
 * the tree.
 */
export function describeHost(tree: HostTree, findBase: FindTree): Result<LoadedHost, string> {
  const merged = withBases(tree, findBase, [])
  if (!merged.ok) return merged
  const { json, links: allLinks, executables, unreadable } = merged.value
  const parsed = hostDescriptionSchema.safeParse(json)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const where = issue?.path.length ? issue.path.join('.') : 'the whole'
    return failure(
      `${tree.place}: ${where} is wrong (${issue?.message}). Correct it; README.md of e2e/hosts explains every key.`,
    )
  }
  const description = {
    ...parsed.data,
    unreadableFiles: { ...Object.fromEntries(unreadable), ...parsed.data.unreadableFiles },
  }
  const texts = new Map(merged.value.texts)
  const links = new Map(allLinks)
  for (const path of description.absentFiles) {
    texts.delete(path)
    links.delete(path)
  }
  return success({ description, texts, links, executables })
}

function withBases(
  tree: HostTree,
  findBase: FindTree,
  inheritors: readonly string[],
): Result<HostTree, string> {
  const { place } = tree
  const { base, ...own } = tree.json
  if (inheritors.includes(place)) {
    return failure(`${place}: base leads back to this machine. Name another base, or none.`)
  }
  if (base === undefined || base === null) return success({ ...tree, json: merge({}, own) })
  const found = typeof base === 'string' ? findBase(base) : undefined
  if (found === undefined) {
    return failure(
      `${place}: base is ${JSON.stringify(base)}, and there is no such machine. Name one that is there, or leave base out.`,
    )
  }
  if (!found.ok) return found
  const inherited = withBases(found.value, findBase, [...inheritors, place])
  return inherited.ok
    ? success({ ...overlay(inherited.value, tree), json: merge(inherited.value.json, own) })
    : inherited
}

/** What the second tree has at a path wins, whether text, link or unreadable. */
function overlay(base: HostTree, own: HostTree): HostTree {
  const paths = new Set([...own.texts.keys(), ...own.links.keys(), ...own.unreadable.keys()])
  return {
    ...own,
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

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
