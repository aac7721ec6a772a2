import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseDaemonConfig, setUsernsRemap } from '#domain/daemon-config.ts'
import { applyEdits } from '#domain/text-edit.ts'
import type { Failure } from './laws.ts'
import { NESTED_VALUE } from './texts.ts'

export type DaemonAnswers = {
  readonly asked: number
  /** Refused for what is not ours to know: unknown keys, other keys' values. */
  readonly otherReasons: number
  readonly failures: readonly Failure[]
}

/** Nobody, without a way to become anybody else: whatever dockerd would do after reading the file, it may not. */
const AS_NOBODY = ['--reuid=65534', '--regid=65534', '--clear-groups', '--no-new-privs']

type Judgement = 'alike' | 'other reason' | 'differs'

const FLAG_VALUE = 'fromtheflag'

/**
 * Whether dockerd takes each accepted file, as it is and after our edit, with the `userns-remap` that we read. It reads the file before it looks who
 * started it, and it names the file's value where a flag contradicts it (userns-facts 2.1; measured on 20.10.24 and
 * 26.1.5): so a start as nobody tells what it read, and ends at once.
 */
export async function askDockerd(
  texts: readonly string[],
  { dir, path, version }: { readonly dir: string; readonly path: string; readonly version: string },
): Promise<DaemonAnswers> {
  const casesDir = join(dir, `daemon-${version}`)
  mkdirSync(casesDir)
  const edited = texts.map((text) => applyEdits(text, setUsernsRemap(text, 'default')))
  const waiting = [...[...new Set([...texts, ...edited])].entries()]
  const failures: Failure[] = []
  let otherReasons = 0
  let asked = 0

  async function askInTurn() {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const [number, text] = next
      const config = parseDaemonConfig(text)
      if (!config.ok) continue
      // Before 23.0 dockerd refuses a byte order mark, and an empty file (measured on 20.10.24: `EOF`). The first is a
      // finding of ours; with the second Docker cannot be running, and our edit makes the file a good one.
      if (version.startsWith('20.') && (config.value.byteOrderMark || text.trim() === '')) continue
      asked += 1
      const file = join(casesDir, `${number}.json`)
      writeFileSync(file, text)
      const answer = await say(path, ['--userns-remap', FLAG_VALUE, '--config-file', file])
      const judged = judge(answer, config.value.usernsRemap)
      if (judged === 'other reason') otherReasons += 1
      else if (judged === 'differs') {
        failures.push({
          kind: 'daemon.json',
          text,
          broken: `dockerd ${version} says: ${answer.trim()}`,
        })
      }
    }
  }
  await Promise.all([askInTurn(), askInTurn()])
  return { asked, otherReasons, failures }
}

function judge(answer: string, usernsRemap: string | undefined): Judgement {
  const conflict = `userns-remap: (from flag: ${FLAG_VALUE}, from file: `
  if (usernsRemap !== undefined && answer.includes(`${conflict}${usernsRemap})`)) return 'alike'
  if (usernsRemap === undefined) {
    if (/needs to be started with root/.test(answer)) return 'alike'
    // dockerd looks for flags' names inside unknown objects too, and then ignores what is there (measured on 20.10.24).
    if (answer.includes(`${conflict}${NESTED_VALUE})`)) return 'other reason'
  }
  return /invalid character|EOF|unexpected end|userns-remap/.test(answer) || answer === ''
    ? 'differs'
    : 'other reason'
}

async function say(path: string, args: readonly string[]): Promise<string> {
  const child = spawn('timeout', ['20', 'setpriv', ...AS_NOBODY, path, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' },
  })
  let answer = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    answer += text
  })
  await once(child, 'close')
  return answer
}
