import type { Backup } from '#domain/run-backups.ts'
import { sha256 } from '#domain/sha256.ts'
import type { ReadScript, ScriptCommand } from './script-reader.ts'
import type { SimulatedMachine } from './simulated-machine.ts'

/** The copies that transaction.sh would keep of what a script changes on the machine as it is, in their order. */
export function backupsOf(
  { changes }: ReadScript,
  { texts }: SimulatedMachine,
  runId: string,
): readonly Backup[] {
  const paths = new Set(changes.flatMap(pathsOf))
  return [...paths].flatMap((path) => {
    const text = texts.get(path)
    if (text === undefined) return []
    const copyPath = `/var/lib/subroot/runs/${runId}/backup${path}`
    return [{ path, copyPath, bytes: Buffer.byteLength(text), sha256: sha256(text) }]
  })
}

/** There is no shadow file in a simulated machine. */
function pathsOf([name, , path = '']: ScriptCommand): readonly string[] {
  if (name.startsWith('edit_file')) return [path]
  if (name.endsWith('_group')) return ['/etc/group']
  return name.endsWith('_user') ? ['/etc/passwd'] : []
}
