import { expect, it } from 'vitest'
import { simulatedKernel } from './simulated-kernel.ts'

const texts = new Map([
  ['/proc/cmdline', 'ro user_namespace.enable=1\n'],
  ['/proc/sys/kernel/random/boot_id', 'b1\n'],
  ['/proc/sys/kernel/unprivileged_userns_clone', '0\n'],
  ['/proc/1/comm', 'systemd\n'],
  ['/proc/7/comm', 'kubelet\n'],
  ['/proc/7/cmdline', '/usr/bin/kubelet --v=2\n'],
  ['/boot/config-3.10.0', 'CONFIG_USER_NS=y\n'],
  ['/boot/grub2/grub.cfg', ''],
  ['/usr/sbin/grubby', ''],
  ['/etc/sysctl.d/a.conf', 'x = 1\n'],
  ['/etc/sysctl.d/old/b.conf', 'x = 1\n'],
  ['/etc/sysctl.d/README', ''],
  ['/etc/kubernetes/kubelet.conf', ''],
])

it('reads the files of a tree as the real reading does those of a machine', () => {
  const text = { kind: 'text', text: '', mode: 0o644, uid: 0, gid: 0 } as const
  expect(simulatedKernel(texts, '3.10.0', () => text)).toEqual({
    bootId: 'b1',
    commandLine: 'ro user_namespace.enable=1',
    userNamespaceOption: { path: '/boot/config-3.10.0', line: 'CONFIG_USER_NS=y' },
    parameters: { userNamespaceEnable: undefined, unprivilegedEnable: undefined },
    unprivileged: { usernsClone: '0', apparmorRestrict: undefined },
    sysctlFiles: [{ path: '/etc/sysctl.d/a.conf', file: text }],
    bootPrograms: ['grubby'],
    bootPaths: ['/boot/grub2'],
    kubernetesProcesses: [{ name: 'kubelet', argv: ['/usr/bin/kubelet', '--v=2'] }],
    kubernetesPaths: ['/etc/kubernetes'],
  })
})
