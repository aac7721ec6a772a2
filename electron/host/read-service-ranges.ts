import { parseSubidService } from '#domain/account-files.ts'
import type { FileState, UserSnapshot } from '#domain/host-snapshot.ts'
import type { IdRange } from '#domain/id-range.ts'
import type { RunProcess } from './process-runner.ts'

/**
 * What getsubids(1) tells of a user's ranges, asked only where nsswitch.conf names a service other than the files:
 * newuidmap(1) lets the user have those, and Docker, which reads the files alone, does not see them.
 */
export async function readServiceRanges(
  nsswitch: FileState,
  userName: string,
  runProcess: RunProcess,
): Promise<UserSnapshot['serviceRanges']> {
  if (nsswitch.kind !== 'text' || parseSubidService(nsswitch.text) === 'files') return undefined
  const ask = async (options: readonly string[]): Promise<readonly IdRange[]> => {
    const result = await runProcess('getsubids', [...options, userName], {
      timeoutMs: 3000,
      maxOutputBytes: 64 * 1024,
    })
    return result.ok && result.value.exitCode === 0 ? parseRanges(result.value.stdout) : []
  }
  const [uid, gid] = await Promise.all([ask([]), ask(['-g'])])
  return { uid, gid }
}

/** Lines such as `0: alice 100000 65536`. */
function parseRanges(text: string): readonly IdRange[] {
  return [...text.matchAll(/^\d+: \S+ (\d+) (\d+)$/gm)].map(([, start, count]) => ({
    start: Number(start),
    count: Number(count),
  }))
}
