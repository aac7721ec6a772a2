import type { FileState } from '#domain/host-snapshot.ts'
import { OTHER_FILES } from '#domain/other-files.ts'
import type { MachineFiles } from './machine-files.ts'

export async function readOtherFiles(
  machineFiles: MachineFiles,
): Promise<Readonly<Record<string, FileState>>> {
  const files = await Promise.all(
    OTHER_FILES.map(async (path) => [path, await machineFiles.readEditable(path)] as const),
  )
  return Object.fromEntries(files)
}
