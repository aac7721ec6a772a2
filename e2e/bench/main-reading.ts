import { unpackUpdate } from '#domain/process-update-text.ts'
import { withUpdate } from '#domain/process-update.ts'
import type { ContainerProcess } from '#domain/container-process.ts'
import { createContainerNamesCache } from '#host/container-names.ts'
import { createDockerClient } from '#host/docker-client.ts'
import { createProcessWatch } from '#host/process-watch.ts'
import { createProcessSession } from '../../electron/main/process-session.ts'

/** What main does for each refresh of the comparison, and the page with what it is told; without the drawing. */
export function createMainReading(): () => Promise<readonly ContainerProcess[]> {
  const names = createContainerNamesCache(createDockerClient('/var/run/docker.sock'))
  const readProcesses = createProcessSession({ watchProcesses: createProcessWatch(names).read })
  let since: number | null = null
  let processes: readonly ContainerProcess[] = []
  return async () => {
    const reply = await readProcesses({ since })
    if (!reply.ok) throw new Error(reply.error.code)
    // As between the processes of Electron.
    const update = unpackUpdate(structuredClone(reply.value))
    since = update.sequence
    processes = withUpdate(processes, update)
    return processes
  }
}
