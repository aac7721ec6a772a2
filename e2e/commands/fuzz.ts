import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { askGetent } from '../fuzz/account-readers.ts'
import { askDockerd } from '../fuzz/daemon-readers.ts'
import { unpackDockerPrograms } from '../fuzz/docker-programs.ts'
import type { Answers, Failure } from '../fuzz/laws.ts'
import { FILE_KINDS, runLaws } from '../fuzz/laws.ts'
import { isInstalled, isRoot, makeCasesDir } from '../fuzz/namespace.ts'
import { askShell } from '../fuzz/release-reader.ts'
import { askGetsubids, askNewuidmap } from '../fuzz/subordinate-readers.ts'
import { askSystemd, hasSystemd } from '../fuzz/unit-readers.ts'
import { ensureReaders } from './setup.ts'

/**
 * `npm run fuzz [-- --seed N --runs N --sample N --messages N]`: almost valid files and messages against what we
 * promise of them, and a sample of what we accept against the programs that read it in earnest (docs/fuzzing.md). A start
 * of dockerd takes longest: it and newuidmap get a tenth of the sample.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    runs: { type: 'string', default: '210000' },
    sample: { type: 'string', default: '3000' },
    messages: { type: 'string', default: '100000' },
  },
})
const seed = Number(values.seed ?? Date.now() % 2 ** 31)
const runsEach = Math.ceil(Number(values.runs) / FILE_KINDS.length)
const sample = Number(values.sample)
console.log(
  `Seed ${seed}. To repeat this run: npm run fuzz -- --seed ${seed} --runs ${values.runs} --sample ${values.sample} --messages ${values.messages}`,
)

type Row = { readonly what: string; readonly asked: number; readonly failed: number }
const rows: Row[] = []
const failures: Failure[] = []
const skipped: string[] = []
const acceptedBy = new Map<string, readonly string[]>()

for (const [index, kind] of FILE_KINDS.entries()) {
  const result = runLaws(kind, seed + index, runsEach)
  acceptedBy.set(kind.name, [...new Set(result.accepted)])
  note(`${kind.name}: our laws (${result.accepted.length} accepted)`, {
    asked: result.cases,
    failures: result.failures,
  })
}

const dir = makeCasesDir()
try {
  await askReaders()
} finally {
  rmSync(dir, { recursive: true, force: true })
}
sendMessages()

for (const { kind, text, broken } of failures.slice(0, 20)) {
  console.error(`FAILED ${kind}: ${broken}\n  ${JSON.stringify(text)}`)
}
console.table(rows)
for (const reason of skipped) console.log(`Skipped: ${reason}`)
const failed = rows.reduce((sum, row) => sum + row.failed, 0)
const passed = rows.reduce((sum, row) => sum + row.asked - row.failed, 0)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0

function note(what: string, { asked, failures: found }: Answers): void {
  failures.push(...found)
  rows.push({ what, asked, failed: found.length })
  console.log(`${what}: ${asked} asked, ${found.length} failed`)
}

function sampleOf(name: string, size = sample): readonly string[] {
  return (acceptedBy.get(name) ?? []).slice(0, size)
}

/** The programs that read these files in earnest, each on a sample of what we accept. */
async function askReaders(): Promise<void> {
  if (!isRoot) {
    skipped.push(
      'the real readers: only root can lay files over /etc in a namespace, and ask as nobody',
    )
    return
  }
  const obstacle = ensureReaders()
  if (obstacle !== undefined) skipped.push(`getsubids, newuidmap: ${obstacle}`)
  if (isInstalled('getsubids')) {
    note('subuid, subgid: getsubids', askGetsubids(sampleOf('subuid'), dir))
    note('subuid: newuidmap', askNewuidmap(sampleOf('subgid', Math.ceil(sample / 10)), dir))
  }
  note('passwd: getent', askGetent('passwd', sampleOf('passwd'), dir))
  note('group: getent', askGetent('group', sampleOf('group'), dir))
  note('os-release: sh', askShell(sampleOf('os-release'), dir))
  if (hasSystemd) note('units: systemd', askSystemd(sampleOf('unit'), dir))
  else skipped.push('systemd: not installed')
  const { programs, obstacles } = unpackDockerPrograms(dir)
  skipped.push(...obstacles)
  for (const program of programs) {
    const answers = await askDockerd(sampleOf('daemon.json', Math.ceil(sample / 10)), {
      dir,
      ...program,
    })
    note(`daemon.json: dockerd ${program.version}`, answers)
    console.log(
      `dockerd ${program.version} refused ${answers.otherReasons} of them for other keys, which are not ours to judge.`,
    )
  }
}

/** Random messages to the router, as a suite of its own: it stands in for Electron. */
function sendMessages(): void {
  const { status } = spawnSync('npx', ['vitest', 'run', 'e2e/fuzz/messages.property.test.ts'], {
    stdio: 'inherit',
    env: {
      ...process.env,
      SUBROOT_FUZZ_SEED: String(seed),
      SUBROOT_FUZZ_MESSAGES: values.messages,
    },
  })
  const asked = status === 0 ? Number(values.messages) : 1
  rows.push({ what: 'messages to the router', asked, failed: status === 0 ? 0 : 1 })
}
