import { isOlderThan } from '#domain/docker-version.ts'
import { parseDockerdArguments } from '#domain/dockerd-arguments.ts'
import type { HostFacts } from '#domain/host-facts.ts'
import type { Declarations } from './declaration.ts'
import { when } from './declaration.ts'
import { documented, measured, readInSource, remapDocs } from './sources.ts'

const DAEMON_CONFIG_PATH = '/etc/docker/daemon.json'
const MOBY_CONFIG = 'https://github.com/moby/moby/blob/master/daemon/config/config.go'

/** What Docker 29 accepts as `storage-driver` with remapping: graph drivers. Names of snapshotters are refused. */
const GRAPH_DRIVERS = new Set(['overlay2', 'fuse-overlayfs', 'btrfs', 'zfs', 'vfs'])

/** Where Docker's configuration comes from, and what in it does not go with remapping. */
export const configurationFindings = {
  /** values: path */
  'daemon-config-elsewhere': {
    severity: 'blocker',
    source: documented('https://docs.docker.com/engine/daemon/'),
    find: ({ daemonConfig: { path } }) =>
      when(path !== DAEMON_CONFIG_PATH, [`--config-file=${path}`], { path }),
  },
  /** dockerd does not start with the key both as a flag and in the file, even where they agree. values: flag, file */
  'userns-remap-flag-and-file': {
    severity: 'blocker',
    source: measured(MOBY_CONFIG),
    find: (facts) => {
      const { flag, key } = remapSettings(facts)
      if (flag === undefined || key === undefined) return []
      const inFile = `${facts.daemonConfig.path}: "userns-remap": ${JSON.stringify(key)}`
      return when(true, [`--userns-remap=${flag}`, inFile], { flag, file: key })
    },
  },
  /** values: value */
  'userns-remap-flag': {
    severity: 'blocker',
    source: readInSource(MOBY_CONFIG),
    find: (facts) => {
      const { flag, key } = remapSettings(facts)
      return flag === undefined || key !== undefined
        ? []
        : when(true, [`--userns-remap=${flag}`], { value: flag })
    },
  },
  /**
   * daemon.json already asks for remapping, but the running Docker does not do it. An empty value means off.
   * values: path, value
   */
  'userns-remap-pending': {
    severity: 'blocker',
    source: readInSource('https://github.com/moby/moby/blob/master/daemon/reload.go'),
    find: (facts) => {
      const { flag, key = '' } = remapSettings(facts)
      return when(
        flag === undefined && facts.docker.remapped === false && key !== '',
        [`"userns-remap": ${JSON.stringify(key)}`],
        { path: facts.daemonConfig.path, value: key },
      )
    },
  },
  /** values: path, line, column, reason (a `DaemonConfigProblemReason`) */
  'daemon-config-invalid': {
    severity: 'blocker',
    source: readInSource(MOBY_CONFIG),
    find: ({ daemonConfig: { path, file, state } }) => {
      if (state.kind !== 'invalid') return []
      const line = file.kind === 'text' ? file.text.split('\n')[state.line - 1] : undefined
      return when(true, line === undefined ? [] : [line], {
        path,
        line: String(state.line),
        column: String(state.column),
        reason: state.reason,
      })
    },
  },
  /** Docker 29 and newer refuses to start; before it starts, but cannot build images (moby#47377). values: path */
  'containerd-snapshotter-on': {
    severity: 'blocker',
    source: measured('https://github.com/moby/moby/pull/51042'),
    find: ({ daemonConfig: { path, state } }) =>
      when(
        state.kind === 'valid' && state.containerdSnapshotter,
        ['"features": { "containerd-snapshotter": true }'],
        { path },
      ),
  },
  /** An unset driver is fine: Docker 29 then chooses a graph driver by itself. values: driver */
  'storage-driver-unusable': {
    severity: 'blocker',
    source: readInSource('https://github.com/moby/moby/blob/master/daemon/image_store_choice.go'),
    find: ({ docker, daemonConfig: { state } }) => {
      const fromFile = state.kind === 'valid' ? state.storageDriver : undefined
      const driver = fromFile ?? parseDockerdArguments(docker.daemonArguments).storageDriver
      const isNew = docker.version !== undefined && !isOlderThan(docker.version, 29)
      return driver === undefined || !isNew || GRAPH_DRIVERS.has(driver)
        ? []
        : when(true, [`storage-driver: ${driver}`], { driver })
    },
  },
  /** values: path */
  'daemon-config-ok': {
    severity: 'note',
    source: remapDocs,
    find: ({ daemonConfig: { path, state } }) =>
      when(
        path === DAEMON_CONFIG_PATH && (state.kind === 'absent' || state.kind === 'valid'),
        [path],
        { path },
      ),
  },
} as const satisfies Declarations

function remapSettings({ docker, daemonConfig: { state } }: HostFacts): {
  readonly flag: string | undefined
  readonly key: string | undefined
} {
  return {
    flag: docker.usernsRemapFlag,
    key: state.kind === 'valid' ? state.usernsRemap : undefined,
  }
}
