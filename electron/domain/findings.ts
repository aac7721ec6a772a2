import { assessContainers } from './container-findings.ts'
import { assessDaemonConfig } from './daemon-config-findings.ts'
import { assessDocker, engineBlocker } from './docker-findings.ts'
import type { HostFacts } from './host-facts.ts'
import { assessIds } from './id-findings.ts'
import { assessMachine } from './machine-findings.ts'

/** One conclusion about the machine. The page turns `code` and `values` into sentences. */
export type Finding = {
  readonly code: FindingCode
  readonly severity: 'blocker' | 'warning' | 'note'
  /** What it was concluded from, in the machine's own words: a line, a path, a reply. Never translated. */
  readonly evidence: readonly string[]
  /** Values that the sentences mention, for example `{ path: '/etc/subuid', line: '3' }`. */
  readonly values: Readonly<Record<string, string>>
}

export type FindingCode = BlockerCode | WarningCode | NoteCode

/** Each is a kind of machine that Subroot does not change, or a state that the user has to change first. */
export type BlockerCode =
  // Which Docker the user's `docker` command reaches.
  | 'docker-missing'
  | 'docker-stopped'
  | 'docker-rootless'
  | 'docker-desktop'
  | 'docker-snap'
  | 'docker-podman'
  | 'docker-virtual-machine'
  /** values: endpoint */
  | 'docker-remote'
  | 'docker-in-container'
  // What could not be read.
  /** Reading as root would tell. evidence: what could not be read. */
  | 'probe-needed'
  | 'docker-no-answer'
  /** values: path, reason (an `UnusableReason`) */
  | 'file-unusable'
  // How Docker is run.
  /** values: serviceManager */
  | 'service-manager-unsupported'
  /** dockerd runs, but docker.service is not what runs it. values: unit */
  | 'docker-not-a-service'
  /** evidence: the command lines */
  | 'several-daemons'
  /** values: version */
  | 'docker-too-old'
  | 'api-client-missing'
  | 'pkexec-missing'
  // How Docker is configured.
  | 'remapping-already-on'
  /** values: value */
  | 'userns-remap-flag'
  /** values: flag, file */
  | 'userns-remap-flag-and-file'
  /** daemon.json already asks for remapping, but the running Docker does not do it. values: path, value */
  | 'userns-remap-pending'
  /** values: path */
  | 'daemon-config-elsewhere'
  /** values: path, line, column, reason (a `DaemonConfigProblemReason`) */
  | 'daemon-config-invalid'
  | 'live-restore-on'
  /** values: path */
  | 'containerd-snapshotter-on'
  /** values: driver */
  | 'storage-driver-unusable'
  /** values: dataRoot; evidence: the closed directories */
  | 'data-root-closed'
  // What the machine lacks.
  | 'user-namespaces-missing'
  | 'user-namespaces-limit-zero'
  /** One line of /etc/subuid or /etc/subgid. values: path, line, reason (a `SubordinateProblemReason`) */
  | 'subordinate-line-invalid'

export type WarningCode =
  /** values: count; evidence: names */
  | 'running-containers-stop'
  /** values: containers, images (`?` when unknown), dataRoot */
  | 'existing-objects-hidden'
  /** Containers that Docker refuses to create with remapping, unless with `--userns=host`. evidence: name and options */
  | 'containers-need-host-namespace'
  /** Containers that mount Docker's socket, which becomes unreadable to them. evidence: names */
  | 'containers-use-docker-socket'
  /** Containers that mount directories of the host. evidence: name and directories */
  | 'containers-use-bind-mounts'
  | 'swarm-active'
  /** nsswitch.conf sends `subid` elsewhere: shadow then does not look at the files that Docker reads. values: services */
  | 'subid-not-files'
  /** values: services */
  | 'directory-service'
  /** SUB_UID_DETERMINISTIC: useradd computes ranges instead of looking for free ones. values: start, end */
  | 'deterministic-ranges'
  /** One owner has several lines in one file. values: path, owner; evidence: the lines */
  | 'several-ranges'
  /** Lines of different owners share IDs. values: path; evidence: the lines */
  | 'overlapping-ranges'
  /** This machine is itself a system container. values: manager */
  | 'inside-system-container'

export type NoteCode =
  /** values: version */
  | 'docker-ok'
  /** values: release */
  | 'kernel-ok'
  | 'subordinate-files-ok'
  /** values: path */
  | 'daemon-config-ok'

/**
 * Everything worth saying about a machine. Any blocker means that Subroot does not change it. Where the user's `docker`
 * command reaches an engine that cannot be changed, that alone is the answer.
 */
export function assess(facts: HostFacts): readonly Finding[] {
  const unsupported = engineBlocker(facts)
  if (unsupported) return [unsupported]
  return [
    ...assessDocker(facts),
    ...assessDaemonConfig(facts),
    ...assessMachine(facts),
    ...assessIds(facts),
    ...assessContainers(facts),
  ]
}
