import { z } from 'zod'
import type { Failure } from '#contract/channels.ts'
import type { DockerSnapshot, FileState, HostSnapshot } from '#domain/host-snapshot.ts'
import type { ProbedFile, ProbeReport } from '#domain/probe-report.ts'
import type { Result } from '#domain/result.ts'
import { failure, success } from '#domain/result.ts'
import {
  infoSchema,
  inspectionSchema,
  toContainer,
  toDaemonInfo,
  toVolumes,
  versionSchema,
  volumeListSchema,
} from './docker-replies.ts'
import { decodeUtf8 } from './file-reader.ts'
import { realFiles } from './machine-files.ts'
import { createProcReader } from './proc-reader.ts'
import { runProcess } from './process-runner.ts'
import { readSurroundings } from './read-containers.ts'
import { findClosedParents } from './read-daemons.ts'
import { configuredDataRoot } from './read-host.ts'

/**
 * A user's reading of the machine, with what the user may not read taken from the probe's report. What the user may
 * read stays as the user read it, which was later. Fails when the report holds a reply that is not Docker's.
 */
export async function completeSnapshot(
  snapshot: HostSnapshot,
  report: ProbeReport,
): Promise<Result<HostSnapshot, Failure>> {
  const docker = await completeDocker(snapshot.docker, report)
  if (!docker.ok) return docker
  const { daemonConfig } = snapshot.files
  const restricted = daemonConfig.kind === 'unreadable' && daemonConfig.reason === 'permission'
  return success({
    ...snapshot,
    access: 'elevated',
    files: {
      ...snapshot.files,
      daemonConfig: restricted ? toFileState(report.daemonConfig) : daemonConfig,
    },
    docker: docker.value,
  })
}

async function completeDocker(
  docker: DockerSnapshot,
  { versionJson, infoJson, containersJson, volumesJson }: ProbeReport,
): Promise<Result<DockerSnapshot, Failure>> {
  if (docker.socket.state !== 'permission-denied') return success(docker)
  if (versionJson === undefined || infoJson === undefined) {
    return success({ ...docker, socket: { ...docker.socket, state: 'no-answer' } })
  }
  const version = parse(versionJson, versionSchema)
  const info = parse(infoJson, infoSchema)
  const containers = parse(`[${containersJson.join(',')}]`, z.array(inspectionSchema))
  if (!version.ok) return version
  if (!info.ok) return info
  if (!containers.ok) return containers
  const volumes = parse(volumesJson ?? '{}', volumeListSchema)
  if (!volumes.ok) return volumes
  const daemonInfo = toDaemonInfo(version.value, info.value)
  const told = {
    socket: { ...docker.socket, state: 'answers' as const },
    containers: containers.value.map(toContainer),
    ...(volumesJson !== undefined && { volumes: toVolumes(volumes.value) }),
  }
  return success({
    ...docker,
    ...told,
    // As the user: what only root may look at stays unseen, and is said to be so.
    ...(await readSurroundings(told, {
      files: realFiles,
      proc: createProcReader(),
      runProcess,
    })),
    info: daemonInfo,
    imageCount: info.value.Images,
    closedDataRootParents: await findClosedParents(configuredDataRoot(daemonInfo)),
  })
}

function parse<Reply>(json: string, schema: z.ZodType<Reply>): Result<Reply, Failure> {
  try {
    return success(schema.parse(JSON.parse(json)))
  } catch (error) {
    // A syntax error would quote the reply, which may hold secrets.
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : 'a reply is not JSON'
    return failure({ code: 'elevation-failed', detail: `The probe: ${reason}` })
  }
}

function toFileState(file: ProbedFile): FileState {
  if (file.kind !== 'file') return file
  const text = decodeUtf8(Buffer.from(file.base64, 'base64'))
  if (text === undefined) return { kind: 'unreadable', reason: 'not-utf8' }
  return { kind: 'text', text, mode: file.mode, uid: file.uid, gid: file.gid }
}
