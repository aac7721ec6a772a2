import { exec } from '@vscode/sudo-prompt'
import type { Failure } from '#contract/channels.ts'
import type { Result } from '#domain/result.ts'
import { failure, success } from '#domain/result.ts'
import type { Resumption } from '#domain/run-events.ts'
import { sha256 } from '#domain/sha256.ts'
import { runProcess } from './process-runner.ts'
import type { StagedFile } from './staging.ts'
import { isPlainPath, stageFile } from './staging.ts'

/** How the elevated script ended. */
export type ElevatedEnd = {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

// Exit statuses of the elevated command before the script runs. Those of the script are others (transaction.sh).
const NOT_STAGED = 71
const NOT_COPIED = 72
const WRONG_DIGEST = 73

/**
 * Runs a script as root behind one password prompt, with `words` as its arguments, of which the first names the run. Waits
 * for the user as long as it takes. Fails only when the script certainly never started.
 */
export async function elevate(
  words: readonly string[],
  script: string,
): Promise<Result<ElevatedEnd, Failure>> {
  const staging = await stageScript(script)
  if (!staging.ok) return staging
  const staged = staging.value
  try {
    const command = elevatedCommand(words, staged.path, staged.byteLength, sha256(script))
    moveToPlainDir()
    const end = await prompt(command)
    return end.ok || end.error.code !== 'not-authorised' || (await mayBeAsked()) !== false
      ? end
      : failure({ ...end.error, code: 'not-allowed' })
  } finally {
    // How the run ended is worth more than this, which is tried again when the app ends.
    await staged.remove().catch(() => undefined)
  }
}

/** Fails when there is no room for it. */
export async function stageScript(script: string): Promise<Result<StagedFile, Failure>> {
  try {
    return success(await stageFile(script))
  } catch (error) {
    const detail = String(error)
    if (isNoRoom(detail)) return failure({ code: 'no-room', detail })
    throw error
  }
}

/** What a run's script is told: its name, and which run it goes on with. */
export function wordsOf(runId: string, resumption: Resumption | undefined): readonly string[] {
  return resumption ? [runId, resumption.verb, resumption.runId] : [runId]
}

/** What the C library, in the C locale, and Node say of a disk or a quota that is used up. */
export function isNoRoom(words: string): boolean {
  return /No space left on device|quota exceeded|ENOSPC|EDQUOT/i.test(words)
}

/**
 * Whether polkit asks this process for a password at all, by pkcheck(1): its rules may say no at once. undefined where that
 * cannot be found out.
 */
async function mayBeAsked(): Promise<boolean | undefined> {
  const action = ['--action-id', 'org.freedesktop.policykit.exec']
  const check = await runProcess('pkcheck', [...action, '--process', String(process.pid)], {
    timeoutMs: 5000,
    maxOutputBytes: 10_000,
  })
  if (!check.ok) return undefined
  // 1 is no; 0 is yes, 2 and 3 are that a password is asked for.
  return check.value.exitCode !== 1
}

/** Where root keeps its copy of a run's script from before it looks at it until the run has ended. */
export function copyDirOf(runId: string): string {
  return `/run/subroot-${runId}`
}

/**
 * What root's shell is told: constant words, a plain path and hexadecimal digits, because it goes through two shells
 * and only `"` is escaped on the way. Root copies the staged file to where only root can write, checks the copy's
 * digest and runs the copy, so nobody can exchange it in between; the copy goes away however this ends.
 */
export function elevatedCommand(
  words: readonly string[],
  stagedPath: string,
  byteLength: number,
  digest: string,
): string {
  const unfit = words.find((word) => !/^[a-z0-9-]{1,64}$/.test(word))
  if (unfit !== undefined) throw new Error(`Not a word of a run: ${unfit}`)
  if (!isPlainPath(stagedPath)) throw new Error(`Not a plain path: ${stagedPath}`)
  const copyDir = copyDirOf(words[0] ?? '')
  return [
    // So that what fails is told in words that can be recognised, by the system's own programs.
    'umask 077; export LC_ALL=C PATH=/usr/sbin:/usr/bin:/sbin:/bin',
    `mkdir ${copyDir} || exit ${NOT_STAGED}`,
    `trap 'rm -rf ${copyDir}' EXIT`,
    // In a terminal, Ctrl+C reaches the script, too: it puts everything back, and this waits for it.
    'trap : HUP INT TERM',
    // A FIFO in its place would never end.
    `timeout 10 head -c ${byteLength} ${stagedPath} > ${copyDir}/script || ${refuse('The script is not there any more, or could not be copied.', NOT_COPIED)}`,
    `echo '${digest}  ${copyDir}/script' | sha256sum -c --status - || ${refuse('This is not the script that was reviewed.', WRONG_DIGEST)}`,
    `/bin/sh ${copyDir}/script ${words.join(' ')}`,
  ].join('; ')
}

function refuse(reason: string, status: number): string {
  return `{ echo 'Subroot: ${reason} Nothing was changed.' >&2; exit ${status}; }`
}

/** sudo-prompt repeats the working directory to the shell, where a `$` or a backtick in it would be expanded. */
function moveToPlainDir() {
  try {
    if (isPlainPath(process.cwd())) return
  } catch {
    // The directory is gone; sudo-prompt would throw where nobody can catch it.
  }
  process.chdir('/')
}

function prompt(command: string): Promise<Result<ElevatedEnd, Failure>> {
  return new Promise((resolve) => {
    exec(command, { name: 'Subroot' }, (error, stdout, stderr) => {
      resolve(interpretPrompt(error, String(stdout ?? ''), String(stderr ?? '')))
    })
  })
}

/**
 * What came of the prompt. sudo-prompt writes the first two messages only when root's shell never started; pkexec(1)
 * says what its status means then.
 */
export function interpretPrompt(
  error: (Error & { readonly code?: unknown }) | undefined | null,
  stdout: string,
  stderr: string,
): Result<ElevatedEnd, Failure> {
  if (!error) return success({ exitCode: 0, stdout, stderr })
  const exitCode = typeof error.code === 'number' ? error.code : -1
  const detail = [error.message, stderr].join('\n').trim()
  if (error.message === 'No polkit authentication agent found.') {
    return failure({ code: 'no-agent', detail })
  }
  if (error.message === 'User did not grant permission.') {
    return failure({ code: refusalOf(exitCode, stderr), detail })
  }
  if (error.message.startsWith('Unable to find pkexec')) {
    return failure({ code: 'no-pkexec', detail })
  }
  if (![NOT_STAGED, NOT_COPIED, WRONG_DIGEST].includes(exitCode)) {
    return success({ exitCode, stdout, stderr })
  }
  return failure({
    code: isNoRoom(stderr) ? 'no-room' : 'elevation-failed',
    detail: `${detail}\nexit ${exitCode}`,
  })
}

/** pkexec also ends with 127 when it does not work at all; only this message, never translated, is a refusal. */
function refusalOf(exitCode: number, stderr: string): Failure['code'] {
  if (exitCode === 126) return 'dialog-dismissed'
  return exitCode === 127 && /not authorized/i.test(stderr) ? 'not-authorised' : 'elevation-failed'
}
