import type { configurationFindings } from '#domain/findings/configuration.ts'
import type { FindingText } from './finding-text.ts'

export const configurationFindingsInEnglish = {
  'daemon-config-elsewhere': {
    title: 'Docker’s configuration file is in an unusual place',
    detail:
      'This daemon was started with `--config-file={path}`. Subroot edits such a file only where it belongs to root, lies below `/etc` or `/usr/local/etc`, and nobody else may write it.',
    action:
      'Move the settings to `/etc/docker/daemon.json` and remove `--config-file`, then look again.',
  },
  'unit-reload-pending': {
    title: 'The service’s files were changed, but not loaded',
    detail:
      'The files of `{unit}` are newer than what systemd has read, so what a restart would start is open.',
    action:
      'Run `sudo systemctl daemon-reload`, restart Docker if the change is yours, then look again.',
  },
  'restart-changes-flags': {
    title: 'Docker’s next start will be different anyway',
    detail:
      'The files of its service were edited since Docker started. The restart applies that edit, too.',
    action: 'Compare the two command lines below: the first runs now, the second is what will run.',
  },
  'flag-and-file-conflict': {
    title: 'Docker would not start again with this configuration',
    detail:
      'These settings stand on its command line and in `{path}`: {keys}. Docker refuses to start with both, even where they agree.',
    action: 'Remove each from one of the two places, restart Docker, then look again.',
  },
  'userns-remap-flag-and-file': {
    title: 'Remapping is set twice',
    detail:
      'The command line says `{flag}`, the file says `{file}`. With both, Docker does not start.',
    action:
      'With your agreement the plan takes the option off the command line. Or remove one of the two, then look again.',
  },
  'userns-remap-flag': {
    title: 'Remapping is set on Docker’s command line',
    detail:
      'The service will start dockerd with `--userns-remap={value}` the next time. The same key in daemon.json would keep Docker from starting.',
    action:
      'With your agreement the plan takes the option off the command line. Or remove it yourself, then look again.',
  },
  'userns-remap-flag-unclear': {
    title: 'Remapping is set on Docker’s command line',
    detail:
      'dockerd gets `--userns-remap={value}`, and Subroot is not sure that it can take the option away: it does not understand where the service has it, or may not edit that file.',
    action: 'Remove the option where the service has it, restart Docker, then look again.',
  },
  'userns-remap-pending': {
    title: 'Remapping is asked for, but not in effect',
    detail:
      '`{path}` already says `{value}`, but the running Docker does not do it. Perhaps it was not restarted since.',
    action:
      'With your agreement the plan replaces it. Or remove the key yourself, then look again.',
  },
  'remapping-ends': {
    title: 'Remapping is on, but nothing asks for it any more',
    detail:
      'Neither daemon.json nor the command line has the setting now. Docker’s next start turns remapping off, and the containers of now are then out of sight.',
    action: 'Put the setting back if you want to keep remapping.',
  },
  'remapping-shares-range': {
    title: 'Containers share their IDs with a user',
    detail:
      'Remapping starts at {start}, and `{owner}` has that range, too. What a container writes can be read and changed by that user’s own containers.',
    action:
      'Turn remapping off where it was turned on, then let Subroot turn it on with a range of its own.',
  },
  'remapping-to-root': {
    title: 'Docker believes that it remaps, but root is root',
    detail:
      'It keeps its data in `{dataRoot}`: container IDs start at 0 on this machine. Docker 28 and newer takes a number that it cannot read in `/etc/subuid` or `/etc/subgid` for 0.',
    action:
      'Correct the lines in both files, or remove `userns-remap`; restart Docker, then look again.',
  },
  'userns-remap-root': {
    title: 'Remapping is set to root, which turns it off',
    detail:
      '`{path}` says `{value}`. Docker does not map root to itself: it starts without remapping, and may keep its data in another directory than it seems.',
    action: 'Remove the key, restart Docker, then look again.',
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
      '`{path}` turns on `containerd-snapshotter`. Docker 29 and newer does not start with it and remapping together; older ones cannot build images.',
    action:
      'With your agreement the plan sets that feature to `false`. Images in the containerd store are out of sight until you take the change back.',
  },
  'containerd-snapshotter-flag': {
    title: 'The command line turns on the containerd image store',
    detail:
      'dockerd is started with `--feature containerd-snapshotter`. Docker 29 and newer does not start with it and remapping together.',
    action: 'Remove the option where the service has it, restart Docker, then look again.',
  },
  'storage-driver-unusable': {
    title: 'The storage driver does not work with remapping',
    detail: 'Docker stores its data with `{driver}`.',
    action: 'Switch to `overlay2`, then look again.',
  },
  'image-store-changes': {
    title: 'Docker will keep its images in another place',
    detail:
      'It keeps them in containerd now (`{driver}`). With remapping it does not: the images of now stay in `/var/lib/containerd`, out of sight, and features of that store, such as images for several platforms, are not there.',
    action:
      'Pull or build the images again afterwards. When you take the change back, Docker sees the old ones again.',
  },
  'configuration-generated': {
    title: 'The system generates Docker’s configuration',
    detail: 'On NixOS, what is edited by hand is gone with the next rebuild.',
    action:
      'Set `virtualisation.docker.daemon.settings.userns-remap = "default";` in your configuration, with subordinate IDs for `dockremap` under `users.users`, and rebuild.',
  },
  'daemon-config-ok': {
    title: 'Docker’s configuration can be changed safely',
    detail: 'One key will be added to `{path}`. Every other byte stays as it is.',
    action: '',
  },
} as const satisfies Record<keyof typeof configurationFindings, FindingText>
