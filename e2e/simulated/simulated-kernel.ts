import type { FileState } from '#domain/host-snapshot.ts'
import { userNamespaceOptionLine } from '#domain/kernel/boot-arguments.ts'
import type { KernelSnapshot, KubernetesProcess } from '#domain/kernel/kernel-snapshot.ts'
import {
  BOOT_PATHS,
  BOOT_PROGRAMS,
  KUBERNETES_PATHS,
  KUBERNETES_PROCESSES,
  SYSCTL_CONF,
  SYSCTL_DIRS,
} from '#domain/kernel/kernel-snapshot.ts'

/** What electron/host/read-kernel.ts would read on a machine that has these files; programs may be empty ones. */
export function simulatedKernel(
  texts: ReadonlyMap<string, string>,
  release: string,
  file: (path: string) => FileState,
): KernelSnapshot {
  const paths = [...texts.keys()]
  const exists = (path: string) =>
    texts.has(path) || paths.some((other) => other.startsWith(`${path}/`))
  const trimmed = (path: string) => texts.get(path)?.trim()
  const sysctlPaths = paths.filter(
    (path) =>
      path === SYSCTL_CONF ||
      (path.endsWith('.conf') && SYSCTL_DIRS.includes(path.slice(0, path.lastIndexOf('/')))),
  )
  return {
    bootId: trimmed('/proc/sys/kernel/random/boot_id'),
    commandLine: trimmed('/proc/cmdline') ?? '',
    userNamespaceOption: userNamespaceOption(texts, release),
    parameters: {
      userNamespaceEnable: trimmed('/sys/module/user_namespace/parameters/enable'),
      unprivilegedEnable: trimmed('/sys/module/namespace/parameters/unpriv_enable'),
    },
    unprivileged: {
      usernsClone: trimmed('/proc/sys/kernel/unprivileged_userns_clone'),
      apparmorRestrict: trimmed('/proc/sys/kernel/apparmor_restrict_unprivileged_userns'),
    },
    sysctlFiles: sysctlPaths.map((path) => ({ path, file: file(path) })),
    bootPrograms: BOOT_PROGRAMS.filter((name) =>
      ['/usr/sbin', '/usr/bin', '/sbin', '/bin'].some((dir) => texts.has(`${dir}/${name}`)),
    ),
    bootPaths: BOOT_PATHS.filter(exists),
    kubernetesProcesses: kubernetesProcesses(texts),
    kubernetesPaths: KUBERNETES_PATHS.filter(exists),
  }
}

function userNamespaceOption(
  texts: ReadonlyMap<string, string>,
  release: string,
): KernelSnapshot['userNamespaceOption'] {
  const paths = [`/boot/config-${release}`, `/lib/modules/${release}/config`]
  for (const path of paths) {
    const line = userNamespaceOptionLine(texts.get(path) ?? '')
    if (line !== undefined) return { path, line }
  }
  return undefined
}

/** /proc/PID/comm and cmdline of the tree; a cmdline may be written with spaces instead of NULs. */
function kubernetesProcesses(texts: ReadonlyMap<string, string>): readonly KubernetesProcess[] {
  return [...texts].flatMap(([path, text]) => {
    const pid = /^\/proc\/(?<pid>\d+)\/comm$/.exec(path)?.groups?.['pid']
    const name = text.trim()
    if (pid === undefined || !KUBERNETES_PROCESSES.includes(name)) return []
    const argv = (texts.get(`/proc/${pid}/cmdline`) ?? name).split(/[\0\s]+/).filter(Boolean)
    return [{ name, argv }]
  })
}
