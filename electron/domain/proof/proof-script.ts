import { parseIdMap } from '#domain/id-mapping.ts'
import type { IdMapping } from '#domain/id-mapping.ts'

/** Where a test container finds the directory that it may write to, and the file that it must not read. */
export const WRITABLE_DIR = '/proof'
export const ROOT_ONLY_PATH = '/root-only'
export const FILE_NAME = 'made-in-the-container'

/** How long a test container stays to be looked at; then it ends, and Docker removes it, whatever became of Subroot. */
export const STAY_SECONDS = 30

/**
 * What a test container runs as its root: says what the kernel says of it, makes a file, and tries to read one byte of a
 * file that only root may read. The byte goes nowhere: only whether it could be read is said. A shell's own words, and
 * `dd` and `sleep`, which POSIX has on every machine. Redirections that may fail stand in subshells: one that fails at a
 * special built-in ends the shell (POSIX XCU 2.8.1).
 */
export const PROOF_SCRIPT = `while read -r line; do echo "uid_map $line"; done </proc/self/uid_map
while read -r line; do echo "gid_map $line"; done </proc/self/gid_map
while read -r key value rest; do
  case $key in Uid: | Gid: | CapEff:) echo "status $key $value" ;; esac
done </proc/self/status
if words=$( (: >${WRITABLE_DIR}/${FILE_NAME}) 2>&1); then echo 'file made'; else echo "file failed $words"; fi
if [ -e ${ROOT_ONLY_PATH} ]; then
  if words=$(dd if=${ROOT_ONLY_PATH} of=/dev/null bs=1 count=1 2>&1); then
    echo 'root-only read'
  else
    echo "root-only failed $words"
  fi
fi
echo end
exec sleep ${STAY_SECONDS}
`

/** What a test container said of itself. */
export type ContainerWords = {
  readonly uid: number | undefined
  readonly gid: number | undefined
  readonly uidMappings: readonly IdMapping[]
  readonly gidMappings: readonly IdMapping[]
  /** CapEff, in hexadecimal. */
  readonly capabilities: string | undefined
  /** Whether it says that it made its file; its owner is for this machine to say. */
  readonly madeFile: boolean
  readonly rootOnly: RootOnlyReading | undefined
}

export type RootOnlyReading = {
  /** `failed`: for another reason than a missing permission, which says nothing about remapping. */
  readonly outcome: 'read' | 'denied' | 'failed'
  /** What dd said; empty where it read. */
  readonly words: string
}

/** Whether the test is through. */
export function hasEnded(output: string): boolean {
  return output.endsWith('\nend\n')
}

/** Reads what PROOF_SCRIPT printed. Lines that it does not print are left out. */
export function parseProofOutput(output: string): ContainerWords {
  const after = (start: string) =>
    output
      .split('\n')
      .filter((line) => line.startsWith(start))
      .map((line) => line.slice(start.length))
  const numberAfter = (start: string) => {
    const [text = ''] = after(start)
    return /^\d+$/u.test(text) ? Number(text) : undefined
  }
  const capabilities = after('status CapEff: ')[0]
  return {
    uid: numberAfter('status Uid: '),
    gid: numberAfter('status Gid: '),
    uidMappings: parseIdMap(after('uid_map ').join('\n')),
    gidMappings: parseIdMap(after('gid_map ').join('\n')),
    capabilities: /^[0-9a-f]+$/u.test(capabilities ?? '') ? capabilities : undefined,
    madeFile: after('file made').length > 0,
    rootOnly: rootOnlyReading(after('root-only ')[0]),
  }
}

function rootOnlyReading(line: string | undefined): RootOnlyReading | undefined {
  if (line === undefined) return undefined
  if (line === 'read') return { outcome: 'read', words: '' }
  const words = line.replace(/^failed /u, '')
  // The C locale's words of EACCES and EPERM; the containers get LC_ALL=C.
  const isDenied = /Permission denied|Operation not permitted/iu.test(words)
  return { outcome: isDenied ? 'denied' : 'failed', words }
}
