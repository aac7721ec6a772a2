import { lstatSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { HostSnapshot } from '#domain/host-snapshot.ts'
import type { Result } from '#domain/result.ts'
import { failure, success } from '#domain/result.ts'
import { readSnapshot } from '#host/read-host.ts'
import { reportOn } from '../check-report.ts'
import { textOfReport } from '../check-report-text.ts'
import { loadHostTree } from '../simulated/host-description.ts'
import { createMachine } from '../simulated/simulated-machine.ts'
import { takeSnapshot } from '../simulated/simulated-reading.ts'

/*
 * npm run --silent check -- [--root DIR] [--json]
 * The wizard's diagnosis without a window, of this machine as the current user or of a host tree in the format of
 * e2e/hosts/README.md. It writes nothing but its answer.
 * Exit status: 0 remapping can be turned on; 1 it cannot, or only with an agreement; 2 the input is wrong.
 */

const USAGE = 'npm run --silent check -- [--root DIR] [--json]'
const HOSTS_DIR = join(import.meta.dirname, '../hosts')

type Options = { readonly root?: string | undefined; readonly json?: boolean | undefined }

function readOptions(args: readonly string[]): Result<Options, string> {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { root: { type: 'string' }, json: { type: 'boolean' } },
    })
    return success(values)
  } catch (error) {
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('. To ')
    return failure(`${reason.replace(/\.$/, '')}. Use ${USAGE}`)
  }
}

async function readMachine({ root }: Options): Promise<Result<HostSnapshot, string>> {
  if (root === undefined) return success(await readSnapshot())
  const dir = resolve(root)
  if (root === '' || !lstatSync(`${dir}/`, { throwIfNoEntry: false })?.isDirectory()) {
    return failure(
      `--root ${root === '' ? '""' : dir} is not a directory. Name one that holds host.json and root/.`,
    )
  }
  const loaded = loadHostTree(dir, HOSTS_DIR)
  return loaded.ok ? success(await takeSnapshot(createMachine(loaded.value), 'user')) : loaded
}

async function check(args: readonly string[]): Promise<number> {
  const options = readOptions(args)
  const snapshot = options.ok ? await readMachine(options.value) : options
  if (!snapshot.ok || !options.ok) {
    if (!snapshot.ok) console.error(snapshot.error)
    return 2
  }
  const report = reportOn(snapshot.value)
  console.log(options.value.json ? JSON.stringify(report, undefined, 2) : textOfReport(report))
  return report.result.kind === 'can-be-done' ? 0 : 1
}

process.exitCode = await check(process.argv.slice(2))
