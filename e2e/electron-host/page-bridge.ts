/** One end of the bridge between the preload's isolated world and the page's own. */
export type Bridge = {
  /** Isolated end: `api` becomes `window[key]` in the page. */
  readonly expose: (key: string, api: unknown) => void
}

/**
 * What `contextBridge` does in Electron: functions stay where they are and are called across, everything else is
 * cloned, and the page can change nothing. The worlds share no objects, only the document, so messages are events on
 * `window` under a name that only the two ends know; `CustomEvent.detail` is cloned from world to world.
 *
 * Evaluated in both worlds from its source, before any script of the page: it must stand alone, and it takes what it
 * uses of the DOM now, because the page may replace it later.
 */
export function openBridge(token: string, here: 'isolated' | 'page'): Bridge {
  type Packed =
    | { readonly kind: 'function' | 'promise'; readonly id: number }
    | { readonly kind: 'array'; readonly items: readonly Packed[] }
    | { readonly kind: 'object'; readonly entries: readonly (readonly [string, Packed])[] }
    | { readonly kind: 'error'; readonly message: string }
    | { readonly kind: 'value'; readonly value: unknown }
  type Resolvers = {
    readonly resolve: (value: unknown) => void
    readonly reject: (error: unknown) => void
  }
  type Message =
    | { readonly kind: 'ask-exposed' }
    | { readonly kind: 'call'; readonly id: number; readonly args: readonly Packed[] }
    | { readonly kind: 'reply'; readonly value: Packed }
    | {
        readonly kind: 'settled'
        readonly id: number
        readonly ok: boolean
        readonly value: Packed
      }

  const inName = `${token}-to-${here}`
  const outName = `${token}-to-${here === 'isolated' ? 'page' : 'isolated'}`
  const { apply, getOwnPropertyDescriptor } = Reflect
  const { entries, freeze, fromEntries, defineProperty, values } = Object
  const [Detail, PromiseHere, ErrorHere, toText, clone] = [
    CustomEvent,
    Promise,
    Error,
    String,
    structuredClone,
  ]
  const dispatch = getOwnPropertyDescriptor(EventTarget.prototype, 'dispatchEvent')?.value
  const readDetail = getOwnPropertyDescriptor(CustomEvent.prototype, 'detail')?.get
  const objectToString = getOwnPropertyDescriptor(Object.prototype, 'toString')?.value
  if (!readDetail || !dispatch || !objectToString) throw new Error('This is no browser.')
  const tagOf = (value: object): string => apply(objectToString, value, [])

  const functions: ((args: unknown[]) => unknown)[] = []
  const promises = new Map<number, Resolvers>()
  const exposed: [key: string, api: Packed][] = []
  const replies: Packed[] = []
  let lastPromise = 0

  const post = (message: Message) => {
    apply(dispatch, window, [new Detail(outName, { detail: message })])
  }

  /** Nothing in it has to stay where it is, so that all of it is cloned at once. */
  function isData(value: unknown): boolean {
    if (typeof value !== 'object' || value === null) return typeof value !== 'function'
    if (value instanceof PromiseHere) return false
    if (Array.isArray(value)) return value.every(isData)
    return tagOf(value) !== '[object Object]' || values(value).every(isData)
  }

  function pack(value: unknown): Packed {
    if (typeof value === 'function') {
      return { kind: 'function', id: functions.push((args) => apply(value, undefined, args)) - 1 }
    }
    if (typeof value !== 'object' || value === null || isData(value)) {
      return { kind: 'value', value: clone(value) }
    }
    if (value instanceof PromiseHere) return packPromise(value)
    if (Array.isArray(value)) return { kind: 'array', items: value.map(pack) }
    return { kind: 'object', entries: entries(value).map(([key, item]) => [key, pack(item)]) }
  }

  function packPromise(promise: Promise<unknown>): Packed {
    lastPromise += 1
    const id = lastPromise
    void promise
      .then(
        (value) => ({ ok: true, value: pack(value) }),
        (error: unknown) => ({ ok: false, value: packError(error) }),
      )
      .then((outcome) => post({ kind: 'settled', id, ...outcome }))
    return { kind: 'promise', id }
  }

  function packError(error: unknown): Packed {
    return { kind: 'error', message: error instanceof ErrorHere ? error.message : toText(error) }
  }

  function unpack(packed: Packed): unknown {
    switch (packed.kind) {
      case 'function':
        return (...args: unknown[]) => callAcross(packed.id, args)
      case 'promise':
        return new PromiseHere((resolve, reject) => {
          promises.set(packed.id, { resolve, reject })
        })
      case 'array':
        return packed.items.map(unpack)
      case 'object':
        return fromEntries(packed.entries.map(([key, item]) => [key, unpack(item)]))
      case 'error':
        return new ErrorHere(packed.message)
      default:
        return packed.value
    }
  }

  /** Events are dispatched at once, so the reply is there when `post` returns. */
  function callAcross(id: number, args: readonly unknown[]): unknown {
    post({ kind: 'call', id, args: args.map(pack) })
    const reply = replies.pop()
    if (!reply) throw new ErrorHere('The other end of the context bridge has gone.')
    const value = unpack(reply)
    if (reply.kind === 'error') throw value
    return value
  }

  function answerCall(id: number, args: readonly Packed[]): Packed {
    try {
      return pack(functions[id]?.(args.map(unpack)))
    } catch (error) {
      return packError(error)
    }
  }

  function deepFreeze(value: unknown): unknown {
    if (typeof value === 'object' && value !== null) values(value).forEach(deepFreeze)
    return freeze(value)
  }

  function receive(message: Message) {
    switch (message.kind) {
      case 'ask-exposed':
        return post({ kind: 'reply', value: { kind: 'object', entries: exposed } })
      case 'call':
        return post({ kind: 'reply', value: answerCall(message.id, message.args) })
      case 'reply':
        return replies.push(message.value)
      default: {
        const resolvers = promises.get(message.id)
        promises.delete(message.id)
        const value = unpack(message.value)
        return message.ok ? resolvers?.resolve(value) : resolvers?.reject(value)
      }
    }
  }

  addEventListener(
    inName,
    (event) => {
      event.stopImmediatePropagation()
      receive(apply(readDetail, event, []))
    },
    true,
  )

  if (here === 'page') {
    post({ kind: 'ask-exposed' })
    const reply = replies.pop()
    for (const [key, api] of reply?.kind === 'object' ? reply.entries : []) {
      defineProperty(window, key, { value: deepFreeze(unpack(api)), enumerable: true })
    }
  }
  return {
    expose: (key, api) => {
      exposed.push([key, pack(api)])
    },
  }
}
