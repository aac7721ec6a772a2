import { lstatSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { HostSnapshot } from '#domain/host-snapshot.ts'
import type { Result } from '#domain/result.ts'
import { failure, success } from '#domain/result.ts'
import { readSnapshot } from '#host/read-host.ts'
import { reportOn } from './check-report.ts'
import { textOfReport } from './check-report-text.ts'
import { loadHostTree } from './hosts/host-tree.ts'
import { createMachine } from '#simulated/simulated-machine.ts'
import { takeSnapshot } from '#simulated/simulated-reading.ts'

const USAGE = 'npm run --silent check -- [--root DIR] [--json]'

type Options = { readonly root?: string | undefined; readonly json?: boolean | undefined }

/** How the command ends: with an answer on standard output, or with one sentence on standard error. */
export type CheckOutcome =
  | { readonly status: 0 | 1; readonly answer: string }
  | { readonly status: 2; readonly problem: string }

/** The command without its process. */
export async function check(args: readonly string[]): Promise<CheckOutcome> {
  const options = readOptions(args)
  if (!options.ok) return { status: 2, problem: options.error }
  const snapshot = await readMachine(options.value)
  if (!snapshot.ok) return { status: 2, problem: snapshot.error }
  const report = reportOn(snapshot.value)
  const { json, root } = options.value
  const head = root === undefined ? '' : `Host tree      ${resolve(root)} (simulated)\n`
  const answer = json ? JSON.stringify(report, undefined, 2) : head + textOfReport(report)
  return { status: report.result.kind === 'can-be-done' ? 0 : 1, answer }
}

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
  const loaded = loadHostTree(dir)
  return loaded.ok ? success(await takeSnapshot(createMachine(loaded.value), 'user')) : loaded
}
