import type { Failure } from '#contract/channels.ts'
import type { HostSnapshot } from '#domain/host-snapshot.ts'
import type { Result } from '#domain/result.ts'
import { failure } from '#domain/result.ts'
import { createContainerNamesCache } from './container-names.ts'
import { createProcessWatch, readContainerProcesses } from './process-watch.ts'
import { createDockerClient } from './docker-client.ts'
import { createPracticeEngines } from './practice-engines.ts'
import { proveOnThisMachine } from './proof/real-proof.ts'
import { completeSnapshot } from './elevated-snapshot.ts'
import { handOver } from './hand-over.ts'
import type { Host } from './host.ts'
import { listRuns, readRunBackups, readRunScript } from './journal.ts'
import { DEFAULT_SOCKET_PATH, readSnapshot } from './read-host.ts'
import { runProbe } from './run-probe.ts'
import { runScript } from './run-script.ts'

/** Opens this machine. `warn` gets what went wrong without stopping anything. */
export function createRealHost(
  warn: (message: string) => void = (message) => console.warn(message),
): Host {
  const containerNames = createContainerNamesCache(createDockerClient(DEFAULT_SOCKET_PATH))
  const watch = createProcessWatch(containerNames)
  return {
    simulated: false,
    readSnapshot: () => readSnapshot(),
    readSnapshotElevated,
    runScript,
    handOver,
    readRunScript: (runId) => readRunScript(runId),
    readRunBackups: (runId) => readRunBackups(runId),
    listRuns: () =>
      listRuns(({ runId, reason }) => warn(`Run ${runId} in the journal is damaged: ${reason}`)),
    readProcesses: () => readContainerProcesses(containerNames),
    watchProcesses: watch.read,
    proveLive: () => proveOnThisMachine(DEFAULT_SOCKET_PATH),
    practiceEngines: createPracticeEngines(),
  }
}

/** The user may take long over the password, so that the machine is read once more after it. */
async function readSnapshotElevated(): Promise<Result<HostSnapshot, Failure>> {
  const before = await readSnapshot()
  const report = await runProbe(before.docker.daemonConfigPath)
  if (!report.ok) return report
  const after = await readSnapshot()
  return after.docker.daemonConfigPath === before.docker.daemonConfigPath
    ? completeSnapshot(after, report.value)
    : failure({ code: 'facts-changed', detail: after.docker.daemonConfigPath })
}
