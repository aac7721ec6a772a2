import type { FileState, HostSnapshot, MachineSnapshot } from '../host-snapshot.ts'
import type { KernelSnapshot } from '../kernel/kernel-snapshot.ts'
import { bookworm, textFile } from './bookworm.ts'

const plain: KernelSnapshot = {
  bootId: '0d8dbf44-2d28-4d2c-8b4e-2a4f0c1c9a11',
  commandLine: 'BOOT_IMAGE=/boot/vmlinuz root=UUID=1 ro quiet',
  userNamespaceOption: { path: '/boot/config-6.1.0-38-amd64', line: 'CONFIG_USER_NS=y' },
  parameters: { userNamespaceEnable: undefined, unprivilegedEnable: undefined },
  unprivileged: { usernsClone: undefined, apparmorRestrict: undefined },
  maxKeys: '200',
  sysctlFiles: [],
  bootPrograms: ['update-grub'],
  bootPaths: ['/boot/grub'],
  kubernetesProcesses: [],
  kubernetesPaths: [],
}

/** Bookworm with another kernel, started otherwise. */
export function bookwormWithKernel(
  kernel: Partial<KernelSnapshot>,
  machine: Partial<MachineSnapshot> = {},
  otherFiles: Readonly<Record<string, FileState>> = {},
): HostSnapshot {
  return {
    ...bookworm,
    machine: { ...bookworm.machine, ...machine, kernel: { ...plain, ...kernel } },
    files: { ...bookworm.files, otherFiles },
  }
}

/** CentOS 7 with grubby, by the build of its kernel: 514 is 7.3, 693 is 7.4, 957 is 7.6, 1160 is 7.9. */
export function centos7(
  build: number,
  kernel: Partial<KernelSnapshot> = {},
  machine: Partial<MachineSnapshot> = {},
): HostSnapshot {
  const kernelRelease = `3.10.0-${build}.el7.x86_64`
  return bookwormWithKernel(
    {
      userNamespaceOption: { path: `/boot/config-${kernelRelease}`, line: 'CONFIG_USER_NS=y' },
      bootPrograms: ['grubby', 'grub2-mkconfig'],
      bootPaths: ['/boot/grub2'],
      ...kernel,
    },
    {
      kernelRelease,
      // The limit came with 7.4.
      maxUserNamespaces: build < 693 ? undefined : '0\n',
      osRelease: textFile(
        'PRETTY_NAME="CentOS Linux 7 (Core)"\nVERSION_ID="7"\nID="centos"\nID_LIKE="rhel fedora"\n',
      ),
      ...machine,
    },
  )
}

export function sysctlFile(path: string, text: string): KernelSnapshot['sysctlFiles'][number] {
  return { path, file: textFile(text) }
}
