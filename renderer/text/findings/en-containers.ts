import type { containerFindings } from '#domain/findings/containers.ts'
import type { FindingText } from './finding-text.ts'

export const containersFindingsInEnglish = {
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
} as const satisfies Record<keyof typeof containerFindings, FindingText>
