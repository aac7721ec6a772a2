import { spawn } from 'node:child_process'
import type { Result } from '#domain/result.ts'
import { failure, success } from '#domain/result.ts'

type ProcessOutput = {
  /** undefined when a signal ended it. */
  readonly exitCode: number | undefined
  readonly stdout: string
  readonly stderr: string
}

type ProcessFailure = {
  readonly code: 'not-found' | 'not-started' | 'timed-out' | 'too-much-output' | 'aborted'
  readonly detail: string
}

type ProcessLimits = {
  readonly timeoutMs: number
  /** For standard output and standard error together. */
  readonly maxOutputBytes: number
  readonly signal?: AbortSignal
}

/** A program and its arguments, run as they are: there is no shell in between. */
export type RunProcess = (
  command: string,
  args: readonly string[],
  limits: ProcessLimits,
) => Promise<Result<ProcessOutput, ProcessFailure>>

/**
 * Runs a program to its end with nothing on standard input and LC_ALL=C, so that its output can be parsed. A process
 * that outlives its limits is killed. Any exit code is a success of the runner; the caller judges it.
 */
export const runProcess: RunProcess = (command, args, limits) =>
  new Promise((resolve) => {
    const child = spawn(command, [...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, LC_ALL: 'C' },
    })
    const output = { stdout: [] as Buffer[], stderr: [] as Buffer[] }
    let outputBytes = 0
    let stopped: ProcessFailure | undefined

    const stop = (code: ProcessFailure['code'], detail: string) => {
      stopped ??= { code, detail }
      child.kill('SIGKILL')
      // A grandchild may keep the pipes open; without them `close` comes at once.
      child.stdout.destroy()
      child.stderr.destroy()
    }
    const collect = (stream: 'stdout' | 'stderr') => (chunk: Buffer) => {
      outputBytes += chunk.length
      if (outputBytes > limits.maxOutputBytes) stop('too-much-output', command)
      else output[stream].push(chunk)
    }
    child.stdout.on('data', collect('stdout'))
    child.stderr.on('data', collect('stderr'))

    const timer = setTimeout(() => stop('timed-out', command), limits.timeoutMs)
    const abort = () => stop('aborted', command)
    limits.signal?.addEventListener('abort', abort)
    if (limits.signal?.aborted) abort()

    const settle = (result: Result<ProcessOutput, ProcessFailure>) => {
      clearTimeout(timer)
      limits.signal?.removeEventListener('abort', abort)
      resolve(result)
    }
    child.on('error', (error: NodeJS.ErrnoException) => {
      const code = error.code === 'ENOENT' ? 'not-found' : 'not-started'
      settle(failure(stopped ?? { code, detail: error.message }))
    })
    child.on('close', (exitCode) => {
      if (stopped) settle(failure(stopped))
      else
        settle(
          success({
            exitCode: exitCode ?? undefined,
            stdout: Buffer.concat(output.stdout).toString(),
            stderr: Buffer.concat(output.stderr).toString(),
          }),
        )
    })
  })
