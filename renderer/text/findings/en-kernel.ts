import type { kernelFindings } from '#domain/findings/kernel.ts'
import type { FindingText } from './finding-text.ts'

export const kernelFindingsInEnglish = {
  'user-namespaces-missing': {
    title: 'This kernel has no user namespaces',
    detail: 'Remapping rests on them. Docker would start, but no container would.',
    action:
      'Use a kernel with user namespaces. On RHEL and CentOS 7, start it with `user_namespace.enable=1`.',
  },
  'user-namespaces-limit-zero': {
    title: 'User namespaces are turned off on this machine',
    detail:
      'The limit `user.max_user_namespaces` is 0. It may be a security policy, so Subroot does not override it.',
    action:
      'If you may change it: `sudo sysctl -w user.max_user_namespaces=28633`, make it permanent in `/etc/sysctl.d`, then look again.',
  },
  'file-unusable': {
    title: 'A file that matters cannot be used: `{path}`',
    detail:
      'It cannot be read as plain text: {reason}. Subroot changes only files that it understands completely.',
    action: 'Put the file in order, then look again.',
  },
  'inside-system-container': {
    title: 'This machine is itself a container',
    detail:
      'It runs in {manager}. Whether containers with a user namespace work in it depends on the outer machine.',
    action: 'If Docker does not come back, everything is put back automatically.',
  },
  'kernel-ok': {
    title: 'The kernel can do it',
    detail: 'Linux {release} has user namespaces, and they are not limited.',
    action: '',
  },
} as const satisfies Record<keyof typeof kernelFindings, FindingText>
