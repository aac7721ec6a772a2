import type { dockerFindings } from '#domain/findings/docker.ts'
import type { FindingText } from './finding-text.ts'

export const dockerFindingsInEnglish = {
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
  'service-manager-unsupported': {
    title: 'Subroot does not know this machine’s service manager',
    detail:
      'Docker has to be restarted, and Subroot can do that with systemd, OpenRC, runit and SysV init only.',
    action: 'Turn remapping on by hand, or use a machine with one of these.',
  },
  'service-options-unclear': {
    title: 'It is not clear how Docker would be started the next time',
    detail:
      'Without systemd, a script starts Docker with options of its own. What `{path}` says is not what the running Docker was started with, or Subroot does not understand it.',
    action: 'Restart Docker if the options were edited, then look again.',
  },
  'docker-not-a-service': {
    title: 'Docker was not started as a service',
    detail: 'A daemon runs, but `{unit}` is not what runs it, so it could not be restarted safely.',
    action: 'Stop that daemon, start Docker as a service, then look again.',
  },
  'several-daemons': {
    title: 'More than one Docker daemon is running',
    detail: 'It is not clear which one should be changed.',
    action: 'Stop the ones you do not need, then look again.',
  },
  'docker-too-old': {
    title: 'This Docker is too old',
    detail: 'This is version {version}. Docker has user namespaces since 1.10.',
    action: 'Update Docker, then look again.',
  },
  'api-client-missing': {
    title: 'Nothing here can ask Docker how it is',
    detail:
      'To check the result, the script needs the `docker` command or `curl`. Neither was found.',
    action: 'Install `curl` or the Docker command line, then look again.',
  },
  'pkexec-missing': {
    title: 'This machine has no password dialog',
    detail:
      'The program `pkexec`, which opens it, is not installed. At the end Subroot shows one line instead, which you run in a terminal with `sudo`.',
    action:
      'If you would rather have the dialog, install polkit (Debian and Ubuntu: the package `pkexec` or `policykit-1`), then look again.',
  },
  'remapping-already-on': {
    title: 'Remapping is already on',
    detail:
      'Docker reports that containers run in a user namespace. Root in a container is already not root here.',
    action:
      'Nothing has to be done. If Subroot turned it on, you can see the proof or take it back.',
  },
  'live-restore-on': {
    title: 'Containers are kept running across restarts',
    detail:
      'With `live-restore`, the running containers would survive the restart without Docker knowing them any more.',
    action:
      'The plan stops the running containers before Docker restarts. Nothing has to be done beforehand.',
  },
  'data-root-closed': {
    title: 'Docker’s data directory is closed to other users',
    detail: 'The remapped root must be able to pass through every directory above `{dataRoot}`.',
    action: 'Allow it with `sudo chmod o+x` on the directories below, then look again.',
  },
  'swarm-active': {
    title: 'This machine is part of a swarm',
    detail:
      'Swarm state belongs to the data directory. With remapping on, this node is no longer in the swarm.',
    action: 'Leave the swarm first, or do not turn on remapping here.',
  },
  'docker-ok': {
    title: 'Docker {version} runs as a service on this machine',
    detail: 'It is a Docker Engine run by root, the kind that remapping is made for.',
    action: '',
  },
} as const satisfies Record<keyof typeof dockerFindings, FindingText>
