import type { Consent } from '#domain/consents.ts'

type ConsentText = {
  /** The agreement itself, beside its switch. */
  readonly title: string
  /** What Subroot does then; also said where the finding stands. */
  readonly does: string
  readonly means: string
  readonly undo: string
}

export const consentsInEnglish = {
  'raise-namespace-limit': {
    title: 'Allow user namespaces on this machine',
    does: 'Subroot raises `user.max_user_namespaces`, at once and, by a file in `/etc/sysctl.d`, at every start.',
    means:
      'A limit of 0 is often a security policy: the DISA STIG for RHEL asks for it, and accepts another value where it is needed and documented. User namespaces open more of the kernel to local users. Agree only if that is for you to decide.',
    undo: 'Undo removes the file and sets the limit back to what it was.',
  },
  'add-kernel-arguments': {
    title: 'Change the arguments that the kernel starts with',
    does: 'Subroot adds what is missing with the boot loader’s own tool. It takes effect when you restart the machine; afterwards Subroot goes on where you left off.',
    means:
      'Every later start of this machine uses the arguments. Nothing else about how it starts is changed.',
    undo: 'Undo takes out what was added, with the same tool. That, too, takes effect with a restart.',
  },
  'drop-remap-flag': {
    title: 'Take `--userns-remap` off Docker’s command line',
    does: 'Subroot takes the option off where Docker’s service passes it, out of its options or by a drop-in, and an older setting out of Docker’s file. The setting is then in one place only.',
    means:
      'Docker does not start with the setting in two places. If something else manages the service, configuration management for example, it may put the option back.',
    undo: 'Undo turns remapping off, but does not put these older settings back: with them, Docker would not start again as it runs now. The same goes if a change has to be put back after Docker was stopped.',
  },
  'replace-pending-remap': {
    title: 'Replace the remapping that Docker’s file already asks for',
    does: 'Subroot takes the older setting out of Docker’s file, gives the remap user a range that is checked, and sets remapping as you choose it.',
    means:
      'The older setting has not taken effect yet: it would at Docker’s next start, with whatever range its user has by then.',
    undo: 'Undo turns remapping off, but does not put the older setting back: with it, Docker would not start again as it runs now. The same goes if a change has to be put back after Docker was stopped.',
  },
  'normalise-ranges': {
    title: 'Put the remap user’s own ranges in order',
    does: 'Subroot replaces the remap user’s lines in `/etc/subuid` and `/etc/subgid` with one line each. Lines of others stay as they are.',
    means:
      'Images, containers and volumes that Docker made with the replaced lines are kept in their own directory, such as `/var/lib/docker/100000.100000`, and not used with the new range. Other files that belong to those IDs keep them, and no container owns them any more.',
    undo: 'Undo puts the lines back, byte for byte.',
  },
  'turn-off-containerd-snapshotter': {
    title: 'Turn off containerd’s image store for Docker',
    does: 'Subroot turns off `containerd-snapshotter` in Docker’s configuration file.',
    means:
      'Docker 29 and newer does not start with it and remapping together. Images and containers in that store are kept, but not visible until you undo. What only that store can do is not available meanwhile.',
    undo: 'Undo puts the file back, and what is in the store is visible again.',
  },
} as const satisfies Record<Consent, ConsentText>
