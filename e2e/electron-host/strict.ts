import { EventEmitter } from 'node:events'

/**
 * Whatever the stand-in does not have must fail at once and by name: a silent `undefined` would let the app pass here
 * and break, or be less safe, in Electron.
 */
export function strict<Target extends object>(path: string, target: Target): Target {
  return new Proxy(target, {
    get(object, property, receiver) {
      if (property in object || typeof property === 'symbol' || isProbe(property)) {
        return Reflect.get(object, property, receiver) as unknown
      }
      throw missing(`${path}.${property}`)
    },
    set(object, property, value, receiver) {
      if (property in object || typeof property === 'symbol' || property.startsWith('_')) {
        return Reflect.set(object, property, value, receiver)
      }
      throw missing(`${path}.${property}`)
    },
  })
}

/** Names that JavaScript itself asks any object for: awaiting, printing and converting it. */
function isProbe(property: string): boolean {
  return ['then', 'toJSON', 'inspect', 'nodeType', 'asymmetricMatch'].includes(property)
}

export function missing(name: string): Error {
  return new Error(
    `The Electron host, a stand-in for Electron on the system's Chromium, does not have ${name}.`,
  )
}

/** Takes only listeners for events that are really emitted: a listener that never fires is a silent hole. */
export class StrictEmitter extends EventEmitter {
  constructor(path: string, events: readonly string[]) {
    super()
    this.on('newListener', (event: string | symbol) => {
      if (typeof event === 'string' && event !== 'newListener' && !events.includes(event)) {
        throw missing(`${path}.on('${event}')`)
      }
    })
  }
}

/** Adds members to an emitter, getters as getters. */
export function withMembers<Emitter extends object, Members extends object>(
  emitter: Emitter,
  members: Members,
): Emitter & Members {
  const descriptors: PropertyDescriptorMap = Object.getOwnPropertyDescriptors(members)
  // Empty members on the emitter's type, and then the real ones.
  return Object.defineProperties(Object.assign(emitter, members), descriptors)
}

/** Fails for the first name in `given` that `known` does not list. */
export function refuseUnknown(path: string, given: object, known: readonly string[]): void {
  for (const name of Object.keys(given)) {
    if (!known.includes(name)) throw missing(`${path}.${name}`)
  }
}
