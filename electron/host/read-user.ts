import { createHash } from 'node:crypto'
import { homedir, userInfo } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import type { UserSnapshot } from '#domain/host-snapshot.ts'
import { readReferenceFile } from './file-reader.ts'

const ENVIRONMENT_NAMES = [
  'DOCKER_HOST',
  'DOCKER_CONTEXT',
  'WSL_DISTRO_NAME',
  'XDG_RUNTIME_DIR',
] as const

export async function readUser(environment: NodeJS.ProcessEnv): Promise<UserSnapshot> {
  const homeDir = environment['HOME'] || homedir()
  const { uid, gid } = { uid: process.getuid?.() ?? -1, gid: process.getgid?.() ?? -1 }
  return {
    name: userNameOf(uid),
    uid,
    gid,
    groupIds: process.getgroups?.() ?? [],
    homeDir,
    environment: Object.fromEntries(
      ENVIRONMENT_NAMES.flatMap((name) => {
        const value = environment[name]
        return value ? [[name, value]] : []
      }),
    ),
    dockerContext: await readDockerContext(
      environment['DOCKER_CONFIG'] || join(homeDir, '.docker'),
      environment['DOCKER_CONTEXT'] || undefined,
    ),
  }
}

/** The login name, or the UID in digits where no account has it. */
function userNameOf(uid: number): string {
  try {
    return userInfo().username
  } catch {
    return String(uid)
  }
}

const configSchema = z.object({ currentContext: z.string().optional() })
const contextSchema = z.object({
  Endpoints: z.object({ docker: z.object({ Host: z.string().optional() }).optional() }),
})

/**
 * The context that the docker command uses unless DOCKER_HOST is set: DOCKER_CONTEXT, else `currentContext` of
 * config.json. Its endpoint is in contexts/meta/<SHA-256 of its name>/meta.json (docker/cli cli/context/store).
 */
async function readDockerContext(
  configDir: string,
  chosenName: string | undefined,
): Promise<UserSnapshot['dockerContext']> {
  const config = await readJson(join(configDir, 'config.json'), configSchema)
  const name = chosenName ?? config?.currentContext
  if (!name || name === 'default') return undefined
  const id = createHash('sha256').update(name).digest('hex')
  const context = await readJson(
    join(configDir, 'contexts', 'meta', id, 'meta.json'),
    contextSchema,
  )
  return { name, endpoint: context?.Endpoints.docker?.Host }
}

async function readJson<Value>(path: string, schema: z.ZodType<Value>): Promise<Value | undefined> {
  const file = await readReferenceFile(path)
  if (file.kind !== 'text') return undefined
  try {
    return schema.parse(JSON.parse(file.text))
  } catch {
    return undefined
  }
}
