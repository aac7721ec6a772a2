import type { FileState } from '#domain/host-snapshot.ts'

/** What was read about the kernel, how it starts, and Kubernetes beside it; nothing concluded yet. Plain JSON. */
export type KernelSnapshot = {
  /** /proc/sys/kernel/random/boot_id, trimmed: another one after each start of the machine (random(4)). */
  readonly bootId: string | undefined
  /** /proc/cmdline, trimmed. */
  readonly commandLine: string
  /** The line about CONFIG_USER_NS in the running kernel's configuration; undefined where none can be read. */
  readonly userNamespaceOption: { readonly path: string; readonly line: string } | undefined
  /** Parameters of Red Hat's 3.10 kernels, `Y` or `N`; undefined where the kernel has no such file. */
  readonly parameters: {
    /** /sys/module/user_namespace/parameters/enable */
    readonly userNamespaceEnable: string | undefined
    /** /sys/module/namespace/parameters/unpriv_enable */
    readonly unprivilegedEnable: string | undefined
  }
  /** Limits of *unprivileged* user namespaces; undefined where the kernel has none. Only ever told, never changed. */
  readonly unprivileged: {
    /** kernel.unprivileged_userns_clone (Debian, Arch's hardened kernel). */
    readonly usernsClone: string | undefined
    /** kernel.apparmor_restrict_unprivileged_userns (Ubuntu). */
    readonly apparmorRestrict: string | undefined
  }
  /** kernel.keys.maxkeys: how many keys one ordinary user may have (keyrings(7)); undefined where it cannot be read. */
  readonly maxKeys: string | undefined
  /** Every `*.conf` of the directories of sysctl.d(5), and /etc/sysctl.conf where it is; in no particular order. */
  readonly sysctlFiles: readonly SysctlFile[]
  /** Which of `BOOT_PROGRAMS` are installed, by name. */
  readonly bootPrograms: readonly string[]
  /** Which of `BOOT_PATHS` exist, as far as the user may see. */
  readonly bootPaths: readonly string[]
  /** Kubernetes processes, outside Docker's containers. */
  readonly kubernetesProcesses: readonly KubernetesProcess[]
  /** Which of `KUBERNETES_PATHS` exist. */
  readonly kubernetesPaths: readonly string[]
}

export type SysctlFile = { readonly path: string; readonly file: FileState }

export type KubernetesProcess = {
  readonly name: string
  readonly argv: readonly string[]
}

export const BOOT_PROGRAMS: readonly string[] = [
  'grubby',
  'rpm-ostree',
  'kernelstub',
  'update-grub',
  'grub2-mkconfig',
  'grub-mkconfig',
  'kernel-install',
]

export const BOOT_PATHS: readonly string[] = [
  '/run/ostree-booted',
  '/boot/grub2',
  '/boot/grub',
  '/boot/loader/entries',
  '/efi/loader/entries',
  '/boot/EFI/Linux',
  '/efi/EFI/Linux',
  '/boot/efi/EFI/Linux',
  '/boot/firmware/cmdline.txt',
  '/boot/cmdline.txt',
  '/boot/extlinux/extlinux.conf',
  '/etc/lilo.conf',
]

/** As /proc/PID/comm names them: at most 15 bytes. */
export const KUBERNETES_PROCESSES: readonly string[] = [
  'kubelet',
  'cri-dockerd',
  'k3s',
  'k3s-server',
  'k3s-agent',
  'kubelite',
  'hyperkube',
]

export const KUBERNETES_PATHS: readonly string[] = [
  '/var/lib/kubelet',
  '/etc/kubernetes',
  '/var/snap/microk8s',
  '/etc/rancher/k3s',
]

/** Directories of sysctl.d(5), the first of which wins for files of one name; /lib is for systems where it is no link. */
export const SYSCTL_DIRS: readonly string[] = [
  '/etc/sysctl.d',
  '/run/sysctl.d',
  '/usr/local/lib/sysctl.d',
  '/usr/lib/sysctl.d',
  '/lib/sysctl.d',
]

/** Not read by systemd-sysctl itself; procps' `sysctl --system` and OpenRC read it last of all. */
export const SYSCTL_CONF = '/etc/sysctl.conf'
