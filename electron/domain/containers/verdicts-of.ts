import type { Container } from '#domain/docker-api.ts'
import type { HostFacts } from '#domain/host-facts.ts'
import type { IdRange } from '#domain/id-range.ts'
import { assertNever } from '#domain/result.ts'
import type { Creator } from './creator.ts'
import { creatorOf } from './creator.ts'
import { capabilityName, identitiesOf } from './identities.ts'
import { joinsOf } from './joins.ts'
import { mountReasons } from './mount-reasons.ts'
import { refusalsOf } from './refusals.ts'
import { exemptions } from './remedies.ts'
import type { ContainerVerdict, Reason } from './verdict.ts'
import { VERDICTS, worstOf } from './verdict.ts'

/**
 * What becomes of every container, running or not, if it is created anew with remapping to `range`: in the order worst
 * first, then by name. Empty where Docker did not tell of its containers, or remaps already.
 */
export function verdictsOf(facts: HostFacts, range: IdRange): readonly ContainerVerdict[] {
  const { docker } = facts
  if (docker.api !== 'answers' || docker.remapped === true) return []
  const own = new Map(
    docker.containers.map((container) => [container.id, ownReasons(container, facts, range)]),
  )
  return docker.containers
    .map((container) =>
      toVerdict(container, [
        ...joinReasons(container, docker.containers, own, []),
        ...(own.get(container.id) ?? []),
      ]),
    )
    .toSorted(
      (a, b) =>
        VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict) ||
        a.name.localeCompare(b.name, 'en'),
    )
}

function toVerdict(container: Container, reasons: readonly Reason[]): ContainerVerdict {
  const creator = creatorOf(container)
  return {
    id: container.id,
    name: container.name,
    image: container.image,
    running: container.running,
    project: creator.kind === 'compose' ? creator.project : undefined,
    verdict: worstOf(reasons.map(({ outcome }) => outcome)),
    reasons: reasons.toSorted((a, b) => VERDICTS.indexOf(a.outcome) - VERDICTS.indexOf(b.outcome)),
  }
}

/** Everything but what comes from the containers that it joins. */
function ownReasons(container: Container, facts: HostFacts, range: IdRange): readonly Reason[] {
  const { docker } = facts
  const creator = creatorOf(container)
  const exempting = exemptingReason(container, creator)
  const refusals = refusalsOf(
    exempting ? { ...container, usernsMode: 'host' } : container,
    range,
    docker.version,
  )
  if (exempting) return [...refusals, exempting]
  const firstProcess = docker.firstProcesses.find(({ containerId }) => containerId === container.id)
  return [
    ...refusals,
    ...creatorReasons(container, creator),
    ...mountReasons({
      container,
      identities: identitiesOf(container, firstProcess),
      range,
      facts,
      readings: new Map(docker.pathReadings.map((reading) => [reading.path, reading])),
    }),
    ...hardwareReasons(container),
  ]
}

/** Why a container is not remapped at all: it says so, or the tool that makes it does once Docker remaps. */
function exemptingReason(container: Container, { kind }: Creator): Reason | undefined {
  if (kind === 'kind') return notRemapped('kind-exempts', 'io.x-k8s.kind.cluster')
  if (kind === 'buildx') return notRemapped('buildx-exempts', container.name)
  return container.usernsMode === 'host'
    ? notRemapped('exempt', 'HostConfig.UsernsMode: host')
    : undefined
}

function notRemapped(code: Reason['code'], evidence: string): Reason {
  return { code, outcome: 'exempt', evidence: [evidence], values: {}, remedies: [] }
}

function creatorReasons(container: Container, creator: Creator): readonly Reason[] {
  const one = (
    code: Reason['code'],
    outcome: Reason['outcome'],
    values: Reason['values'] = {},
  ): readonly Reason[] => [{ code, outcome, evidence: [container.image], values, remedies: [] }]
  switch (creator.kind) {
    case 'swarm':
      return one('swarm-service', 'breaks', { service: creator.service })
    case 'minikube':
      return one('minikube', 'breaks')
    case 'k3d':
      return one('k3d', 'breaks')
    case 'kubernetes':
      return one('kubernetes', 'may-break')
    case 'run':
    case 'compose':
    case 'dev-container':
    case 'testcontainers':
    case 'kind':
    case 'buildx':
      return []
    default:
      return assertNever(creator)
  }
}

/** user_namespaces(7): what these permit is governed by the initial user namespace alone. */
const POWERLESS = new Set([
  'ALL',
  'AUDIT_CONTROL',
  'MAC_ADMIN',
  'MAC_OVERRIDE',
  'SYS_ADMIN',
  'SYS_BOOT',
  'SYS_MODULE',
  'SYS_NICE',
  'SYS_RAWIO',
  'SYS_RESOURCE',
  'SYS_TIME',
  'SYSLOG',
  'WAKE_ALARM',
])

const PLAIN_RUNTIMES = new Set(['', 'runc', 'io.containerd.runc.v2'])

function hardwareReasons(container: Container): readonly Reason[] {
  const { runtime, capAdd, requestsDevices } = container
  const remedies = exemptions(container)
  const reasons: Reason[] = []
  if (requestsDevices || runtime === 'nvidia') {
    const evidence = [
      runtime === 'nvidia' ? 'HostConfig.Runtime: nvidia' : 'HostConfig.DeviceRequests',
    ]
    reasons.push({ code: 'gpu', outcome: 'may-break', evidence, values: {}, remedies })
  } else if (!PLAIN_RUNTIMES.has(runtime)) {
    const evidence = [`HostConfig.Runtime: ${runtime}`]
    reasons.push({
      code: 'other-runtime',
      outcome: 'may-break',
      evidence,
      values: { runtime },
      remedies,
    })
  }
  const powerless = capAdd.filter((capability) => POWERLESS.has(capabilityName(capability)))
  if (powerless.length > 0) {
    reasons.push({
      code: 'powerless-capabilities',
      outcome: 'may-break',
      evidence: [`HostConfig.CapAdd: ${capAdd.join(' ')}`],
      values: { capabilities: powerless.map(capabilityName).join(', ') },
      remedies,
    })
  }
  return reasons
}

type OwnReasons = ReadonlyMap<string, readonly Reason[]>

/** A container that joins another one's namespaces shares its fate, and its user namespace. */
function joinReasons(
  container: Container,
  containers: readonly Container[],
  own: OwnReasons,
  followed: readonly string[],
): readonly Reason[] {
  if (followed.includes(container.id)) return []
  return joinsOf(container, containers).flatMap(({ namespace, target }): readonly Reason[] => {
    const values = { namespace, name: target.name }
    const evidence = [`${namespace}: container:${target.name}`]
    const theirs = [
      ...joinReasons(target, containers, own, [...followed, container.id]),
      ...(own.get(target.id) ?? []),
    ]
    if (theirs.some(({ outcome }) => outcome === 'refused')) {
      // Once the other one is exempt, this one has to be too.
      const remedies = exemptions(container)
      return [{ code: 'joins-refused', outcome: 'refused', evidence, values, remedies }]
    }
    const isExempt = (id: string) =>
      own.get(id)?.some(({ outcome }) => outcome === 'exempt') ?? false
    return isExempt(target.id) && !isExempt(container.id)
      ? [
          {
            code: 'joins-exempt',
            outcome: 'refused',
            evidence,
            values,
            remedies: exemptions(container),
          },
        ]
      : []
  })
}
