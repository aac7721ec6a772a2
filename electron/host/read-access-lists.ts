import type { RunProcess } from './process-runner.ts'

/** Linux takes 2 MiB of arguments (execve(2)); this is far below. */
const MAX_ARGUMENT_BYTES = 256 * 1024

/**
 * Access control lists by path, as getfacl(1) prints them with numbers: empty where a path has none. A path is left out
 * where nobody can tell: without the program, which the one that makes such lists always comes with, or with a name that
 * it would print differently.
 */
export async function readAccessLists(
  paths: readonly string[],
  runProcess: RunProcess,
): Promise<ReadonlyMap<string, string>> {
  const askable = [...new Set(paths)].filter(
    (path) => path.startsWith('/') && !/[\\\p{Cc}]/u.test(path),
  )
  const asked = fitting(askable)
  if (asked.length === 0) return new Map()
  const result = await runProcess(
    'getfacl',
    ['--numeric', '--absolute-names', '--skip-base', '--', ...asked],
    { timeoutMs: 5000, maxOutputBytes: 4 * 1024 * 1024 },
  )
  // 1: some path went away meanwhile, or its file system knows no such lists.
  if (!result.ok || (result.value.exitCode !== 0 && result.value.exitCode !== 1)) return new Map()
  return new Map([...asked.map((path) => [path, ''] as const), ...parseLists(result.value.stdout)])
}

function fitting(paths: readonly string[]): readonly string[] {
  let bytes = 0
  return paths.filter((path) => {
    bytes += Buffer.byteLength(path) + 1
    return bytes <= MAX_ARGUMENT_BYTES
  })
}

/** Blocks that begin with `# file: PATH` and end with an empty line. */
function parseLists(text: string): readonly (readonly [string, string])[] {
  return text.split('\n\n').flatMap((block) => {
    const [head = '', ...lines] = block.replace(/^\n+/, '').split('\n')
    if (!head.startsWith('# file: ')) return []
    const entries = lines.filter((line) => line !== '' && !line.startsWith('#'))
    return [[head.slice('# file: '.length), `${entries.join('\n')}\n`] as const]
  })
}
