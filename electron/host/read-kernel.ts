import { gunzip } from 'node:zlib'
import { promisify } from 'node:util'
import type { FileState } from '#domain/host-snapshot.ts'
import { userNamespaceOptionLine } from '#domain/kernel/boot-arguments.ts'
import type {
  KernelSnapshot,
  KubernetesProcess,
  SysctlFile,
} from '#domain/kernel/kernel-snapshot.ts'
import {
  BOOT_PATHS,
  BOOT_PROGRAMS,
  KUBERNETES_PATHS,
  KUBERNETES_PROCESSES,
  SYSCTL_CONF,
  SYSCTL_DIRS,
} from '#domain/kernel/kernel-snapshot.ts'
import type { MachineFiles } from './machine-files.ts'
import type { ProcReader } from './proc-reader.ts'

const PROGRAM_DIRS = ['/usr/sbin', '/usr/bin', '/sbin', '/bin']
/** Configurations have some 300 kB of text, and 60 kB compressed. */
const MAX_CONFIG_BYTES = 4 * 1024 * 1024

const unzip = promisify(gunzip)

/** Everything about the kernel and Kubernetes that the user may see. Starts no process and writes nothing. */
export async function readKernel(
  files: MachineFiles,
  proc: ProcReader,
  release: string,
): Promise<KernelSnapshot> {
  const [
    bootId,
    commandLine,
    userNamespaceOption,
    userNamespaceEnable,
    unprivilegedEnable,
    usernsClone,
    apparmorRestrict,
    maxKeys,
    sysctlFiles,
    bootPrograms,
    bootPaths,
    kubernetesProcesses,
    kubernetesPaths,
  ] = await Promise.all([
    trimmed(files, '/proc/sys/kernel/random/boot_id'),
    trimmed(files, '/proc/cmdline'),
    readUserNamespaceOption(files, release),
    trimmed(files, '/sys/module/user_namespace/parameters/enable'),
    trimmed(files, '/sys/module/namespace/parameters/unpriv_enable'),
    trimmed(files, '/proc/sys/kernel/unprivileged_userns_clone'),
    trimmed(files, '/proc/sys/kernel/apparmor_restrict_unprivileged_userns'),
    trimmed(files, '/proc/sys/kernel/keys/maxkeys'),
    readSysctlFiles(files),
    keep(BOOT_PROGRAMS, (name) => isInstalled(files, name)),
    keep(BOOT_PATHS, (path) => exists(files, path)),
    readKubernetesProcesses(proc),
    keep(KUBERNETES_PATHS, (path) => exists(files, path)),
  ])
  return {
    bootId,
    commandLine: commandLine ?? '',
    userNamespaceOption,
    parameters: { userNamespaceEnable, unprivilegedEnable },
    unprivileged: { usernsClone, apparmorRestrict },
    maxKeys,
    sysctlFiles,
    bootPrograms,
    bootPaths,
    kubernetesProcesses,
    kubernetesPaths,
  }
}

/** Where moby's check-config.sh looks, in its order. */
async function readUserNamespaceOption(
  files: MachineFiles,
  release: string,
): Promise<KernelSnapshot['userNamespaceOption']> {
  const paths = ['/proc/config.gz', `/boot/config-${release}`, `/lib/modules/${release}/config`]
  for (const path of paths) {
    const bytes = await files.readStart(path, MAX_CONFIG_BYTES)
    if (bytes === undefined) continue
    const text = path.endsWith('.gz')
      ? await unzipped(bytes)
      : Buffer.from(bytes).toString('latin1')
    const line = userNamespaceOptionLine(text)
    if (line !== undefined) return { path, line }
  }
  return undefined
}

function unzipped(bytes: Uint8Array): Promise<string> {
  return unzip(bytes, { maxOutputLength: MAX_CONFIG_BYTES }).then(
    (buffer) => buffer.toString('latin1'),
    () => '',
  )
}

async function readSysctlFiles(files: MachineFiles): Promise<readonly SysctlFile[]> {
  const listed = await Promise.all(
    SYSCTL_DIRS.map(async (directory) => {
      const names = await files.list(directory)
      return names.filter((name) => name.endsWith('.conf')).map((name) => `${directory}/${name}`)
    }),
  )
  const read = await Promise.all(
    [...listed.flat(), SYSCTL_CONF].map(async (path) => ({
      path,
      file: await files.readReference(path),
    })),
  )
  return read.filter(({ file }) => !isAbsent(file))
}

function isAbsent({ kind }: FileState): boolean {
  return kind === 'absent'
}

async function readKubernetesProcesses(proc: ProcReader): Promise<readonly KubernetesProcess[]> {
  const found: KubernetesProcess[] = []
  await proc.visitProcesses((pid) => {
    const status = proc.readStatus(pid)
    if (status === undefined || !KUBERNETES_PROCESSES.includes(status.name)) return
    // Nodes of kind, minikube and k3d have a kubelet of their own.
    if (status.namespacePids.length > 1 || proc.readContainerId(pid) !== undefined) return
    found.push({ name: status.name, argv: proc.readArguments(pid) })
  })
  return found
}

async function isInstalled(files: MachineFiles, name: string): Promise<boolean> {
  const found = await Promise.all(
    PROGRAM_DIRS.map((directory) => files.isExecutable(`${directory}/${name}`)),
  )
  return found.includes(true)
}

async function exists(files: MachineFiles, path: string): Promise<boolean> {
  return (await files.kindOf(path)) !== undefined
}

async function keep(
  values: readonly string[],
  isSo: (value: string) => Promise<boolean>,
): Promise<readonly string[]> {
  const answers = await Promise.all(values.map(isSo))
  return values.filter((_, index) => answers[index])
}

async function trimmed(files: MachineFiles, path: string): Promise<string | undefined> {
  const bytes = await files.readStart(path, 64 * 1024)
  return bytes && Buffer.from(bytes).toString().trim()
}
