import { DEFAULT_REMAP_USER } from '#domain/remap-user.ts'
import { findFlagConflicts } from '#domain/configuration/flag-conflicts.ts'
import { daemonWords, readDockerdFlags } from '#domain/configuration/dockerd-flags.ts'
import { isOlderThan } from '#domain/docker-version.ts'
import { parseDockerdArguments } from '#domain/dockerd-arguments.ts'
import { remapSettings } from '#domain/pending-remap.ts'
import type { DaemonConfigFacts, HostFacts } from '#domain/host-facts.ts'
import type { Declarations } from './declaration.ts'
import { when } from './declaration.ts'
import { derived, documented, measured, mobyDaemon, readInSource, remapDocs } from './sources.ts'

const DAEMON_CONFIG_PATH = '/etc/docker/daemon.json'
const MOBY_CONFIG = 'https://github.com/moby/moby/blob/master/daemon/config/config.go'

/** What Docker 29 accepts as `storage-driver` with remapping: graph drivers. Names of snapshotters are refused. */
const GRAPH_DRIVERS = new Set(['overlay2', 'fuse-overlayfs', 'btrfs', 'zfs', 'vfs'])

/** Where Docker's configuration comes from, and what in it does not go with remapping. */
export const configurationFindings = {
  /**
   * `--config-file` names a file that Subroot does not edit: outside of /etc and /usr/local/etc, whose directories are
   * root's alone, or not root's itself. values: path
   */
  'daemon-config-elsewhere': {
    severity: 'blocker',
    source: documented('https://docs.docker.com/engine/daemon/'),
    find: ({ daemonConfig }) =>
      when(!isEditable(daemonConfig), [`--config-file=${daemonConfig.path}`], {
        path: daemonConfig.path,
      }),
  },
  /** Edited units take effect with `systemctl daemon-reload`; until then it is open what a restart starts. values: unit */
  'unit-reload-pending': {
    severity: 'blocker',
    source: documented(
      'https://www.freedesktop.org/software/systemd/man/latest/org.freedesktop.systemd1.html',
    ),
    find: ({ docker }) =>
      when(docker.configuration.needsReload, docker.unitFiles, { unit: docker.unitName }),
  },
  /** The service's files were edited since Docker started. evidence: the command line as it is, and as it will be */
  'restart-changes-flags': {
    severity: 'warning',
    source: derived('https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html'),
    find: ({ docker: { daemonArguments, configuration } }) => {
      const now = daemonWords(daemonArguments).join(' ')
      const next = daemonWords(configuration.nextArguments ?? daemonArguments).join(' ')
      const isKnown = daemonArguments.length > 0 && !configuration.needsReload
      return when(isKnown && now !== next, [now, next])
    },
  },
  /**
   * Any setting on the command line and in the file keeps dockerd from starting (`--validate` of 26.1.5 and 28.5.2).
   * values: path, keys
   */
  'flag-and-file-conflict': {
    severity: 'blocker',
    source: measured(MOBY_CONFIG),
    find: ({ docker, daemonConfig: { path, state } }) => {
      const argv = docker.configuration.nextArguments ?? docker.daemonArguments
      const keys = state.kind === 'valid' ? state.keys : []
      // That one has findings of its own.
      const others = findFlagConflicts(argv, keys).filter(({ key }) => key !== 'userns-remap')
      return when(
        others.length > 0,
        others.map(({ key, words }) => `${words} · ${path}: "${key}"`),
        { path, keys: others.map(({ key }) => key).join(', ') },
      )
    },
  },
  /**
   * dockerd does not start with the key both as a flag and in the file, even where they agree. With the user's consent
   * the plan takes the flag away. values: flag, file
   */
  'userns-remap-flag-and-file': {
    severity: 'blocker',
    consent: 'drop-remap-flag',
    source: measured(MOBY_CONFIG),
    find: (facts) => {
      const { flag, key } = remapSettings(facts)
      if (flag === undefined || key === undefined || !canDropFlag(facts)) return []
      return when(true, [flagEvidence(facts, flag), keyEvidence(facts, key)], { flag, file: key })
    },
  },
  /** The next start has the flag, and the running Docker does not remap. values: value */
  'userns-remap-flag': {
    severity: 'blocker',
    consent: 'drop-remap-flag',
    source: readInSource(MOBY_CONFIG),
    find: (facts) => {
      const { flag, key } = remapSettings(facts)
      const isPending = flag !== undefined && key === undefined && facts.docker.remapped !== true
      return isPending && canDropFlag(facts)
        ? when(true, [flagEvidence(facts, flag)], { value: flag })
        : []
    },
  },
  /** As the two above, where Subroot is not sure that it can take the flag away. values: value */
  'userns-remap-flag-unclear': {
    severity: 'blocker',
    source: readInSource(MOBY_CONFIG),
    find: (facts) => {
      const { flag, key } = remapSettings(facts)
      if (flag === undefined || canDropFlag(facts)) return []
      const isInEffect = facts.docker.remapped === true && key === undefined
      const inFile = key === undefined ? [] : [keyEvidence(facts, key)]
      return when(!isInEffect, [flagEvidence(facts, flag), ...inFile], { value: flag })
    },
  },
  /**
   * daemon.json already asks for remapping, but the running Docker does not do it. An empty value means off.
   * values: path, value
   */
  'userns-remap-pending': {
    severity: 'blocker',
    consent: 'replace-pending-remap',
    source: readInSource('https://github.com/moby/moby/blob/master/daemon/reload.go'),
    find: (facts) => {
      const { flag, key = '' } = remapSettings(facts)
      return when(
        flag === undefined && facts.docker.remapped === false && key !== '' && !isRoot(key),
        [keyEvidence(facts, key)],
        { path: facts.daemonConfig.path, value: key },
      )
    },
  },
  /**
   * Remapping is on, and nothing asks for it any more: Docker's next start turns it off, and its containers of now are
   * then out of sight.
   */
  'remapping-ends': {
    severity: 'warning',
    source: readInSource('https://github.com/moby/moby/blob/master/daemon/reload.go'),
    find: (facts) => {
      const { flag = '', key = '' } = remapSettings(facts)
      const { docker, daemonConfig } = facts
      const isKnown =
        docker.configuration.nextArguments !== undefined &&
        (daemonConfig.state.kind === 'valid' || daemonConfig.state.kind === 'absent')
      return when(docker.remapped === true && isKnown && flag === '' && key === '', [
        daemonConfig.path,
        daemonWords(docker.configuration.nextArguments ?? []).join(' '),
      ])
    },
  },
  /**
   * Remapping is on, with IDs that a line of /etc/subuid gives to somebody else: what Docker 28 and newer does by itself
   * (userns-facts: the first login user's range). values: start, owner
   */
  'remapping-shares-range': {
    severity: 'warning',
    source: measured('https://github.com/moby/moby/pull/49226'),
    find: (facts) => {
      const { docker, subuid } = facts
      const start = Number(/\/(\d+)\.\d+$/.exec(docker.dataRoot ?? '')?.[1])
      if (docker.remapped !== true || !Number.isInteger(start)) return []
      const owners = subuid.ranges.filter(
        (range) => range.start <= start && start < range.start + range.count,
      )
      const lines = owners.map(
        ({ owner, start, count }) => `${subuid.path}: ${owner}:${start}:${count}`,
      )
      return owners
        .filter(({ owner }) => owner !== remapUserOf(facts))
        .slice(0, owners.length > 1 ? undefined : 0)
        .map(({ owner }) => ({ evidence: lines, values: { start: String(start), owner } }))
    },
  },
  /**
   * Docker 28 and newer takes an unreadable number in /etc/subuid for 0: it believes that it remaps, and root in a
   * container is root (measured with 29.7.2). Its data root says so. values: dataRoot
   */
  'remapping-to-root': {
    severity: 'blocker',
    source: measured(
      'https://github.com/moby/moby/blob/master/daemon/internal/usergroup/lookup_unix.go',
    ),
    find: ({ docker: { remapped, dataRoot = '' } }) =>
      when(
        remapped === false && /\/(?:0\.\d+|\d+\.0)$/.test(dataRoot),
        [`Docker Root Dir: ${dataRoot}`],
        {
          dataRoot,
        },
      ),
  },
  /**
   * Docker warns in its log and does not remap, but takes the data root for remapped (moby parseRemappedRoot,
   * setupDaemonRoot): until the key is gone, it is open where the real one is. values: path, value
   */
  'userns-remap-root': {
    severity: 'blocker',
    source: mobyDaemon,
    find: (facts) => {
      const { key = '' } = remapSettings(facts)
      return when(isRoot(key), [`"userns-remap": ${JSON.stringify(key)}`], {
        path: facts.daemonConfig.path,
        value: key,
      })
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
    consent: 'turn-off-containerd-snapshotter',
    source: measured('https://github.com/moby/moby/pull/51042'),
    find: ({ daemonConfig: { path, state } }) =>
      when(
        state.kind === 'valid' && state.containerdSnapshotter,
        ['"features": { "containerd-snapshotter": true }'],
        { path },
      ),
  },
  /** The same as a flag, which Subroot leaves alone (moby daemon/command: `--feature`). */
  'containerd-snapshotter-flag': {
    severity: 'blocker',
    source: readInSource('https://github.com/moby/moby/pull/51042'),
    find: ({ docker }) => {
      const argv = docker.configuration.nextArguments ?? docker.daemonArguments
      const feature = readDockerdFlags(daemonWords(argv)).findLast(
        ({ name, value }) => name === 'feature' && /^containerd-snapshotter(?:=|$)/.test(value),
      )
      const isOn = feature !== undefined && !/=(?:false|f|0)$/i.test(feature.value)
      return when(isOn, feature ? [`--feature ${feature.value}`] : [])
    },
  },
  /** An unset driver is fine: Docker 29 then chooses a graph driver by itself. values: driver */
  'storage-driver-unusable': {
    severity: 'blocker',
    source: readInSource('https://github.com/moby/moby/blob/master/daemon/image_store_choice.go'),
    find: ({ docker, daemonConfig: { state } }) => {
      const fromFile = state.kind === 'valid' ? state.storageDriver : undefined
      const driver =
        fromFile ??
        parseDockerdArguments(docker.daemonArguments).storageDriver ??
        docker.configuration.driverVariable
      const isNew = docker.version !== undefined && !isOlderThan(docker.version, 29)
      return driver === undefined || !isNew || GRAPH_DRIVERS.has(driver)
        ? []
        : when(true, [`storage-driver: ${driver}`], { driver })
    },
  },
  /**
   * Docker 29 keeps images in containerd on fresh installs, and with remapping in its own data root as before: those
   * it has now are out of sight while remapping is on. values: driver
   */
  'image-store-changes': {
    severity: 'warning',
    source: documented('https://docs.docker.com/engine/release-notes/29/'),
    find: ({ docker: { version, storageDriver } }) => {
      const isNew = version !== undefined && !isOlderThan(version, 29)
      return isNew && storageDriver !== undefined && !GRAPH_DRIVERS.has(storageDriver)
        ? when(true, [`Storage Driver: ${storageDriver}`], { driver: storageDriver })
        : []
    },
  },
  /** NixOS makes Docker's files itself: what is edited by hand is gone with the next rebuild. */
  'configuration-generated': {
    severity: 'blocker',
    source: readInSource(
      'https://github.com/NixOS/nixpkgs/blob/master/nixos/modules/virtualisation/docker.nix',
    ),
    find: ({ machine: { os }, daemonConfig: { path } }) =>
      when(os.id === 'nixos' || path.startsWith('/nix/store/'), [`ID=${os.id}`, path]),
  },
  /** values: path */
  'daemon-config-ok': {
    severity: 'note',
    source: remapDocs,
    find: ({ daemonConfig }) => {
      const { path, state } = daemonConfig
      const isGood = state.kind === 'absent' || state.kind === 'valid'
      return when(isEditable(daemonConfig) && isGood, [path], { path })
    },
  },
} as const satisfies Declarations

/** Where dockerd reads by itself, or a file of root's where nobody else can put another in its place. */
function isEditable({ path, file }: DaemonConfigFacts): boolean {
  if (path === DAEMON_CONFIG_PATH) return true
  const isPlain = /^\/(?:usr\/local\/)?etc(?:\/[A-Za-z0-9_][A-Za-z0-9_.-]*)+$/.test(path)
  // dockerd does not start without a file that it was told to read.
  return (
    isPlain && (file.kind === 'text' ? file.uid === 0 && (file.mode & 0o022) === 0 : isUnread(file))
  )
}

/** For root to look at: `probe-needed` asks for that. */
function isUnread(file: DaemonConfigFacts['file']): boolean {
  return file.kind === 'unreadable' && file.reason === 'permission'
}

function isRoot(value: string): boolean {
  return /^(?:root|0+)$/.test(value.split(':')[0] ?? '')
}

/** The flag, with its place where that was found. */
function flagEvidence({ docker: { configuration } }: HostFacts, flag: string): string {
  const place = configuration.remapFlagAt
  return `${place ? `${place.path}:${place.line}: ` : ''}--userns-remap=${flag}`
}

function keyEvidence({ daemonConfig: { path } }: HostFacts, key: string): string {
  return `${path}: "userns-remap": ${JSON.stringify(key)}`
}

/** Whose ranges the settings name; the first part of `user:group`. */
function remapUserOf(facts: HostFacts): string {
  const { flag, key } = remapSettings(facts)
  const name = (flag ?? key ?? '').split(':')[0] ?? ''
  return name === '' || name === 'default' ? DEFAULT_REMAP_USER : name
}

function canDropFlag({ docker }: HostFacts): boolean {
  return docker.remapFlagDrop !== undefined
}
