import type { kernelFindings } from '#domain/findings/kernel.ts'
import type { FindingText } from './finding-text.ts'

export const kernelFindingsInEnglish = {
  'user-namespaces-missing': {
    title: 'This kernel has no user namespaces',
    detail:
      'Remapping rests on them, and Linux {release} was built or started without them. Docker would start, but no container would.',
    action: 'Start this machine with a kernel that has `CONFIG_USER_NS`, then look again.',
  },
  'kernel-argument-missing': {
    title: 'The kernel needs an argument when it starts: `{arguments}`',
    detail:
      'This kernel keeps user namespaces turned off until it is asked for them at boot. With your agreement Subroot adds the argument with `{loader}` and stops there. Then you restart the machine, open Subroot again, and it goes on. Undo takes the argument away again.',
    action: 'Agree to the boot argument, or add it yourself and restart the machine.',
  },
  'kernel-argument-by-hand': {
    title: 'The kernel needs an argument that only you can add: `{arguments}`',
    detail:
      'This kernel keeps user namespaces turned off until it is asked for them at boot. Here the arguments are kept in `{place}`, in a way that Subroot cannot change safely.',
    action:
      'Add `{arguments}` to the kernel arguments in `{place}`, restart the machine, then look again.',
  },
  'kernel-argument-outside': {
    title: 'The machine around this one has to start with `{arguments}`',
    detail:
      'This machine is a container ({manager}), so its kernel is started by the machine around it. That kernel keeps user namespaces turned off until it is asked for them at boot.',
    action: 'Add the argument on the outer machine, restart that, then look again.',
  },
  'reboot-pending': {
    title: 'Restart this machine, then open Subroot again',
    detail:
      'The boot loader already has `{arguments}` from `{path}`, but the kernel that runs now was started without it.',
    action: 'Restart the machine. Subroot goes on where you left off.',
  },
  'kernel-technology-preview': {
    title: 'User namespaces are a preview in this kernel',
    detail:
      'RHEL and CentOS before 7.4 have user namespaces as a technology preview, and containers have failed to start there. If Docker does not come back, everything is put back automatically.',
    action: 'Update to RHEL or CentOS 7.6 or newer if you can.',
  },
  'user-namespaces-limit-zero': {
    title: 'User namespaces are turned off by a limit of 0',
    detail:
      'The limit `user.max_user_namespaces` is 0, and it counts for root too: no remapped container would start. With your agreement Subroot raises it to 28633, now and by a file that is read last, and Undo puts both back.',
    action: 'If you may change this limit, agree to raising it.',
  },
  'user-namespaces-limit-zero-at-boot': {
    title: 'User namespaces will be off after the next start',
    detail:
      'The limit `user.max_user_namespaces` allows them now, but the next start sets it to 0: remapped containers would fail from then on. With your agreement Subroot writes a file that is read last and allows 28633.',
    action: 'If you may change this limit, agree to raising it.',
  },
  'user-namespaces-limit-set-last': {
    title: '`{path}` turns user namespaces off after every other file',
    detail:
      'It sets the limit `user.max_user_namespaces` to 0, and its name sorts after the file that Subroot would write, so it would win.',
    action: 'Take the line out of `{path}` if you may, then look again.',
  },
  'user-namespaces-limit-outside': {
    title: 'User namespaces are turned off around this machine',
    detail:
      'This machine is a container ({manager}), and its limit `user.max_user_namespaces` is 0. Raising it here could raise it on the machine around it, so Subroot does not.',
    action: 'Raise the limit on the outer machine, then look again.',
  },
  'namespace-limit-policy': {
    title: 'The limit of 0 looks like a security rule: `{rule}`',
    detail:
      '`{path}` reads like a file of a security baseline (STIG, OSPP). Those ask for 0 unless containers are in use: with containers, the rule does not apply, which an auditor expects to find written down.',
    action: 'Ask whoever keeps this machine before you raise the limit, and write down why.',
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
  'unprivileged-namespaces-limited': {
    title: 'Limits for ordinary users stay as they are',
    detail:
      'Programs without administrator rights are kept from making user namespaces here. Docker runs as root, so this does not concern it, and Subroot never loosens such limits.',
    action: '',
  },
  'kernel-ok': {
    title: 'The kernel can do it',
    detail: 'Linux {release} has user namespaces, and they are not limited.',
    action: '',
  },
} as const satisfies Record<keyof typeof kernelFindings, FindingText>
