import * as z from 'zod'
import type { CallName, Failure, Handlers } from '#contract/channels.ts'
import { schemas } from '#contract/schemas.ts'
import { failure, type Result } from '#domain/result.ts'
import { log } from './log.ts'
import { pageUrl } from './renderer-files.ts'

/** The part of Electron's WebFrameMain that tells whether it is our page; null once the frame has gone. */
export type Sender = { readonly url: string; readonly parent: object | null } | null

/** The part of Electron's ipcMain that is used. */
export type CallReceiver = {
  readonly handle: (
    name: string,
    listener: (event: { readonly senderFrame: Sender }, ...args: unknown[]) => Promise<unknown>,
  ) => void
}

/**
 * Registers every call of the contract and no other channel. A call reaches its handler only from the main frame of our
 * page and with an argument that its schema accepts. The page always gets a Result, never an exception.
 */
export function handleCalls(ipc: CallReceiver, handlers: Handlers): void {
  for (const name of Object.keys(schemas).filter(isCallName)) {
    ipc.handle(name, ({ senderFrame }, ...args: unknown[]) =>
      answer(name, handlers[name], senderFrame, args),
    )
  }
}

async function answer<Name extends CallName>(
  name: Name,
  handler: Handlers[Name],
  sender: Sender,
  args: readonly unknown[],
): Promise<Result<unknown, Failure>> {
  if (!isOurPage(sender)) {
    log.warn(`${name}: refused a call from ${sender?.url ?? 'a frame that has gone'}`)
    return failure({ code: 'untrusted-sender', detail: name })
  }
  const argument = schemas[name].safeParse(args[0])
  if (!argument.success || args.length > 1) {
    const detail = argument.error ? z.prettifyError(argument.error) : 'More than one argument'
    log.warn(`${name}: ${detail}`)
    return failure({ code: 'bad-request', detail })
  }
  try {
    return await handler(argument.data)
  } catch (error) {
    log.error(`${name}:`, error)
    return failure({ code: 'internal', detail: error instanceof Error ? error.message : name })
  }
}

/** The page may move within itself (`#…`), but it is one page, and only its main frame speaks. */
function isOurPage(sender: Sender): boolean {
  return sender !== null && sender.parent === null && sender.url.split('#')[0] === pageUrl
}

function isCallName(name: string): name is CallName {
  return Object.hasOwn(schemas, name)
}
