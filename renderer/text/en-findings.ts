import type { FindingCode } from '#domain/findings.ts'

/** `action` is empty where there is nothing to do. */
export type FindingText = {
  readonly title: string
  readonly detail: string
  readonly action: string
}

export const findingsInEnglish = {
  'docker-missing': {
    title: 'Docker is not installed',
    detail: 'No Docker daemon was found on this machine, so there is nothing to remap.',
    action:
      'Install Docker Engine from your distribution or from Docker, start it, then look again.',
  },
  'docker-stopped': {
    title: 'Docker is not running',
    detail:
      'Docker is installed, but its daemon does not run. Its real configuration can only be read while it runs.',
    action: 'Start it with `sudo systemctl start docker`, then look again.',
  },
  'docker-rootless': {
    title: 'Your Docker is already rootless',
    detail:
      'It runs under your own account, inside a user namespace. Root in its containers is not root here, so remapping is not needed and would keep it from starting.',
    action: 'Nothing has to be done.',
  },
  'docker-desktop': {
    title: 'This is Docker Desktop',
    detail:
      'Its daemon runs in a virtual machine with a configuration of its own. Remapping on this machine would not reach it.',
    action:
      'Use Enhanced Container Isolation in Docker Desktop, or switch to a Docker Engine on this machine with `docker context use default`, then look again.',
  },
  'docker-snap': {
    title: 'Docker comes from a snap',
    detail:
      'The snap keeps its configuration in its own place and restarts Docker in its own way. Subroot does not change it yet.',
    action: 'Install Docker Engine from your distribution’s packages, then look again.',
  },
  'docker-podman': {
    title: 'The `docker` command is Podman',
    detail: 'It does not talk to a Docker daemon. Podman has user namespaces of its own.',
    action:
      'For Podman, see `podman run --userns`. To use Docker, install Docker Engine, then look again.',
  },
  'docker-virtual-machine': {
    title: 'This Docker runs in a virtual machine',
    detail:
      'Its daemon and its configuration are inside the virtual machine. Subroot changes only a Docker that runs on this machine itself.',
    action: 'Select the local engine with `docker context use default`, then look again.',
  },
  'docker-remote': {
    title: 'This Docker is on another machine',
    detail:
      'Your `docker` command talks to {endpoint}. Subroot changes only the machine it runs on.',
    action:
      'Unset `DOCKER_HOST` or run `docker context use default`, open Subroot again, and look again. Or run Subroot on that machine.',
  },
  'docker-in-container': {
    title: 'This Docker runs inside a container',
    detail: 'Its files belong to that container, not to this machine.',
    action: 'Change the image or the options of that container instead.',
  },
  'probe-needed': {
    title: 'Some facts are readable by administrators only',
    detail: 'Without them nobody can say what would be changed.',
    action: 'Use “Look with administrator rights” above. It reads, and changes nothing.',
  },
  'docker-no-answer': {
    title: 'Docker runs, but does not answer',
    detail: 'Its socket is there, but the daemon did not reply in time.',
    action: 'See `systemctl status docker`, restart Docker if it hangs, then look again.',
  },
  'file-unusable': {
    title: 'A file that matters cannot be used: `{path}`',
    detail:
      'It cannot be read as plain text: {reason}. Subroot changes only files that it understands completely.',
    action: 'Put the file in order, then look again.',
  },
  'service-manager-unsupported': {
    title: 'Docker is not managed by systemd here',
    detail:
      'This machine uses {serviceManager}. Subroot restarts Docker through systemd only, for now.',
    action: 'Turn remapping on by hand, or use a machine with systemd.',
  },
  'docker-not-a-service': {
    title: 'Docker was not started as a service',
    detail: 'A daemon runs, but `{unit}` is not what runs it, so it could not be restarted safely.',
    action: 'Stop that daemon, start Docker with `sudo systemctl start docker`, then look again.',
  },
  'several-daemons': {
    title: 'More than one Docker daemon is running',
    detail: 'It is not clear which one should be changed.',
    action: 'Stop the ones you do not need, then look again.',
  },
  'docker-too-old': {
    title: 'This Docker is too old',
    detail: 'Version {version} handles subordinate IDs in a way that Subroot does not support.',
    action: 'Update Docker to 20.10.4 or newer, then look again.',
  },
  'api-client-missing': {
    title: 'Nothing here can ask Docker how it is',
    detail:
      'To check the result, the script needs the `docker` command or `curl`. Neither was found.',
    action: 'Install `curl` or the Docker command line, then look again.',
  },
  'pkexec-missing': {
    title: 'This machine cannot ask for a password',
    detail: 'The program `pkexec` is not installed, so Subroot cannot get administrator rights.',
    action:
      'Install polkit (Debian and Ubuntu: the package `pkexec` or `policykit-1`), then look again.',
  },
  'remapping-already-on': {
    title: 'Remapping is already on',
    detail:
      'Docker reports that containers run in a user namespace. Root in a container is already not root here.',
    action:
      'Nothing has to be done. If Subroot turned it on, you can see the proof or take it back.',
  },
  'userns-remap-flag': {
    title: 'Remapping is set on Docker’s command line',
    detail:
      'The unit starts dockerd with `--userns-remap={value}`. The same key in daemon.json would keep Docker from starting.',
    action: 'Remove the option from the unit or its drop-in, restart Docker, then look again.',
  },
  'userns-remap-flag-and-file': {
    title: 'Remapping is set twice',
    detail:
      'The command line says `{flag}`, the file says `{file}`. With both, Docker does not start.',
    action: 'Remove one of the two, then look again.',
  },
  'userns-remap-pending': {
    title: 'Remapping is asked for, but not in effect',
    detail:
      '`{path}` already says `{value}`, but the running Docker does not do it. Perhaps it was not restarted since, or it was told to remap root to itself.',
    action: 'Remove the key or restart Docker, then look again.',
  },
  'daemon-config-elsewhere': {
    title: 'Docker reads another configuration file',
    detail:
      'This daemon was started with `{path}`. Subroot changes `/etc/docker/daemon.json` only, for now.',
    action:
      'Move the settings to `/etc/docker/daemon.json` and remove `--config-file`, then look again.',
  },
  'daemon-config-invalid': {
    title: 'Docker’s configuration file is not valid',
    detail:
      '`{path}`, line {line}, column {column}: {reason}. Docker would not start with this file, and Subroot does not repair it.',
    action: 'Correct the file, then look again.',
  },
  'live-restore-on': {
    title: 'Containers are kept running across restarts',
    detail:
      'With `live-restore`, the running containers would survive the restart without Docker knowing them any more.',
    action: 'Stop your containers, set `live-restore` to `false`, restart Docker, then look again.',
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
  'data-root-closed': {
    title: 'Docker’s data directory is closed to other users',
    detail: 'The remapped root must be able to pass through every directory above `{dataRoot}`.',
    action: 'Allow it with `sudo chmod o+x` on the directories below, then look again.',
  },
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
  'subordinate-line-invalid': {
    title: 'A line in `{path}` would be misread',
    detail: 'Line {line}: {reason}. Some versions of Docker read such a line as 0, which is root.',
    action: 'Correct or remove that line, then look again.',
  },
  'running-containers-stop': {
    title: 'Running containers will stop: {count}',
    detail:
      'Docker has to restart. They do not come back with remapping on, because they belong to the data directory without it.',
    action: 'Finish what is running in them first.',
  },
  'existing-objects-hidden': {
    title: 'What exists now will be out of sight',
    detail:
      'With remapping, Docker uses a new data directory below `{dataRoot}`. Containers ({containers}), images ({images}) and volumes made so far are kept, but not visible until you undo. Images have to be pulled again and take space twice.',
    action: 'Nothing is deleted. Save what you need in both with `docker save`.',
  },
  'containers-need-host-namespace': {
    title: 'Some containers need an exception',
    detail:
      'Privileged containers and those that share the host’s network or PID namespace are refused while remapping is on.',
    action:
      'Start them with `--userns=host` (Compose: `userns_mode: "host"`). They are then not protected.',
  },
  'containers-use-docker-socket': {
    title: 'Some containers use Docker’s socket',
    detail:
      'Inside a remapped container the socket belongs to nobody, so they can no longer use it.',
    action: 'Start them with `--userns=host`. They are then not protected.',
  },
  'containers-use-bind-mounts': {
    title: 'Some containers use folders of this machine',
    detail:
      'Files in these folders keep their owners. For a remapped container they belong to nobody, so it may not be able to write, or read, them.',
    action: 'Give the new IDs access to the folders, or use named volumes.',
  },
  'swarm-active': {
    title: 'This machine is part of a swarm',
    detail:
      'Swarm state belongs to the data directory. With remapping on, this node is no longer in the swarm.',
    action: 'Leave the swarm first, or do not turn on remapping here.',
  },
  'subid-not-files': {
    title: 'Subordinate IDs come from a directory service',
    detail:
      '`/etc/nsswitch.conf` asks {services} for them. Docker reads only `/etc/subuid` and `/etc/subgid`, so there are two views.',
    action: 'Ask your administrator which ranges are free.',
  },
  'directory-service': {
    title: 'Users may come from a directory service',
    detail: 'This machine also asks {services} for accounts. Not all of their IDs can be listed.',
    action: 'Ask your administrator which ranges are free.',
  },
  'deterministic-ranges': {
    title: 'Ranges are computed from UIDs on this machine',
    detail: 'Every ID from {start} to {end} may belong to a future user.',
    action: 'Choose a range outside of it where you can.',
  },
  'several-ranges': {
    title: '{owner} has several ranges in `{path}`',
    detail: 'Docker joins them in the order of the file.',
    action: 'One line per owner is easier to understand.',
  },
  'overlapping-ranges': {
    title: 'Ranges in `{path}` overlap',
    detail: 'Two owners share IDs there, so their containers can reach each other’s files.',
    action: 'Give each owner a range of its own.',
  },
  'inside-system-container': {
    title: 'This machine is itself a container',
    detail:
      'It runs in {manager}. Whether containers with a user namespace work in it depends on the outer machine.',
    action: 'If Docker does not come back, everything is put back automatically.',
  },
  'docker-ok': {
    title: 'Docker {version} runs as a service on this machine',
    detail: 'It is a Docker Engine run by root, the kind that remapping is made for.',
    action: '',
  },
  'kernel-ok': {
    title: 'The kernel can do it',
    detail: 'Linux {release} has user namespaces, and they are not limited.',
    action: '',
  },
  'subordinate-files-ok': {
    title: '`/etc/subuid` and `/etc/subgid` are in order',
    detail: 'Every line can be read in one way only.',
    action: '',
  },
  'daemon-config-ok': {
    title: 'Docker’s configuration can be changed safely',
    detail: 'One key will be added to `{path}`. Every other byte stays as it is.',
    action: '',
  },
} as const satisfies Record<FindingCode, FindingText>
