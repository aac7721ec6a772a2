/**
 * Values as text, for the one hop between page and main that carries only text. Both functions are also evaluated in
 * pages, from their source, so each must stand alone.
 */

/** What JSON has but for arrays and objects stays as it is; everything else is tagged. */
export type Encoded =
  | null
  | boolean
  | number
  | string
  | readonly ['undefined']
  | readonly ['bigint' | 'number', string]
  | readonly ['array' | 'set', readonly Encoded[]]
  | readonly ['map', readonly (readonly [Encoded, Encoded])[]]
  | readonly ['date', number]
  | readonly ['bytes', readonly number[]]
  | readonly ['error', name: string, message: string]
  | readonly ['object', { readonly [name: string]: Encoded }]

/** `value` must have been through `structuredClone`; rarer types than these are refused. */
export function encodeValue(value: unknown): Encoded {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value
  if (value === undefined) return ['undefined']
  if (typeof value === 'bigint') return ['bigint', String(value)]
  if (typeof value === 'number') {
    if (Object.is(value, -0)) return ['number', '-0']
    return Number.isFinite(value) ? value : ['number', String(value)]
  }
  if (Array.isArray(value)) return ['array', value.map(encodeValue)]
  if (value instanceof Date) return ['date', value.getTime()]
  if (value instanceof Map) {
    return ['map', [...value].map(([key, item]) => [encodeValue(key), encodeValue(item)])]
  }
  if (value instanceof Set) return ['set', [...value].map(encodeValue)]
  if (value instanceof Uint8Array) return ['bytes', [...value]]
  if (value instanceof Error) return ['error', value.name, value.message]
  const tag = Object.prototype.toString.call(value)
  if (tag !== '[object Object]') throw new Error(`The Electron host does not carry ${tag}.`)
  const members = Object.entries(value).map(([name, item]) => [name, encodeValue(item)] as const)
  return ['object', Object.fromEntries(members)]
}

export function decodeValue(encoded: Encoded): unknown {
  if (encoded === null || typeof encoded !== 'object') return encoded
  switch (encoded[0]) {
    case 'undefined':
      return undefined
    case 'bigint':
      return BigInt(encoded[1])
    case 'number':
      return Number(encoded[1])
    case 'array':
      return encoded[1].map(decodeValue)
    case 'set':
      return new Set(encoded[1].map(decodeValue))
    case 'map':
      return new Map(encoded[1].map(([key, item]) => [decodeValue(key), decodeValue(item)]))
    case 'date':
      return new Date(encoded[1])
    case 'bytes':
      return new Uint8Array(encoded[1])
    case 'error': {
      const error = new Error(encoded[2])
      error.name = encoded[1]
      return error
    }
    case 'object': {
      const members = Object.entries(encoded[1])
      return Object.fromEntries(members.map(([name, item]) => [name, decodeValue(item)]))
    }
    default:
      throw new Error('Not an encoded value.')
  }
}
