import type { Bridge } from './page-bridge.ts'
import type { Encoded } from './value-codec.ts'

/** Page to main: a call of `ipcRenderer.invoke`. */
export type PageMessage = {
  readonly id: number
  readonly channel: string
  readonly args: Encoded
}

/** Main to page: an event for `ipcRenderer.on`, or the reply to a call. */
export type MainMessage =
  | { readonly kind: 'event'; readonly channel: string; readonly args: Encoded }
  | { readonly kind: 'reply'; readonly id: number; readonly ok: boolean; readonly value: Encoded }

/** The function that a CommonJS file is the body of, with what Electron's sandbox gives it. */
type Preload = (
  require: (name: string) => object,
  module: { readonly exports: object },
  exports: object,
  process: object,
  Buffer: object,
) => void

/**
 * Runs a preload as Electron's sandbox does: `require` gives it `electron` with the renderer's few modules, and nothing
 * of Node. Returns where main's messages go.
 * Evaluated in the page's isolated world from its source, so it must stand alone.
 */
export function startPreload(
  preload: Preload,
  send: (message: string) => void,
  bridge: Bridge,
  encode: (value: unknown) => Encoded,
  decode: (encoded: Encoded) => unknown,
): (message: MainMessage) => void {
  type Listener = (event: object, ...args: unknown[]) => void
  const listeners = new Map<string, readonly Listener[]>()
  type Resolvers = {
    readonly resolve: (value: unknown) => void
    readonly reject: (error: unknown) => void
  }
  const calls = new Map<number, Resolvers>()
  const refusal = 'The Electron host gives a sandboxed preload no'
  let lastId = 0

  function invoke(channel: string, ...args: unknown[]): Promise<unknown> {
    lastId += 1
    const message: PageMessage = { id: lastId, channel, args: encode(structuredClone(args)) }
    return new Promise((resolve, reject) => {
      calls.set(message.id, { resolve, reject })
      send(JSON.stringify(message))
    })
  }
  function on(channel: string, listener: Listener) {
    listeners.set(channel, [...(listeners.get(channel) ?? []), listener])
  }
  function removeListener(channel: string, listener: Listener) {
    const all = listeners.get(channel) ?? []
    listeners.set(
      channel,
      all.filter((item) => item !== listener),
    )
  }
  /** An object that says by name what it does not have, instead of being silently without it. */
  const only = (path: string, members: object) =>
    new Proxy(members, {
      get: (object, property) => {
        if (property in object || typeof property === 'symbol' || property === '__esModule') {
          return Reflect.get(object, property)
        }
        throw new Error(`${refusal} ${path}.${property}.`)
      },
    })

  const { expose } = bridge
  const electron = only('electron', {
    ipcRenderer: only('ipcRenderer', { invoke, on, off: removeListener, removeListener }),
    contextBridge: only('contextBridge', { exposeInMainWorld: expose }),
  })
  const requireInSandbox = (name: string) => {
    if (name === 'electron') return electron
    throw new Error(`${refusal} module '${name}'.`)
  }
  const module = { exports: {} }
  preload(requireInSandbox, module, module.exports, only('process', {}), only('Buffer', {}))

  return (message) => {
    if (message.kind === 'event') {
      const args = decode(message.args)
      for (const listener of listeners.get(message.channel) ?? []) {
        listener({}, ...(Array.isArray(args) ? args : []))
      }
    } else {
      const call = calls.get(message.id)
      calls.delete(message.id)
      const value = decode(message.value)
      if (message.ok) call?.resolve(value)
      else call?.reject(value)
    }
  }
}
