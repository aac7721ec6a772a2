import { createHash } from 'node:crypto'
import { homedir, userInfo } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import type { UserSnapshot } from '#domain/host-snapshot.ts'
import type { MachineFiles } from './machine-files.ts'

const ENVIRONMENT_NAMES = [
  'DOCKER_HOST',
  'DOCKER_CONTEXT',
  'WSL_DISTRO_NAME',
  'XDG_RUNTIME_DIR',
] as const

/** Who looks at the machine. */
export type UserIdentity = Pick<UserSnapshot, 'name' | 'uid' | 'gid' | 'groupIds'>

export function currentIdentity(): UserIdentity {
  const uid = process.getuid?.() ?? -1
  return {
    name: userNameOf(uid),
    uid,
    gid: process.getgid?.() ?? -1,
    groupIds: process.getgroups?.() ?? [],
  }
}

export async function readUser({
  environment,
  identity,
  files,
}: {
  readonly environment: NodeJS.ProcessEnv
  readonly identity: UserIdentity
  readonly files: MachineFiles
}): Promise<UserSnapshot> {
  const homeDir = environment['HOME'] || homedir()
  return {
    ...identity,
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
      files,
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
  files: MachineFiles,
): Promise<UserSnapshot['dockerContext']> {
  const config = await readJson(files, join(configDir, 'config.json'), configSchema)
  const name = chosenName ?? config?.currentContext
  if (!name || name === 'default') return undefined
  const id = createHash('sha256').update(name).digest('hex')
  const context = await readJson(
    files,
    join(configDir, 'contexts', 'meta', id, 'meta.json'),
    contextSchema,
  )
  return { name, endpoint: context?.Endpoints.docker?.Host }
}

async function readJson<Value>(
  files: MachineFiles,
  path: string,
  schema: z.ZodType<Value>,
): Promise<Value | undefined> {
  const file = await files.readReference(path)
  if (file.kind !== 'text') return undefined
  try {
    return schema.parse(JSON.parse(file.text))
  } catch {
    return undefined
  }
}
