import type { engineFindings } from '#domain/findings/engine.ts'
import type { FindingText } from './finding-text.ts'

export const engineFindingsInEnglish = {
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
  'docker-cannot-start': {
    title: 'Docker cannot start with this configuration',
    detail:
      'These settings stand on its command line and in `{path}`: {keys}. Docker refuses to start with both, even where they agree.',
    action: 'Remove each from one of the two places, start Docker, then look again.',
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
  'docker-remote': {
    title: 'This Docker is on another machine',
    detail:
      'Your `docker` command talks to {endpoint}. Subroot changes only the machine it runs on.',
    action:
      'Unset `DOCKER_HOST` or run `docker context use default`, open Subroot again, and look again. Or run Subroot on that machine.',
  },
  'docker-virtual-machine': {
    title: 'This Docker runs in a virtual machine',
    detail:
      'Its daemon and its configuration are inside the virtual machine. Subroot changes only a Docker that runs on this machine itself.',
    action: 'Select the local engine with `docker context use default`, then look again.',
  },
  'docker-in-container': {
    title: 'This Docker runs inside a container',
    detail: 'Its files belong to that container, not to this machine.',
    action: 'Change the image or the options of that container instead.',
  },
} as const satisfies Record<keyof typeof engineFindings, FindingText>
