/** Programs that change the arguments of the next boot's kernel by themselves. */
export type KernelArgumentTool = (typeof KERNEL_ARGUMENT_TOOLS)[number]

export const KERNEL_ARGUMENT_TOOLS = [
  /** Fedora and RHEL: every installed kernel (grubby(8), `--update-kernel=ALL`). */
  'grubby',
  /** Silverblue, CoreOS and other OSTree systems: a new deployment (rpm-ostree(1), kargs). */
  'rpm-ostree',
  /** Pop!_OS with systemd-boot. */
  'kernelstub',
] as const

/** What takes an edited /etc/default/grub or /etc/kernel/cmdline into the boot loader's own files. */
export type BootLoaderTool = (typeof BOOT_LOADER_TOOLS)[number]

export const BOOT_LOADER_TOOLS = [
  /** Debian and Ubuntu. */
  'update-grub',
  /** SUSE: `-o /boot/grub2/grub.cfg`. */
  'grub2-mkconfig',
  /** Arch: `-o /boot/grub/grub.cfg`. */
  'grub-mkconfig',
  /** systemd-boot: `kernel-install add` for each installed kernel (kernel-install(8)). */
  'kernel-install',
] as const

/** Arguments that Subroot may add or remove: a name, and a plain value. */
export const KERNEL_ARGUMENT = /^[a-z0-9_.]+=[a-z0-9]+$/
