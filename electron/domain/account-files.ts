import type { IdKind, IdRange } from './id-range.ts'
import { MAX_ID } from './id-range.ts'

/** A line of passwd(5). */
export type Account = {
  readonly name: string
  readonly uid: number
  readonly gid: number
  readonly gecos: string
  readonly home: string
  readonly shell: string
}

/** A line of group(5). */
export type Group = {
  readonly name: string
  readonly gid: number
  readonly members: readonly string[]
}

/** How shadow hands out subordinate IDs: `count` each from `pool`, the first free ones or computed from the UID. */
export type Allocation = {
  readonly pool: IdRange
  readonly count: number
  readonly deterministic: boolean
}

/** What login.defs(5) says about handing out IDs; the man page's defaults where it is silent. */
export type LoginDefs = {
  /** SUB_UID_MIN..SUB_UID_MAX, SUB_UID_COUNT and SUB_UID_DETERMINISTIC, and the same of SUB_GID_. */
  readonly subordinate: Readonly<Record<IdKind, Allocation>>
  /** SYS_UID_MIN..SYS_UID_MAX and SYS_GID_MIN..SYS_GID_MAX. */
  readonly systemIds: { readonly uid: IdRange; readonly gid: IdRange }
  /** UID_MIN..UID_MAX: the accounts of people. */
  readonly userIds: IdRange
}

/** passwd(5). Lines without seven fields and numeric IDs are no accounts; further fields are a part of the shell. */
export function parsePasswd(text: string): readonly Account[] {
  return entriesOf(text).flatMap((line) => {
    const [name = '', , uidText, gidText, gecos = '', home = '', ...shell] = line.split(':')
    const uid = parseId(uidText)
    const gid = parseId(gidText)
    if (name === '' || uid === undefined || gid === undefined || shell.length === 0) return []
    return [{ name, uid, gid, gecos, home, shell: shell.join(':') }]
  })
}

/** group(5). Lines that are not four fields with a numeric ID are no groups. */
export function parseGroup(text: string): readonly Group[] {
  return entriesOf(text).flatMap((line) => {
    const [name = '', , gidText, ...members] = line.split(':')
    const gid = parseId(gidText)
    if (name === '' || gid === undefined || members.length === 0) return []
    return [{ name, gid, members: membersOf(members.join(':')) }]
  })
}

/** White space to the C library, whatever the language. */
const LEADING_SPACE = /^[ \t\v\f\r]+/

/**
 * Lines as the C library takes them (seen with getent of glibc 2.36): without white space before them, and neither
 * comments nor the `+` and `-` lines of NIS; what NUL cuts short is no entry.
 */
function entriesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.replace(LEADING_SPACE, ''))
    .filter((line) => !/^[#+-]/.test(line) && !line.includes('\0'))
}

/** White space before a member is none of its name's, and what is behind it is. */
function membersOf(text: string): readonly string[] {
  return text
    .split(',')
    .map((member) => member.replace(LEADING_SPACE, ''))
    .filter((member) => member !== '')
}

/** login.defs(5). The last line of a name wins; numbers may be decimal, octal or hexadecimal, as strtol(3) reads them. */
export function parseLoginDefs(text: string): LoginDefs {
  const values = new Map(
    [...text.matchAll(/^[ \t]*(?<name>[A-Z_]+)[ \t]+"?(?<value>[^\s"#]+)/gm)].map((match) => [
      match.groups?.['name'],
      match.groups?.['value'],
    ]),
  )
  const number = (name: string, otherwise: number) => parseNumber(values.get(name)) ?? otherwise
  // getdef_bool ignores case. Either switch counts for both files: shadow of 2026-06 asks for the GID's where it
  // computes UIDs (read in its source, lib/find_new_sub_uids.c).
  const deterministic = ['SUB_UID_DETERMINISTIC', 'SUB_GID_DETERMINISTIC'].some(
    (name) => values.get(name)?.toLowerCase() === 'yes',
  )
  // Computed ranges have wider limits unless login.defs says otherwise (the same file).
  const [lowest, highest] = deterministic ? [65536, MAX_ID + 1] : [100000, 600100000]
  const allocation = (kind: 'UID' | 'GID'): Allocation => ({
    pool: rangeBetween(number(`SUB_${kind}_MIN`, lowest), number(`SUB_${kind}_MAX`, highest)),
    count: number(`SUB_${kind}_COUNT`, 65536),
    deterministic,
  })
  const userStart = number('UID_MIN', 1000)
  const groupStart = number('GID_MIN', 1000)
  return {
    subordinate: { uid: allocation('UID'), gid: allocation('GID') },
    systemIds: {
      uid: rangeBetween(number('SYS_UID_MIN', 101), number('SYS_UID_MAX', userStart - 1)),
      gid: rangeBetween(number('SYS_GID_MIN', 101), number('SYS_GID_MAX', groupStart - 1)),
    },
    userIds: rangeBetween(userStart, number('UID_MAX', 60000)),
  }
}

/**
 * The service that shadow asks for subordinate IDs: the first word of the first `subid:` line that has one, in any case
 * (shadow lib/nss.c; getsubids of Debian 12 does the same). Only that one: there are no further services as elsewhere
 * in the file. `files` where no line names another. Docker never asks a service.
 */
export function parseSubidService(text: string): string {
  const line = /^subid:[ \t]*(?<service>[^\s]+)/im.exec(text)
  return line?.groups?.['service'] ?? 'files'
}

/** The services nsswitch.conf(5) names for `database`, in order, without `[…]` actions. Empty when it has no line. */
export function parseNsswitch(text: string, database: string): readonly string[] {
  const line = text
    .split('\n')
    .map((line) => line.replace(/#.*/s, '').trim())
    .find((line) => line.startsWith(`${database}:`))
  return (line?.slice(database.length + 1) ?? '')
    .replace(/\[[^\]]*\]/g, ' ')
    .split(/\s+/)
    .filter((service) => service !== '')
}

function parseId(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d+$/.test(text)) return undefined
  const id = Number(text)
  return id <= MAX_ID + 1 ? id : undefined
}

function parseNumber(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (/^0[0-7]+$/.test(text)) return Number.parseInt(text, 8)
  return /^(?:0[xX][0-9a-fA-F]+|\d+)$/.test(text) ? Number(text) : undefined
}

function rangeBetween(first: number, last: number): IdRange {
  return { start: first, count: Math.max(0, last - first + 1) }
}
