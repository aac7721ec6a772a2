import { z } from 'zod'
import type { containerSpec } from '#domain/proof/container-spec.ts'
import { PROOF_LABEL } from '#domain/proof/container-spec.ts'
import { PROOF_NAME } from '#domain/proof/live-proof.ts'
import type { Result } from '#domain/result.ts'
import { failure, success } from '#domain/result.ts'
import type { DockerFailure, DockerRequest } from '../docker-request.ts'
import { askDocker } from '../docker-request.ts'

type Reply<Value> = Promise<Result<Value, DockerFailure>>

/** What a proof asks of Docker beyond looking. It makes and removes only what carries its label and its name. */
export type ProofDocker = {
  /** Makes an image with nothing in it, from a tar archive with no files: no registry is asked. */
  readonly importEmptyImage: (image: string) => Reply<null>
  /** Creates and starts a container; returns its ID. */
  readonly startContainer: (name: string, spec: ReturnType<typeof containerSpec>) => Reply<string>
  /** What the container has printed by now, and whether it still runs. */
  readonly readOutput: (id: string) => Reply<{ readonly text: string; readonly running: boolean }>
  /** Also succeeds where it is gone already. */
  readonly removeContainer: (id: string) => Reply<null>
  readonly removeImage: (image: string) => Reply<null>
  /** What proofs of this user have left in Docker. */
  readonly listLeftovers: (owner: number) => Reply<Leftovers>
}

export type Leftovers = {
  readonly containers: readonly string[]
  readonly images: readonly string[]
}

/** Docker takes its time to make and to stop something on a busy machine. */
const TIMEOUT_MS = 30_000
const POLL_MS = 100

const createdSchema = z.object({ Id: z.string().regex(/^[0-9a-f]{64}$/u) })
const stateSchema = z.object({ State: z.object({ Running: z.boolean() }) })
const containersSchema = z.array(z.object({ Id: z.string(), Names: z.array(z.string()).nullish() }))
const imagesSchema = z.array(z.object({ RepoTags: z.array(z.string()).nullish() }))
const progressSchema = z.object({ error: z.string().optional() })

export function createProofDocker(socketPath: string): ProofDocker {
  const ask = (request: DockerRequest) => askDocker(socketPath, request, TIMEOUT_MS)

  async function askJson<Value>(request: DockerRequest, schema: z.ZodType<Value>): Reply<Value> {
    const reply = await ask(request)
    if (!reply.ok) return reply
    const json = schema.safeParse(parseJson(reply.value.toString()))
    return json.success
      ? success(json.data)
      : failure({ code: 'bad-reply', detail: `${request.path}: ${z.prettifyError(json.error)}` })
  }

  /** Ends well, too, when there is no such thing any more, or Docker is removing it already. */
  async function remove(path: string, isGone: () => Promise<boolean>): Reply<null> {
    const reply = await ask({ method: 'DELETE', path })
    if (reply.ok || reply.error.code === 'not-found') return success(null)
    for (let waitedMs = 0; waitedMs < TIMEOUT_MS; waitedMs += POLL_MS) {
      if (await isGone()) return success(null)
      if (!/in progress/u.test(reply.error.detail)) return reply
      await new Promise((resolve) => setTimeout(resolve, POLL_MS))
    }
    return reply
  }

  async function isUnknown(path: string): Promise<boolean> {
    const reply = await ask({ path })
    return !reply.ok && reply.error.code === 'not-found'
  }

  return {
    async importEmptyImage(image) {
      const [repo = '', tag = ''] = image.split(':')
      const query = new URLSearchParams({ fromSrc: '-', repo, tag })
      query.append('changes', `LABEL ${PROOF_LABEL}=1`)
      const body = { type: 'application/x-tar', bytes: EMPTY_TAR } as const
      const path = `/images/create?${query.toString()}`
      const reply = await ask({ method: 'POST', path, body })
      if (!reply.ok) return reply
      // Docker has said 200 before it begins; what goes wrong then is a line of the reply.
      const lines = reply.value.toString().split('\n').map(parseJson)
      const error = lines.map((line) => progressSchema.safeParse(line).data?.error).find(Boolean)
      return error === undefined
        ? success(null)
        : failure({ code: 'bad-reply', detail: `/images/create: ${error}` })
    },
    async startContainer(name, spec) {
      const body = {
        type: 'application/json',
        bytes: Buffer.from(JSON.stringify(spec)),
      } as const
      const path = `/containers/create?${new URLSearchParams({ name }).toString()}`
      const created = await askJson({ method: 'POST', path, body }, createdSchema)
      if (!created.ok) return created
      const { Id } = created.value
      const started = await ask({ method: 'POST', path: `/containers/${Id}/start` })
      return started.ok ? success(Id) : started
    },
    async readOutput(id) {
      const state = await askJson({ path: `/containers/${id}/json` }, stateSchema)
      if (!state.ok) return state
      const log = await ask({ path: `/containers/${id}/logs?stdout=1&stderr=1` })
      if (!log.ok) return log
      return success({ text: unframed(log.value), running: state.value.State.Running })
    },
    removeContainer: (id) =>
      remove(`/containers/${id}?force=1&v=1`, () => isUnknown(`/containers/${id}/json`)),
    removeImage: (image) =>
      remove(`/images/${encodeURIComponent(image)}?force=1`, () =>
        isUnknown(`/images/${encodeURIComponent(image)}/json`),
      ),
    async listLeftovers(owner) {
      const containerQuery = filterQuery(`${PROOF_LABEL}=${owner}`)
      const containers = await askJson(
        { path: `/containers/json?all=1&${containerQuery}` },
        containersSchema,
      )
      if (!containers.ok) return containers
      const images = await askJson(
        { path: `/images/json?${filterQuery(PROOF_LABEL)}` },
        imagesSchema,
      )
      if (!images.ok) return images
      const tags = images.value.flatMap(({ RepoTags }) => RepoTags ?? [])
      return success({
        containers: containers.value
          .filter(({ Names }) => Names?.some((name) => name.startsWith(`/${PROOF_NAME}-${owner}-`)))
          .map(({ Id }) => Id),
        images: tags.filter((tag) => tag.startsWith(`${PROOF_NAME}-${owner}:`)),
      })
    },
  }
}

/** Two blocks of zeros end an archive, and this one has nothing before them (POSIX pax, ustar interchange format). */
const EMPTY_TAR = Buffer.alloc(1024)

function filterQuery(label: string): string {
  return new URLSearchParams({ filters: JSON.stringify({ label: [label] }) }).toString()
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Takes away the eight bytes before each piece of a log: the stream, three zeros, and the length (API: attach). */
export function unframed(log: Buffer): string {
  const pieces: Buffer[] = []
  for (let at = 0; at + 8 <= log.length;) {
    const end = at + 8 + log.readUInt32BE(at + 4)
    pieces.push(log.subarray(at + 8, end))
    at = end
  }
  return Buffer.concat(pieces).toString()
}
