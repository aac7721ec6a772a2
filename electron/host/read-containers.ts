import { pathsToRead } from '#domain/containers/host-paths.ts'
import type { DockerSnapshot } from '#domain/host-snapshot.ts'
import type { MachineFiles } from './machine-files.ts'
import type { ProcReader } from './proc-reader.ts'
import type { RunProcess } from './process-runner.ts'
import { readPaths } from './read-paths.ts'

export type Surroundings = Pick<DockerSnapshot, 'firstProcesses' | 'pathReadings'>

/** What this machine itself tells about its containers: who runs in them, and what they get of its files. */
export async function readSurroundings(
  { containers, volumes, socket }: Pick<DockerSnapshot, 'containers' | 'volumes' | 'socket'>,
  {
    files,
    proc,
    runProcess,
  }: {
    readonly files: MachineFiles
    readonly proc: ProcReader
    readonly runProcess: RunProcess
  },
): Promise<Surroundings> {
  return {
    firstProcesses: containers.flatMap(({ id, running, pid }) => {
      const status = running && pid > 0 ? proc.readStatus(pid) : undefined
      return status ? [{ containerId: id, uid: status.uid, gid: status.gid }] : []
    }),
    pathReadings: await readPaths(
      pathsToRead(containers, volumes ?? [], socket.path),
      files,
      runProcess,
    ),
  }
}
