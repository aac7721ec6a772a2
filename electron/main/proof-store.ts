import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { app } from 'electron'
import * as z from 'zod'
import { LANDINGS } from '#domain/landing.ts'
import type { LiveProof } from '#domain/proof/live-proof.ts'
import { PROOF_ROLES } from '#domain/proof/live-proof.ts'

export type ProofStore = {
  /** Newest first. */
  readonly read: () => Promise<readonly LiveProof[]>
  readonly add: (proof: LiveProof) => Promise<void>
}

/** What was measured of a real machine outlives the window; of a simulated one, which does not outlive it, nothing does. */
export function createProofStore(simulated: boolean): ProofStore {
  return simulated ? inMemory() : inFile(join(app.getPath('userData'), 'proofs.json'))
}

const MAX_PROOFS = 20

function inMemory(): ProofStore {
  let proofs: readonly LiveProof[] = []
  return {
    read: async () => proofs,
    add: async (proof) => {
      proofs = [proof, ...proofs].slice(0, MAX_PROOFS)
    },
  }
}

/** A file of the user's; what is not as it was written counts as nothing. */
export function inFile(path: string): ProofStore {
  async function read(): Promise<readonly LiveProof[]> {
    const text = await readFile(path, 'utf8').catch(() => '')
    return proofsSchema.safeParse(parseJson(text)).data?.proofs ?? []
  }
  return {
    read,
    add: async (proof) => {
      const proofs = [proof, ...(await read())].slice(0, MAX_PROOFS)
      await mkdir(dirname(path), { recursive: true })
      await writeFile(`${path}.new`, JSON.stringify({ version: 1, proofs }), { mode: 0o600 })
      await rename(`${path}.new`, path)
    },
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const id = z.int().min(0).max(4294967295)
const words = z.string().max(10_000)
const mappings = z.array(z.object({ containerId: id, hostId: id, size: id }))
const containerSchema = z.object({
  role: z.enum(PROOF_ROLES),
  name: words,
  problem: words.exactOptional(),
  uid: id.exactOptional(),
  gid: id.exactOptional(),
  uidMappings: mappings,
  gidMappings: mappings,
  capabilities: z
    .string()
    .regex(/^[0-9a-f]{1,16}$/u)
    .exactOptional(),
  process: z
    .object({ pid: id, uid: id, gid: id, command: words, landing: z.enum(LANDINGS) })
    .exactOptional(),
  file: z.object({ uid: id, gid: id }).exactOptional(),
  rootOnly: z.object({ outcome: z.enum(['read', 'denied', 'failed']), words }).exactOptional(),
})
const proofsSchema: z.ZodType<{ readonly proofs: readonly LiveProof[] }> = z.object({
  version: z.literal(1),
  proofs: z.array(
    z.object({
      at: z.int().min(0),
      // A simulated one is never written here.
      simulated: z.literal(false),
      remapped: z.boolean(),
      dockerVersion: words,
      kernelRelease: words,
      rootOnlyFile: z
        .object({ path: words, uid: id, gid: id, mode: z.int().min(0).max(0o7777) })
        .exactOptional(),
      containers: z.array(containerSchema),
      leftBehind: z.array(words),
    }),
  ),
})
