import type { TextEdit } from '#domain/text-edit.ts'
import { SYSCTL_CONF, SYSCTL_DIRS } from './kernel-snapshot.ts'

/** One assignment of a sysctl.d(5) file. `line` counts from 1. */
export type SysctlAssignment = {
  /** As /proc/sys has it: `user/max_user_namespaces`. May contain `*` and `?`. */
  readonly key: string
  readonly value: string
  readonly line: number
}

export type SetBy = { readonly path: string; readonly line: number; readonly value: string }

/**
 * The assignments of a file. Comments begin with `#` or `;`; a `-` before a name only says that failure does not matter.
 * Lines that are none of these are left out, as systemd-sysctl and sysctl(8) do.
 */
export function parseSysctl(text: string): readonly SysctlAssignment[] {
  return lines(text).flatMap(({ content, number }) => {
    const assignment = parseLine(content)
    return assignment ? [{ ...assignment, line: number }] : []
  })
}

function parseLine(content: string): { readonly key: string; readonly value: string } | undefined {
  const match = /^\s*-?\s*(?<name>[^#;=\s][^=]*?)\s*=\s*(?<value>.*?)\s*$/.exec(content)
  const name = match?.groups?.['name']
  const value = match?.groups?.['value']
  return name === undefined || value === undefined ? undefined : { key: keyOf(name), value }
}

/**
 * The path below /proc/sys. Where the first separator is a dot, dots separate and slashes are dots of the name
 * (sysctl.d(5), "KEY NAME FORMAT").
 */
function keyOf(name: string): string {
  const first = /[./]/.exec(name)?.[0]
  return first === '.' ? name.replaceAll(/[./]/g, (sign) => (sign === '.' ? '/' : '.')) : name
}

/**
 * The files in the order in which they are applied: by name, whatever their directory, and of files with one name only
 * that of the first directory. A file that could not be read still hides the others of its name. /etc/sysctl.conf comes
 * last: sysctl(8) reads it so, and systemd reads it under the name of the link that distributions put there.
 */
export function inSysctlOrder<File extends { readonly path: string }>(
  files: readonly File[],
): readonly File[] {
  const byName = new Map<string, File>()
  for (const directory of SYSCTL_DIRS.toReversed()) {
    for (const file of files) {
      const name = nameIn(directory, file.path)
      if (name !== undefined) byName.set(name, file)
    }
  }
  const ordered = [...byName].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, file]) => file)
  return [...ordered, ...files.filter(({ path }) => path === SYSCTL_CONF)]
}

function nameIn(directory: string, path: string): string | undefined {
  const name = path.startsWith(`${directory}/`) ? path.slice(directory.length + 1) : ''
  return name.endsWith('.conf') && !name.includes('/') ? name : undefined
}

/**
 * Every line that sets a key, in the order in which they are applied: the last one wins. Patterns count only where no
 * line names the key itself, which systemd prefers wherever it stands.
 */
export function settersOf(
  files: readonly { readonly path: string; readonly text: string }[],
  name: string,
): readonly SetBy[] {
  const key = keyOf(name)
  const all = inSysctlOrder(files).flatMap(({ path, text }) =>
    parseSysctl(text).map(({ key, value, line }) => ({ path, key, value, line })),
  )
  const named = all.filter((assignment) => assignment.key === key)
  const setters =
    named.length > 0 ? named : all.filter((assignment) => matches(assignment.key, key))
  return setters.map(({ path, line, value }) => ({ path, line, value }))
}

/** `*` and `?` of glob(7); other patterns are nobody's business here. */
function matches(pattern: string, key: string): boolean {
  if (!/[*?]/.test(pattern)) return false
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('*', '[^/]*')
    .replaceAll('?', '[^/]')
  return new RegExp(`^${source}$`).test(key)
}

/** Edits after which the file sets `name` to `value` and to nothing else; none where that is so already. */
export function setSysctl(text: string, name: string, value: string): readonly TextEdit[] {
  const key = keyOf(name)
  const own = lines(text).filter(({ content }) => parseLine(content)?.key === key)
  if (own.length === 0) {
    const separator = text === '' || text.endsWith('\n') ? '' : '\n'
    return [{ offset: text.length, length: 0, content: `${separator}${name} = ${value}\n` }]
  }
  return own.flatMap(({ content, offset }) => {
    const current = parseLine(content)?.value ?? ''
    if (current === value) return []
    const at = content.lastIndexOf(current, content.trimEnd().length - current.length)
    return [{ offset: offset + at, length: current.length, content: value }]
  })
}

type Line = { readonly content: string; readonly offset: number; readonly number: number }

/** Lines without their line feed, and where they start. */
function lines(text: string): readonly Line[] {
  let offset = 0
  return text.split('\n').map((content, index) => {
    const line = { content, offset, number: index + 1 }
    offset += content.length + 1
    return line
  })
}
