import { userInfo } from 'node:os'
import type { Failure } from '#contract/channels.ts'
import type { LiveProof } from '#domain/proof/live-proof.ts'
import type { Result } from '#domain/result.ts'
import { createContainerNamesCache } from '../container-names.ts'
import { createDockerClient } from '../docker-client.ts'
import { readContainerProcesses } from '../process-watch.ts'
import { createProofDocker } from './proof-docker.ts'
import { proveLive } from './prove-live.ts'

/** The page reads processes every second, so that it sees test containers for some readings. */
const STAY_MS = 4000

/** The live proof on this machine, as the user. */
export function proveOnThisMachine(socketPath: string): Promise<Result<LiveProof, Failure>> {
  const client = createDockerClient(socketPath)
  return proveLive({
    client,
    docker: createProofDocker(socketPath),
    readProcesses: async () =>
      (await readContainerProcesses(createContainerNamesCache(client))).processes,
    stayMs: STAY_MS,
    uid: userInfo().uid,
  })
}
