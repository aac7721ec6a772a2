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
  'session-keys-run-out': {
    title: 'Not all containers may start with remapping: {count} run, {limit} may',
    detail:
      'The kernel keeps a key for each running container, and counts it for the user that container root is on this machine. Without remapping that is root, who may have very many. With remapping it is one ordinary user for all containers, who may have {limit}. The next container does not start then: `join session keyring: disk quota exceeded`.',
    action:
      'Raise the limit before you go on: put `kernel.keys.maxkeys = 2000` into a file of `/etc/sysctl.d`, and run `sudo sysctl --system`. Subroot does not change it.',
  },
} as const satisfies Record<keyof typeof containerFindings, FindingText>
