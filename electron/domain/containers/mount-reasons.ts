import { isOlderThan } from '#domain/docker-version.ts'
import type { HostFacts } from '#domain/host-facts.ts'
import type { Identity } from './access.ts'
import { EXECUTE, READ, WRITE, mayAccess } from './access.ts'
import { fileReasons } from './file-reasons.ts'
import type { HostMount } from './host-paths.ts'
import { hostMountsOf, isRemoteFileSystem, optionsOf } from './host-paths.ts'
import { lossFor } from './loss.ts'
import { lsLine } from './ls-line.ts'
import { openTo } from './mount-remedies.ts'
import type { Inode, PathReading } from './path-reading.ts'
import { exemptions, remedy, shellWord } from './remedies.ts'
import type { Subject } from './subject.ts'
import { notSeen, reason, whoText } from './subject.ts'
import type { Reason } from './verdict.ts'

/** What becomes of the files, sockets and devices of this machine that a container uses. */
export function mountReasons(subject: Subject): readonly Reason[] {
  const { container, facts } = subject
  return [
    ...hostMountsOf(container, facts.docker.volumes ?? []).flatMap((mount) =>
      hostMount(subject, mount),
    ),
    ...container.mounts.flatMap((mount): readonly Reason[] => {
      if (mount.type !== 'volume') return []
      if (mount.driver !== '' && mount.driver !== 'local') {
        return [
          reason(subject, 'volume-plugin', 'may-break', [`${mount.name}: ${mount.driver}`], {
            volume: mount.name,
            driver: mount.driver,
          }),
        ]
      }
      if (facts.docker.volumes === undefined) {
        return [reason(subject, 'not-seen', 'may-break', [mount.name], { path: mount.name })]
      }
      const options = optionsOf(mount, facts.docker.volumes)
      const type = options?.['type'] ?? ''
      return isRemoteFileSystem(type)
        ? [remote(subject, options?.['device'] ?? mount.name, type)]
        : []
    }),
    ...container.devices.flatMap(({ host }) => device(subject, host)),
  ]
}

function hostMount(subject: Subject, mount: HostMount): readonly Reason[] {
  const { facts, readings } = subject
  const { source } = mount
  const { dataRoot } = facts.docker
  if (dataRoot !== undefined && isWithin(source, dataRoot)) {
    return [reason(subject, 'data-root', 'may-break', [source], { path: source, dataRoot })]
  }
  const reading = readings.get(source)
  if (reading?.fileSystem !== undefined && isRemoteFileSystem(reading.fileSystem)) {
    return [remote(subject, source, reading.fileSystem)]
  }
  if (
    reading === undefined ||
    reading.state.kind === 'denied' ||
    reading.state.kind === 'not-read'
  ) {
    return [notSeen(subject, 'not-seen', source, source)]
  }
  // Docker makes a directory that is not there, for the remapped root (moby volume/mounts, Setup).
  if (reading.state.kind === 'absent') return []
  const { inode, inside } = reading.state
  return [
    ...closedParents(subject, reading),
    ...(inode.kind === 'socket'
      ? socket(subject, source, inode)
      : inode.kind === 'device'
        ? device(subject, source)
        : fileReasons(subject, mount, inode, inside)),
    ...socketInside(subject, source),
  ]
}

function socket(subject: Subject, path: string, inode: Inode): readonly Reason[] {
  const { identities, range, facts, container } = subject
  // Connecting needs write permission (unix(7)).
  const { loss, losers } = lossFor(inode, identities, range, WRITE)
  if (loss === 'none') return []
  const outcome = loss === 'surely' ? 'breaks' : 'may-break'
  const evidence = [lsLine(inode, path)]
  if (isDockerSocket(path, facts)) {
    return [reason(subject, 'docker-socket', outcome, evidence, { path })]
  }
  return [
    {
      ...reason(subject, 'socket', outcome, evidence, { path, ...whoText(losers, range) }),
      remedies: [...openTo(path, 'socket', losers, range, true), ...exemptions(container)],
    },
  ]
}

/** The directory of Docker's socket, as monitoring tools mount it. */
function socketInside(subject: Subject, source: string): readonly Reason[] {
  const { facts, readings, identities, range } = subject
  const { socketPath } = facts.docker
  const directories = [socketPath.slice(0, socketPath.lastIndexOf('/')), '/run', '/var/run']
  if (!directories.includes(source.replace(/\/+$/, ''))) return []
  const state = readings.get(socketPath)?.state
  if (state?.kind !== 'seen' || state.inode.kind !== 'socket') return []
  return lossFor(state.inode, identities, range, WRITE).loss === 'none'
    ? []
    : [
        reason(subject, 'docker-socket-inside', 'may-break', [lsLine(state.inode, socketPath)], {
          path: source,
        }),
      ]
}

function device(subject: Subject, path: string): readonly Reason[] {
  const { identities, range, readings, container } = subject
  const state = readings.get(path)?.state
  if (state?.kind === 'absent') return []
  if (state?.kind !== 'seen') {
    return [notSeen(subject, 'not-seen', path, path)]
  }
  // `--device DIRECTORY` gives every node in it.
  const nodes: readonly { readonly inode: Inode; readonly name: string }[] =
    state.inode.kind === 'directory'
      ? (state.inside?.groups ?? [])
          .filter(({ kind }) => kind === 'device')
          .map((inode) => ({ inode, name: `${path}/${inode.example}` }))
      : [{ inode: state.inode, name: path }]
  return nodes.flatMap(({ inode, name }) => {
    const { loss, losers } = lossFor(inode, identities, range, READ | WRITE)
    if (loss === 'none') return []
    const canRead = lossFor(inode, identities, range, READ).loss === 'none'
    const outcome = loss === 'surely' && !canRead ? 'breaks' : 'may-break'
    return [
      {
        ...reason(subject, 'device-closed', outcome, [lsLine(inode, name)], {
          path: name,
          ...whoText(losers, range),
        }),
        remedies: [...openTo(name, 'device', losers, range, true), ...exemptions(container)],
      },
    ]
  })
}

/** Before 1.1, runc opened what it mounts from inside the user namespace (runc#2576). */
function closedParents(subject: Subject, { path, closedAbove }: PathReading): readonly Reason[] {
  const { facts, range, container } = subject
  const { runcVersion, version } = facts.docker
  const isOld =
    runcVersion === undefined
      ? version !== undefined && isOlderThan(version, 18, 9)
      : isOlderThan(runcVersion, 1, 1)
  const root: Identity = { uid: 0, gids: [0], overrides: true }
  const closed = closedAbove.filter((parent) => mayAccess(parent, root, range, EXECUTE) === 'no')
  if (!isOld || closed.length === 0) return []
  return [
    {
      ...reason(
        subject,
        'closed-parents',
        'refused',
        closed.map((parent) => lsLine({ ...parent, kind: 'directory' }, parent.path)),
        { path, runc: runcVersion ?? '?' },
      ),
      remedies: [
        remedy(
          'acl-parents',
          closed.map((parent) => `sudo setfacl -m u:${range.start}:x ${shellWord(parent.path)}`),
          { path },
        ),
        ...exemptions(container),
      ],
    },
  ]
}

function remote(subject: Subject, path: string, type: string): Reason {
  return reason(subject, 'network-file-system', 'may-break', [`${path}: ${type}`], { path, type })
}

function isDockerSocket(path: string, { docker }: HostFacts): boolean {
  return [docker.socketPath, '/run/docker.sock', '/var/run/docker.sock'].includes(path)
}

function isWithin(path: string, tree: string): boolean {
  return path === tree || path.startsWith(`${tree}/`)
}
