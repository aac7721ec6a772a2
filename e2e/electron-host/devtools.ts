import type { Duplex } from 'node:stream'
import type { ProtocolMapping } from 'devtools-protocol/types/protocol-mapping.js'

type Commands = ProtocolMapping.Commands
type Events = ProtocolMapping.Events

/** One target of the browser (the browser itself, or a page) in the DevTools protocol. */
export type DevtoolsSession = {
  readonly send: <Method extends keyof Commands>(
    method: Method,
    ...parameters: Commands[Method]['paramsType']
  ) => Promise<Commands[Method]['returnType']>
  readonly on: <Name extends keyof Events>(
    name: Name,
    listener: (event: Events[Name][0]) => void,
  ) => void
}

export type Devtools = {
  readonly browser: DevtoolsSession
  readonly session: (sessionId: string) => DevtoolsSession
  /** Resolves when the browser has gone. */
  readonly closed: Promise<void>
}

/** `params` and `result` only pass through: the protocol's tables say what they are. */
type Message = {
  readonly id?: number
  readonly sessionId?: string
  readonly method?: string
  readonly params: never
  readonly result: never
  readonly error?: { readonly message: string }
}

type Call = {
  readonly method: string
  readonly resolve: (result: never) => void
  readonly reject: (error: Error) => void
}

/**
 * Speaks the DevTools protocol over Chromium's `--remote-debugging-pipe`: JSON messages that end in a zero byte. A pipe,
 * because no other process can reach it, and because Chromium ends when it closes.
 */
export function connectDevtools(input: Duplex, output: Duplex): Devtools {
  let lastId = 0
  const pending = new Map<number, Call>()
  const listeners = new Map<string, ((event: never) => void)[]>()

  function receive(message: Message) {
    if (message.id !== undefined) {
      const call = pending.get(message.id)
      pending.delete(message.id)
      if (message.error) call?.reject(new Error(`${call.method}: ${message.error.message}`))
      else call?.resolve(message.result)
    } else {
      const key = `${message.sessionId ?? ''} ${message.method ?? ''}`
      for (const listener of listeners.get(key) ?? []) listener(message.params)
    }
  }

  let unread = Buffer.alloc(0)
  output.on('data', (chunk: Buffer) => {
    unread = Buffer.concat([unread, chunk])
    for (let end = unread.indexOf(0); end !== -1; end = unread.indexOf(0)) {
      const text = unread.toString('utf8', 0, end)
      unread = unread.subarray(end + 1)
      const message: Message = JSON.parse(text)
      receive(message)
    }
  })
  // Writing to a browser that is just ending is no error of its own: `closed` tells.
  input.on('error', () => undefined)

  let isGone = false
  const closed = new Promise<void>((resolve) => {
    output.on('error', () => resolve())
    output.on('close', () => {
      isGone = true
      for (const call of pending.values()) {
        call.reject(new Error(`${call.method}: the browser has ended`))
      }
      pending.clear()
      resolve()
    })
  })

  function session(sessionId: string | undefined): DevtoolsSession {
    return {
      send: (method, ...[parameters]) =>
        new Promise((resolve, reject) => {
          // Nobody would ever answer.
          if (isGone) return reject(new Error(`${method}: the browser has ended`))
          lastId += 1
          pending.set(lastId, { method, resolve, reject })
          const message = { id: lastId, method, params: parameters ?? {}, sessionId }
          input.write(`${JSON.stringify(message)}\0`)
        }),
      on: (name, listener) => {
        const key = `${sessionId ?? ''} ${name}`
        const list = listeners.get(key) ?? []
        listeners.set(key, [...list, listener])
      },
    }
  }
  return { browser: session(undefined), session, closed }
}
