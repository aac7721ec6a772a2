import type { configurationFindings } from '#domain/findings/configuration.ts'
import type { FindingText } from './finding-text.ts'

export const configurationFindingsInEnglish = {
  'daemon-config-elsewhere': {
    title: 'Docker reads another configuration file',
    detail:
      'This daemon was started with `{path}`. Subroot changes `/etc/docker/daemon.json` only, for now.',
    action:
      'Move the settings to `/etc/docker/daemon.json` and remove `--config-file`, then look again.',
  },
  'userns-remap-flag-and-file': {
    title: 'Remapping is set twice',
    detail:
      'The command line says `{flag}`, the file says `{file}`. With both, Docker does not start.',
    action: 'Remove one of the two, then look again.',
  },
  'userns-remap-flag': {
    title: 'Remapping is set on Docker’s command line',
    detail:
      'The unit starts dockerd with `--userns-remap={value}`. The same key in daemon.json would keep Docker from starting.',
    action: 'Remove the option from the unit or its drop-in, restart Docker, then look again.',
  },
  'userns-remap-pending': {
    title: 'Remapping is asked for, but not in effect',
    detail:
      '`{path}` already says `{value}`, but the running Docker does not do it. Perhaps it was not restarted since, or it was told to remap root to itself.',
    action: 'Remove the key or restart Docker, then look again.',
  },
  'daemon-config-invalid': {
    title: 'Docker’s configuration file is not valid',
    detail:
      '`{path}`, line {line}, column {column}: {reason}. Docker would not start with this file, and Subroot does not repair it.',
    action: 'Correct the file, then look again.',
  },
  'containerd-snapshotter-on': {
    title: 'Docker uses the containerd image store',
    detail:
      '`{path}` turns on `containerd-snapshotter`. Docker 29 and newer does not start with it and remapping together.',
    action: 'Remove that feature from the file, restart Docker, then look again.',
  },
  'storage-driver-unusable': {
    title: 'The storage driver does not work with remapping',
    detail: 'Docker stores its data with `{driver}`.',
    action: 'Switch to `overlay2`, then look again.',
  },
  'daemon-config-ok': {
    title: 'Docker’s configuration can be changed safely',
    detail: 'One key will be added to `{path}`. Every other byte stays as it is.',
    action: '',
  },
} as const satisfies Record<keyof typeof configurationFindings, FindingText>
