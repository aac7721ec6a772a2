import type { Container, DaemonInfo } from '#domain/docker-api.ts'
import { isOlderThan } from '#domain/docker-version.ts'
import type { IdRange } from '#domain/id-range.ts'
import { requestedIds } from './identities.ts'
import { exemptions, remedy } from './remedies.ts'
import type { Reason } from './verdict.ts'

/**
 * What Docker refuses to create or start because of how the container is set up. Each was provoked in the lab, but for
 * the two that only other versions refuse. Order: as the daemon checks them.
 */
export function refusalsOf(
  container: Container,
  range: IdRange,
  version: DaemonInfo['serverVersion'] | undefined,
): readonly Reason[] {
  return [
    ...(container.usernsMode === 'host' ? [] : refusedWhenRemapped(container, range, version)),
    ...writableCgroups(container),
  ]
}

function refusedWhenRemapped(
  container: Container,
  range: IdRange,
  version: string | undefined,
): readonly Reason[] {
  const { privileged, networkMode, pidMode, devices } = container
  const refused = (
    code: Reason['code'],
    evidence: readonly string[],
    values: Reason['values'] = {},
    remedies: Reason['remedies'] = [],
  ): Reason => ({
    code,
    outcome: 'refused',
    evidence,
    values,
    remedies: [...remedies, ...exemptions(container)],
  })
  const reasons: Reason[] = []
  if (privileged) reasons.push(refused('privileged', ['HostConfig.Privileged: true']))
  if (networkMode === 'host') {
    reasons.push(refused('host-network', ['HostConfig.NetworkMode: host']))
  }
  if (pidMode === 'host') reasons.push(refused('host-pid', ['HostConfig.PidMode: host']))
  if (mountsHostMqueue(container)) {
    reasons.push(refused('host-ipc', ['HostConfig.IpcMode: host']))
  }
  if (container.readOnlyRootFilesystem && version !== undefined && isOlderThan(version, 1, 13)) {
    reasons.push(refused('read-only', [`HostConfig.ReadonlyRootfs: true, Docker ${version}`]))
  }
  const { uid, gids } = requestedIds(container)
  const last = String(range.count - 1)
  if (uid !== undefined && uid >= range.count) {
    reasons.push(
      refused('user-above-range', [`Config.User: ${container.user}`], { user: String(uid), last }),
    )
  }
  const group = gids.find((gid) => gid >= range.count)
  if (group !== undefined) {
    reasons.push(
      refused(
        'group-above-range',
        [`Config.User: ${container.user}`, `HostConfig.GroupAdd: ${container.groupAdd.join(' ')}`],
        { group: String(group), last },
      ),
    )
  }
  // runc cannot make nodes in a user namespace: it mounts the one that has the inside's path on the host.
  for (const { host, inside } of devices.filter((device) => device.host !== device.inside)) {
    reasons.push(
      refused('device-renamed', [`${host}:${inside}`], { host, inside }, [
        remedy('same-device-path', [`--device ${host}`], { host }),
      ]),
    )
  }
  return reasons
}

/** The kernel lets only the owner of an IPC namespace mount its message queues, which runc does unless told otherwise. */
function mountsHostMqueue({ ipcMode, mounts }: Container): boolean {
  return ipcMode === 'host' && !mounts.some(({ destination }) => destination === '/dev/mqueue')
}

/**
 * Since Docker 28. Refused whether the container is remapped or not, and whatever the value is: the daemon looks at its
 * own mapping only (moby daemon/oci_linux.go, withMounts).
 */
function writableCgroups({ securityOptions }: Container): readonly Reason[] {
  const option = securityOptions.find((option) => /^writable-cgroups(?:[=:]|$)/.test(option))
  if (option === undefined) return []
  const text = `--security-opt ${option}`
  return [
    {
      code: 'writable-cgroups',
      outcome: 'refused',
      evidence: [`HostConfig.SecurityOpt: ${option}`],
      values: {},
      remedies: [remedy('remove-option', [text], { option: text })],
    },
  ]
}
