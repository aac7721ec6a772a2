import type { Declarations } from './declaration.ts'
import { when } from './declaration.ts'
import { derived, documented, readInSource } from './sources.ts'

const NAMESPACES = 'https://man7.org/linux/man-pages/man7/user_namespaces.7.html'

/** What the kernel and the file system of the machine allow. */
export const kernelFindings = {
  /** runc's own test; the same file is in the sources of Docker's check-config.sh. */
  'user-namespaces-missing': {
    severity: 'blocker',
    source: readInSource('https://github.com/moby/moby/blob/master/contrib/check-config.sh'),
    find: ({ machine: { userNamespaces, kernelRelease } }) =>
      when(userNamespaces === 'none-in-kernel', ['/proc/self/ns/user', kernelRelease]),
  },
  'user-namespaces-limit-zero': {
    severity: 'blocker',
    source: documented(NAMESPACES),
    find: ({ machine }) =>
      when(machine.userNamespaces === 'limit-zero', ['user.max_user_namespaces = 0']),
  },
  /** values: path, reason (an `UnusableReason`) */
  'file-unusable': {
    severity: 'blocker',
    source: documented('https://man7.org/linux/man-pages/man5/subuid.5.html'),
    find: ({ unusableFiles, access }) =>
      unusableFiles
        // What the user may not read, root still may: that is `probe-needed`.
        .filter(({ reason }) => reason !== 'permission' || access === 'elevated')
        .map(({ path, reason }) => ({ evidence: [path], values: { path, reason } })),
  },
  /** This machine is itself a system container; WSL is a virtual machine with a kernel of its own. values: manager */
  'inside-system-container': {
    severity: 'warning',
    source: derived('https://github.com/opencontainers/runc/issues/1658'),
    find: ({ machine: { insideContainer: manager } }) =>
      manager === undefined || manager === 'wsl' ? [] : when(true, [manager], { manager }),
  },
  /** values: release */
  'kernel-ok': {
    severity: 'note',
    source: documented(NAMESPACES),
    find: ({ machine: { userNamespaces, kernelRelease: release } }) =>
      when(userNamespaces === 'available', [release], { release }),
  },
} as const satisfies Declarations
