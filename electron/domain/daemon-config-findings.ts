import { isOlderThan } from './docker-version.ts'
import { parseDockerdArguments } from './dockerd-arguments.ts'
import { blocker, note, when } from './finding.ts'
import type { Finding } from './findings.ts'
import type { HostFacts } from './host-facts.ts'

const DAEMON_CONFIG_PATH = '/etc/docker/daemon.json'

/** What Docker 29 accepts as `storage-driver` with remapping: graph drivers. Names of snapshotters are refused. */
const GRAPH_DRIVERS = new Set(['overlay2', 'fuse-overlayfs', 'btrfs', 'zfs', 'vfs'])

/** Where Docker's configuration comes from, and what in it does not go with remapping. */
export function assessDaemonConfig(facts: HostFacts): readonly Finding[] {
  const { path, state } = facts.daemonConfig
  const isElsewhere = path !== DAEMON_CONFIG_PATH
  return [
    ...when(isElsewhere, blocker('daemon-config-elsewhere', [`--config-file=${path}`], { path })),
    ...usernsRemap(facts),
    ...invalidConfig(facts),
    ...snapshotter(facts),
    ...storageDriver(facts),
    ...when(
      !isElsewhere && (state.kind === 'absent' || state.kind === 'valid'),
      note('daemon-config-ok', [path], { path }),
    ),
  ]
}

/** dockerd does not start with the key both as a flag and in the file, even where they agree. */
function usernsRemap({ docker, daemonConfig }: HostFacts): readonly Finding[] {
  const { path, state } = daemonConfig
  const flag = docker.usernsRemapFlag
  const value = state.kind === 'valid' ? state.usernsRemap : undefined
  if (flag !== undefined && value !== undefined) {
    const evidence = [`--userns-remap=${flag}`, `${path}: "userns-remap": ${JSON.stringify(value)}`]
    return [blocker('userns-remap-flag-and-file', evidence, { flag, file: value })]
  }
  if (flag !== undefined) {
    return [blocker('userns-remap-flag', [`--userns-remap=${flag}`], { value: flag })]
  }
  // An empty value means off; Subroot replaces it.
  const isPending = docker.remapped === false && value !== undefined && value !== ''
  return isPending
    ? [
        blocker('userns-remap-pending', [`"userns-remap": ${JSON.stringify(value)}`], {
          path,
          value,
        }),
      ]
    : []
}

function invalidConfig({ daemonConfig: { path, file, state } }: HostFacts): readonly Finding[] {
  if (state.kind !== 'invalid') return []
  const line = file.kind === 'text' ? file.text.split('\n')[state.line - 1] : undefined
  return [
    blocker('daemon-config-invalid', line === undefined ? [] : [line], {
      path,
      line: String(state.line),
      column: String(state.column),
      reason: state.reason,
    }),
  ]
}

/** Docker 29 and newer refuses to start; before it starts, but cannot build images (moby#47377). */
function snapshotter({ daemonConfig: { path, state } }: HostFacts): readonly Finding[] {
  return when(
    state.kind === 'valid' && state.containerdSnapshotter,
    blocker('containerd-snapshotter-on', ['"features": { "containerd-snapshotter": true }'], {
      path,
    }),
  )
}

/** An unset driver is fine: Docker 29 then chooses a graph driver by itself. */
function storageDriver({ docker, daemonConfig: { state } }: HostFacts): readonly Finding[] {
  const fromFile = state.kind === 'valid' ? state.storageDriver : undefined
  const driver = fromFile ?? parseDockerdArguments(docker.daemonArguments).storageDriver
  if (driver === undefined || docker.version === undefined || isOlderThan(docker.version, 29)) {
    return []
  }
  return when(
    !GRAPH_DRIVERS.has(driver),
    blocker('storage-driver-unusable', [`storage-driver: ${driver}`], { driver }),
  )
}
