/**
 * What the user has to agree to before the plan may take care of a finding. Without the agreement the finding blocks,
 * and nothing of it is ever done silently.
 */
export const CONSENTS = [
  /** `user.max_user_namespaces` is 0, perhaps by policy: raise it, now and by a file in /etc/sysctl.d. */
  'raise-namespace-limit',
  /** The kernel needs an argument at boot: add it to the boot loader's configuration, and reboot. */
  'add-kernel-arguments',
  /** `--userns-remap` is on dockerd's next command line: take it off there, for good. */
  'drop-remap-flag',
  /** daemon.json asks for remapping since Docker started: let the plan decide it instead, for good. */
  'replace-pending-remap',
  /** The remap user's own lines of /etc/subuid and /etc/subgid are several or broken: make them one. */
  'normalise-ranges',
  /** daemon.json turns on containerd's image store, with which Docker 29 refuses to remap: turn it off. */
  'turn-off-containerd-snapshotter',
] as const

export type Consent = (typeof CONSENTS)[number]

/** Where `userns-remap` is written: Docker's configuration file, or the options that its service passes to dockerd. */
export const CONFIGURATION_WAYS = ['daemon-config', 'docker-options'] as const

export type ConfigurationWay = (typeof CONFIGURATION_WAYS)[number]
