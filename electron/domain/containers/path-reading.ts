/** What was seen of a path on this machine that a container gets: nothing concluded, nothing of any file's content. */
export type PathReading = {
  readonly path: string
  /** The type of the file system it lies on (`ext4`, `nfs4`, `fuse.sshfs`), from /proc/self/mountinfo. */
  readonly fileSystem: string | undefined
  readonly state: PathState
  /** Directories above it that others may not pass through (no o+x), outermost first. */
  readonly closedAbove: readonly OwnedPath[]
}

export type PathState =
  | { readonly kind: 'absent' }
  /** The user may not look; root could tell. */
  | { readonly kind: 'denied' }
  /** Not looked at: another machine may have to answer, or time was up. */
  | { readonly kind: 'not-read' }
  | {
      readonly kind: 'seen'
      readonly inode: Inode
      /** A sample of what lies in a directory; undefined where nothing may be listed. */
      readonly inside: Sample | undefined
    }

export type InodeKind = 'directory' | 'file' | 'socket' | 'device' | 'link' | 'other'

export type Inode = {
  readonly kind: InodeKind
  readonly uid: number
  readonly gid: number
  /** Permission bits, for example 0o755. Where there is an access control list, the group's are its mask (acl(5)). */
  readonly mode: number
  /**
   * The entries of its access control list as getfacl(1) prints them with numbers, one a line; empty where it has none,
   * undefined where nobody could tell.
   */
  readonly aclText: string | undefined
}

export type OwnedPath = Pick<Inode, 'uid' | 'gid' | 'mode' | 'aclText'> & { readonly path: string }

export type Sample = {
  /** Entries that are alike, counted. */
  readonly groups: readonly SampleGroup[]
  /** Whether everything was seen. */
  readonly complete: boolean
}

export type SampleGroup = Inode & {
  readonly count: number
  /** One of them, below the directory; empty where names were not noted. */
  readonly example: string
}
