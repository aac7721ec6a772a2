import { labPassword } from './base.ts'
import type { Desktop } from './desktop.ts'
import { waitFor } from './wait-for.ts'

/** A terminal of the session's user, with a shell at its prompt. */
export type Terminal = {
  /** Pastes a line and presses Enter, answers sudo if it asks, and waits for the prompt. */
  readonly run: (line: string) => Promise<{ readonly status: number; readonly output: string }>
  /** Pastes it and answers sudo, and does not wait. */
  readonly start: (line: string) => Promise<void>
  readonly close: () => void
}

const PROMPT = 'lab-prompt> '

/** A line may be a whole Apply. */
const LIMIT_MS = 300_000

/** Opens a real pseudo-terminal with an interactive bash in it. */
export async function openTerminal(desktop: Desktop): Promise<Terminal> {
  // A shell that only runs a command takes PS1 from what it starts.
  const shell = `PS1='${PROMPT}' exec bash --norc -i`
  const program = ['script', '--quiet', '--command', shell, '/dev/null']
  const child = desktop.spawn(program, { TERM: 'xterm', LC_ALL: 'C.UTF-8' })
  let shown = ''
  child.stdin.on('error', () => {})
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (shown += chunk))

  const waitForText = (text: string, from: number) =>
    waitFor(
      `${text} in the terminal`,
      async () => shown.indexOf(text, from) + 1 || undefined,
      LIMIT_MS,
    )
  const type = (text: string) => void child.stdin.write(`${text}\n`)

  async function start(line: string) {
    const from = shown.length
    type(line)
    await waitFor(
      'a question or a prompt',
      async () =>
        shown.includes('[sudo] password for', from) || shown.includes(PROMPT, from) || undefined,
      LIMIT_MS,
    )
    if (shown.includes('[sudo] password for', from)) type(labPassword)
  }

  async function run(line: string) {
    const from = shown.length
    await start(line)
    await waitForText(PROMPT, from)
    // Without the line itself, which the terminal shows first.
    const output = shown.slice(shown.indexOf('\n', from) + 1)
    const asked = shown.length
    type('echo "status=$?."')
    await waitFor('the status', async () => /status=\d+\./.test(shown.slice(asked)) || undefined)
    await waitForText(PROMPT, shown.indexOf('status=', asked))
    const status = Number(/status=(\d+)\./.exec(shown.slice(asked))?.[1])
    return { status, output }
  }

  await waitForText(PROMPT, 0)
  return { run, start, close: () => void child.stdin.end('exit\n') }
}
