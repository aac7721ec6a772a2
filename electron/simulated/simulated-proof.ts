import type { Failure } from '#contract/channels.ts'
import { landingOf } from '#domain/landing.ts'
import type { LiveProof, ProofContainer, ProofRole } from '#domain/proof/live-proof.ts'
import { PROOF_NAME, PROOF_ROLES } from '#domain/proof/live-proof.ts'
import { STAY_SECONDS } from '#domain/proof/proof-script.ts'
import { toHostId } from '#domain/id-mapping.ts'
import type { Result } from '#domain/result.ts'
import { failure, success } from '#domain/result.ts'
import type { SimulatedContainer } from './host-description-schema.ts'
import { hostDescriptionSchema } from './host-description-schema.ts'
import type { SimulatedMachine } from './simulated-machine.ts'
import { socketOf, takeProcessSnapshot } from './simulated-machine.ts'

/** As it is on every Debian: root's, and the group's that checks passwords. */
const ROOT_ONLY_FILE = { path: '/etc/shadow', uid: 0, gid: 42, mode: 0o640 } as const

/**
 * The live proof on a simulated machine: containers that are in its list during `stay`, and what the kernel's rules make of
 * them, by the mapping that their processes have there. Nothing is measured, and the proof says so.
 */
export async function proveSimulated(
  machine: SimulatedMachine,
  kernelRelease: string,
  stay: () => Promise<void>,
): Promise<Result<LiveProof, Failure>> {
  const { docker, user } = machine.description
  if (socketOf(machine) === 'root-only') {
    return failure({ code: 'docker-not-allowed', detail: 'simulated: permission-denied' })
  }
  if (docker.info === undefined || machine.docker === 'failed') {
    return failure({ code: 'proof-failed', detail: 'simulated: no-answer' })
  }
  const remapped = machine.remappedRoot !== undefined
  const roles: readonly ProofRole[] = remapped ? PROOF_ROLES : ['ordinary']
  const containers = roles.map((role, index) => testContainer(role, user.uid, index))
  machine.containers = [...machine.containers, ...containers]
  const seen = roles.map((role, index) => seenFrom(machine, role, containers[index]?.name ?? ''))
  await stay()
  machine.containers = machine.containers.filter((container) => !containers.includes(container))
  return success({
    at: Date.now(),
    simulated: true,
    remapped,
    dockerVersion: docker.info.serverVersion,
    kernelRelease,
    rootOnlyFile: ROOT_ONLY_FILE,
    containers: seen,
    leftBehind: [],
  })
}

function testContainer(role: ProofRole, uid: number, index: number): SimulatedContainer {
  const name = `${PROOF_NAME}-${uid}-000000000000-${role}`
  const pid = 31_000 + index
  const processes = [{ pid, command: `sleep ${STAY_SECONDS}` }]
  const usernsMode = role === 'exempt' ? 'host' : ''
  const container = { name, image: `${PROOF_NAME}-${uid}:000000000000`, running: true, pid }
  const { containers } = hostDescriptionSchema.parse({
    containers: [{ ...container, usernsMode, networkMode: 'none', processes }],
  })
  return containers[0] ?? failUnmade()
}

function failUnmade(): never {
  throw new Error('A simulated container was not made')
}

/** Its process as the machine has it; a file is its owner's by the mapping, and root's alone opens for UID 0 here. */
function seenFrom(machine: SimulatedMachine, role: ProofRole, name: string): ProofContainer {
  const process = takeProcessSnapshot(machine).processes.find(
    ({ containerName }) => containerName === name,
  )
  if (process === undefined) return { role, name, uidMappings: [], gidMappings: [] }
  const { uidMappings, gidMappings, pid, uid, gid, command, effectiveCapabilities } = process
  const isRootHere = uid.host === ROOT_ONLY_FILE.uid
  return {
    role,
    name,
    uid: 0,
    gid: 0,
    uidMappings,
    gidMappings,
    ...(effectiveCapabilities !== undefined && { capabilities: effectiveCapabilities }),
    process: { pid: pid.host, uid: uid.host, gid: gid.host, command, landing: landingOf(process) },
    file: { uid: toHostId(uidMappings, 0) ?? 65534, gid: toHostId(gidMappings, 0) ?? 65534 },
    rootOnly: isRootHere
      ? { outcome: 'read', words: '' }
      : { outcome: 'denied', words: "dd: failed to open '/root-only': Permission denied" },
  }
}
