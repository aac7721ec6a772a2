/** One mounted file system. */
export type MountPoint = { readonly path: string; readonly type: string }

/**
 * /proc/<pid>/mountinfo (proc_pid_mountinfo(5)): the mount point is its fifth field, the type the first one after a
 * lone hyphen. Blanks and backslashes in a path are octal escapes. Lines that say neither are passed over.
 */
export function parseMountInfo(text: string): readonly MountPoint[] {
  return text.split('\n').flatMap((line) => {
    const fields = line.split(' ')
    const path = fields[4]
    const type = fields[fields.indexOf('-', 6) + 1]
    if (path === undefined || type === undefined || fields.indexOf('-', 6) === -1) return []
    return [{ path: unescapeOctal(path), type }]
  })
}

function unescapeOctal(text: string): string {
  return text.replace(/\\(?<digits>[0-7]{3})/g, (_, digits: string) =>
    String.fromCodePoint(Number.parseInt(digits, 8)),
  )
}

/** The type of the file system that a path without links lies on; of several on one mount point the last is on top. */
export function fileSystemOf(mounts: readonly MountPoint[], path: string): string | undefined {
  const above = mounts.filter(
    (mount) => mount.path === '/' || path === mount.path || path.startsWith(`${mount.path}/`),
  )
  return above.reduce<MountPoint | undefined>(
    (best, mount) => (best && best.path.length > mount.path.length ? best : mount),
    undefined,
  )?.type
}
