import { request } from 'node:http'
import type { Result } from '#domain/result.ts'
import { failure, success } from '#domain/result.ts'

/** `not-found`: the daemon knows no such thing. `bad-reply`: an answer that is not the API's, or that it refused. */
export type DockerFailure = {
  readonly code: 'absent' | 'permission-denied' | 'no-answer' | 'not-found' | 'bad-reply'
  readonly detail: string
}

export type DockerRequest = {
  readonly method?: 'GET' | 'POST' | 'DELETE'
  /** With its query. */
  readonly path: string
  readonly body?: {
    readonly type: 'application/json' | 'application/x-tar'
    readonly bytes: Uint8Array
  }
}

const MAX_REPLY_BYTES = 16 * 1024 * 1024

/** Asks a Docker daemon once; every 2xx is a success, with what it sent. */
export function askDocker(
  socketPath: string,
  { method = 'GET', path, body }: DockerRequest,
  timeoutMs: number,
): Promise<Result<Buffer, DockerFailure>> {
  return new Promise((resolve) => {
    const signal = AbortSignal.timeout(timeoutMs)
    const headers = body && { 'content-type': body.type, 'content-length': body.bytes.length }
    const options = { socketPath, method, path, agent: false, signal, ...(headers && { headers }) }
    const call = request(options, (response) => {
      const chunks: Buffer[] = []
      let length = 0
      response.on('data', (chunk: Buffer) => {
        length += chunk.length
        chunks.push(chunk)
        if (length > MAX_REPLY_BYTES) response.destroy(new Error(`${path}: reply too large`))
      })
      response.on('error', (error) => resolve(failure(toFailure(error))))
      response.on('end', () => {
        const reply = Buffer.concat(chunks)
        const { statusCode = 0 } = response
        if (statusCode >= 200 && statusCode < 300) resolve(success(reply))
        else {
          const code = statusCode === 404 ? 'not-found' : 'bad-reply'
          const message = reply.toString('utf8', 0, 500).trim()
          resolve(failure({ code, detail: `${path}: ${statusCode} ${message}` }))
        }
      })
    })
    call.on('error', (error) => resolve(failure(toFailure(error))))
    call.end(body?.bytes)
  })
}

function toFailure(error: Error & { readonly code?: string }): DockerFailure {
  const { code, message: detail } = error
  if (code === 'ENOENT' || code === 'ENOTDIR') return { code: 'absent', detail }
  if (code === 'EACCES' || code === 'EPERM') return { code: 'permission-denied', detail }
  if (code?.startsWith('HPE_')) return { code: 'bad-reply', detail }
  return { code: 'no-answer', detail }
}
