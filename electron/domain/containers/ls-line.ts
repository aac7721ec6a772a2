import type { Inode, InodeKind } from './path-reading.ts'

const LETTERS: Readonly<Record<InodeKind, string>> = {
  directory: 'd',
  file: '-',
  socket: 's',
  // Character and block devices alike.
  device: 'c',
  link: 'l',
  other: '?',
}

/** As `ls -ln` shows it: type and permissions, owner, group, path; a `+` where there is an access control list. */
export function lsLine({ kind, mode, uid, gid, aclText }: Inode, path: string): string {
  const bits = 'rwxrwxrwx'
    .split('')
    .map((letter, index) => (mode & (0o400 >> index) ? letter : '-'))
  if (mode & 0o1000) bits[8] = bits[8] === 'x' ? 't' : 'T'
  if (mode & 0o2000) bits[5] = bits[5] === 'x' ? 's' : 'S'
  if (mode & 0o4000) bits[2] = bits[2] === 'x' ? 's' : 'S'
  return `${LETTERS[kind]}${bits.join('')}${aclText ? '+' : ''} ${uid} ${gid} ${path}`.trimEnd()
}
