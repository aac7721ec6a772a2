import { extract } from 'tar-stream'
import { z } from 'zod'
import type { Container, DaemonInfo, Volume } from '#domain/docker-api.ts'
import type { Result } from '#domain/result.ts'
import { failure, success } from '#domain/result.ts'
import type { DockerFailure } from './docker-request.ts'
import { askDocker } from './docker-request.ts'
import {
  idListSchema,
  infoSchema,
  inspectionSchema,
  toContainer,
  toDaemonInfo,
  toVolumes,
  versionSchema,
  volumeListSchema,
} from './docker-replies.ts'
import { decodeUtf8 } from './file-reader.ts'

export type DockerClient = {
  readonly readInfo: () => Promise<Result<DaemonInfo, DockerFailure>>
  /** Every container, running or not. One that is removed meanwhile is left out. */
  readonly listContainers: () => Promise<Result<readonly Container[], DockerFailure>>
  readonly readContainer: (id: string) => Promise<Result<Container, DockerFailure>>
  /** Volumes of the `local` driver. */
  readonly listVolumes: () => Promise<Result<readonly Volume[], DockerFailure>>
  readonly countImages: () => Promise<Result<number, DockerFailure>>
  /** A small text file of a container; `not-found` too when the path is no regular file. */
  readonly readContainerFile: (id: string, path: string) => Promise<Result<string, DockerFailure>>
}

const TIMEOUT_MS = 5000
const MAX_INSPECTIONS_AT_ONCE = 16

/**
 * Asks a local Docker daemon, read-only. Paths carry no API version: a daemon then answers with its newest one, and
 * the few fields read here are the same in all of them (20.10's API 1.41 to 29's 1.52).
 */
export function createDockerClient(socketPath: string, timeoutMs = TIMEOUT_MS): DockerClient {
  const get = <Reply>(path: string, schema: z.ZodType<Reply>) =>
    getJson(socketPath, path, schema, timeoutMs)

  async function readContainer(id: string): Promise<Result<Container, DockerFailure>> {
    const reply = await get(`/containers/${encodeURIComponent(id)}/json`, inspectionSchema)
    return reply.ok ? success(toContainer(reply.value)) : reply
  }

  return {
    async readInfo() {
      const [version, info] = await Promise.all([
        get('/version', versionSchema),
        get('/info', infoSchema),
      ])
      if (!version.ok) return version
      if (!info.ok) return info
      return success(toDaemonInfo(version.value, info.value))
    },
    async listContainers() {
      const list = await get('/containers/json?all=1', idListSchema)
      if (!list.ok) return list
      const replies = await mapLimited(list.value, MAX_INSPECTIONS_AT_ONCE, ({ Id }) =>
        readContainer(Id),
      )
      const broken = replies.find((reply) => !reply.ok && reply.error.code !== 'not-found')
      if (broken && !broken.ok) return broken
      return success(replies.flatMap((reply) => (reply.ok ? [reply.value] : [])))
    },
    readContainer,
    async listVolumes() {
      // A container tells the other drivers itself, and a plugin that hangs would make Docker wait for it here.
      const query = new URLSearchParams({ filters: JSON.stringify({ driver: ['local'] }) })
      const list = await get(`/volumes?${query.toString()}`, volumeListSchema)
      return list.ok ? success(toVolumes(list.value)) : list
    },
    async countImages() {
      const list = await get('/images/json', idListSchema)
      return list.ok ? success(list.value.length) : list
    },
    async readContainerFile(id, path) {
      const query = new URLSearchParams({ path }).toString()
      const url = `/containers/${encodeURIComponent(id)}/archive?${query}`
      const reply = await askDocker(socketPath, { path: url }, timeoutMs)
      return reply.ok ? firstFileOf(reply.value, path) : reply
    },
  }
}

async function getJson<Reply>(
  socketPath: string,
  path: string,
  schema: z.ZodType<Reply>,
  timeoutMs: number,
): Promise<Result<Reply, DockerFailure>> {
  const bytes = await askDocker(socketPath, { path }, timeoutMs)
  if (!bytes.ok) return bytes
  const json = parseJson(bytes.value)
  const reply = schema.safeParse(json)
  return reply.success
    ? success(reply.data)
    : failure({ code: 'bad-reply', detail: `${path}: ${z.prettifyError(reply.error)}` })
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString())
  } catch {
    return undefined
  }
}

/** The first regular file of a tar archive, as text. */
async function firstFileOf(archive: Buffer, path: string): Promise<Result<string, DockerFailure>> {
  const entries = extract()
  entries.end(archive)
  try {
    for await (const entry of entries) {
      if (entry.header.type !== 'file') {
        entry.resume()
        continue
      }
      const chunks: Buffer[] = []
      for await (const chunk of entry) if (Buffer.isBuffer(chunk)) chunks.push(chunk)
      const text = decodeUtf8(Buffer.concat(chunks))
      return text === undefined
        ? failure({ code: 'bad-reply', detail: `${path}: not UTF-8` })
        : success(text)
    }
  } catch (error) {
    return failure({ code: 'bad-reply', detail: `${path}: ${String(error)}` })
  }
  return failure({ code: 'not-found', detail: path })
}

/** Maps in order, with at most `limit` calls under way. */
async function mapLimited<Item, Mapped>(
  items: readonly Item[],
  limit: number,
  map: (item: Item) => Promise<Mapped>,
): Promise<readonly Mapped[]> {
  const mapped: Mapped[] = []
  const queue = items.entries()
  // All workers draw from one iterator, so each item is taken once.
  const work = async () => {
    for (const [index, item] of queue) mapped[index] = await map(item)
  }
  await Promise.all(Array.from({ length: limit }, work))
  return mapped
}
