import { blocker, note, warning, when } from './finding.ts'
import type { Finding } from './findings.ts'
import type { HostFacts } from './host-facts.ts'

/** What the kernel and the file system of the machine allow. */
export function assessMachine({ machine, unusableFiles, access }: HostFacts): readonly Finding[] {
  const { userNamespaces, kernelRelease, insideContainer } = machine
  return [
    ...when(
      userNamespaces === 'none-in-kernel',
      blocker('user-namespaces-missing', ['/proc/self/ns/user', kernelRelease]),
    ),
    ...when(
      userNamespaces === 'limit-zero',
      blocker('user-namespaces-limit-zero', ['user.max_user_namespaces = 0']),
    ),
    ...when(
      userNamespaces === 'available',
      note('kernel-ok', [kernelRelease], { release: kernelRelease }),
    ),
    ...unusableFiles
      // What the user may not read, root still may: that is `probe-needed`.
      .filter(({ reason }) => reason !== 'permission' || access === 'elevated')
      .map(({ path, reason }) => blocker('file-unusable', [path], { path, reason })),
    // WSL is a virtual machine of its own, with a kernel of its own.
    ...(insideContainer === undefined || insideContainer === 'wsl'
      ? []
      : [warning('inside-system-container', [insideContainer], { manager: insideContainer })]),
  ]
}
