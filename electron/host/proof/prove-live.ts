import { randomBytes } from 'node:crypto'
import { realpath, stat } from 'node:fs/promises'
import { release } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Failure } from '#contract/channels.ts'
import type { ContainerProcess } from '#domain/container-process.ts'
import { landingOf } from '#domain/landing.ts'
import { containerSpec, PROGRAM_DIRS } from '#domain/proof/container-spec.ts'
import type { DaemonInfo } from '#domain/docker-api.ts'
import { reportsRemapping } from '#domain/docker-api.ts'
import type { LiveProof, ProofContainer, ProofRole } from '#domain/proof/live-proof.ts'
import { PROOF_NAME, PROOF_ROLES } from '#domain/proof/live-proof.ts'
import { hasEnded, parseProofOutput } from '#domain/proof/proof-script.ts'
import type { Result } from '#domain/result.ts'
import { failure, success } from '#domain/result.ts'
import type { DockerClient } from '../docker-client.ts'
import type { DockerFailure } from '../docker-request.ts'
import type { ProofDir } from './proof-dir.ts'
import { makeProofDir, ownerOfFile, removeOldProofDirs } from './proof-dir.ts'
import type { ProofDocker } from './proof-docker.ts'
import { findRootOnlyFile } from './root-only-file.ts'

export type ProofMeans = {
  readonly client: Pick<DockerClient, 'readInfo'>
  readonly docker: ProofDocker
  readonly readProcesses: () => Promise<readonly ContainerProcess[]>
  /** How long the containers stay when all is measured, so that they can be seen in the comparison. */
  readonly stayMs: number
  /** Of the user. */
  readonly uid: number
}

/** A test takes a moment; this is for a machine that is very busy. */
const TEST_LIMIT_MS = 20_000
const POLL_MS = 100

/**
 * Measures on test containers what their root is on this machine. Everything that it makes, it removes: an empty image,
 * one or two containers, a directory; what an earlier proof had to leave behind, too. Fails where no ordinary container
 * could be made, having removed the rest.
 */
export async function proveLive(means: ProofMeans): Promise<Result<LiveProof, Failure>> {
  const { client, docker, uid } = means
  const info = await client.readInfo()
  if (!info.ok) return failure(toFailure(info.error))
  await removeLeftovers(docker, uid)
  const token = randomBytes(6).toString('hex')
  const image = `${PROOF_NAME}-${uid}:${token}`
  const nameOf = (role: ProofRole) => `${PROOF_NAME}-${uid}-${token}-${role}`
  const dir = await makeProofDir()
  const measured = await measureAll(means, info.value, { dir, image, nameOf }).catch(
    (error: unknown) => failure<Failure>({ code: 'internal', detail: String(error) }),
  )
  const leftBehind = await removeAll(docker, dir, PROOF_ROLES.map(nameOf), image)
  if (measured.ok) return success({ ...measured.value, leftBehind })
  const detail = [measured.error.detail, ...leftBehind].join('\n')
  return failure({ ...measured.error, detail })
}

type Place = {
  readonly dir: ProofDir
  readonly image: string
  readonly nameOf: (role: ProofRole) => string
}

async function measureAll(
  means: ProofMeans,
  info: DaemonInfo,
  { dir, image, nameOf }: Place,
): Promise<Result<Omit<LiveProof, 'leftBehind'>, Failure>> {
  const imported = await means.docker.importEmptyImage(image)
  if (!imported.ok) return failure(toFailure(imported.error))
  const at = Date.now()
  const rootOnlyFile = await findRootOnlyFile()
  const rootOnlyPath = rootOnlyFile?.path
  const selinux = info.securityOptions.some((option) => option.startsWith('name=selinux'))
  const remapped = reportsRemapping(info)
  const containers: Measured[] = []
  for (const role of remapped ? PROOF_ROLES : (['ordinary'] as const)) {
    const choice = { role, name: nameOf(role), image, rootOnlyPath, selinux }
    const container = await measure(means, dir, choice)
    if (role === 'ordinary' && container.problem !== undefined) {
      return failure({ code: 'proof-failed', detail: container.problem })
    }
    containers.push(container)
  }
  const processes = await means.readProcesses()
  await sleep(means.stayMs)
  return success({
    at,
    simulated: false,
    remapped,
    dockerVersion: info.serverVersion,
    kernelRelease: release(),
    ...(rootOnlyFile && { rootOnlyFile }),
    containers: containers.map((container) => withProcess(container, processes)),
  })
}

type Measured = ProofContainer & { readonly id: string | undefined }

type Choice = {
  readonly role: ProofRole
  readonly name: string
  readonly image: string
  readonly rootOnlyPath: string | undefined
  readonly selinux: boolean
}

async function measure(
  { docker, uid: owner }: ProofMeans,
  dir: ProofDir,
  choice: Choice,
): Promise<Measured> {
  const { role, name } = choice
  const writableDir = await dir.makeWritable()
  const programDirs = await findProgramDirs()
  const spec = containerSpec({ ...choice, owner, programDirs, writableDir })
  const started = await docker.startContainer(name, spec)
  const output = started.ok ? await waitForEnd(docker, started.value) : failure(started.error)
  const { uid, gid, capabilities, rootOnly, madeFile, ...mappings } = parseProofOutput(
    output.ok ? output.value : '',
  )
  const file = madeFile ? await ownerOfFile(writableDir) : undefined
  return {
    id: started.ok ? started.value : undefined,
    role,
    name,
    ...mappings,
    ...(uid !== undefined && { uid }),
    ...(gid !== undefined && { gid }),
    ...(capabilities !== undefined && { capabilities }),
    ...(file && { file }),
    ...(rootOnly && { rootOnly }),
    ...(!output.ok && { problem: output.error.detail }),
  }
}

/** Docker is given the places that links lead to: /bin is one into /usr on most systems. */
async function findProgramDirs(): Promise<readonly { source: string; target: string }[]> {
  const found = await Promise.all(
    PROGRAM_DIRS.map(async (target) => {
      const isDirectory = await stat(target).then(
        (status) => status.isDirectory(),
        () => false,
      )
      return isDirectory ? [{ source: await realpath(target), target }] : []
    }),
  )
  return found.flat()
}

async function waitForEnd(docker: ProofDocker, id: string): Promise<Result<string, DockerFailure>> {
  let last = ''
  for (let waitedMs = 0; waitedMs < TEST_LIMIT_MS; waitedMs += POLL_MS) {
    const output = await docker.readOutput(id)
    if (!output.ok) return output
    last = output.value.text
    if (hasEnded(last)) return success(last)
    if (!output.value.running) break
    await sleep(POLL_MS)
  }
  return failure({ code: 'bad-reply', detail: `The test did not come to its end. ${last}`.trim() })
}

function withProcess(
  { id, ...container }: Measured,
  processes: readonly ContainerProcess[],
): ProofContainer {
  const process = processes.find(({ containerId }) => containerId === id)
  if (process === undefined) return container
  const { pid, uid, gid, command } = process
  return {
    ...container,
    process: { pid: pid.host, uid: uid.host, gid: gid.host, command, landing: landingOf(process) },
  }
}

async function removeLeftovers(docker: ProofDocker, uid: number): Promise<void> {
  const leftovers = await docker.listLeftovers(uid)
  if (leftovers.ok) {
    for (const id of leftovers.value.containers) await docker.removeContainer(id)
    for (const image of leftovers.value.images) await docker.removeImage(image)
  }
  await removeOldProofDirs()
}

/** In this order: an image goes once its containers are gone. Returns what could not be removed. */
async function removeAll(
  docker: ProofDocker,
  dir: ProofDir,
  containers: readonly string[],
  image: string,
): Promise<readonly string[]> {
  const removed = [
    ...(await Promise.all(containers.map((name) => docker.removeContainer(name)))),
    await docker.removeImage(image),
  ]
  const problems = removed.flatMap((result) => (result.ok ? [] : [result.error.detail]))
  return dir.remove().then(
    () => problems,
    (error: unknown) => [...problems, String(error)],
  )
}

function toFailure({ code, detail }: DockerFailure): Failure {
  return { code: code === 'permission-denied' ? 'docker-not-allowed' : 'proof-failed', detail }
}
