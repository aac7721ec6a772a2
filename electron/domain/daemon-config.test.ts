import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DaemonConfigProblemReason } from './daemon-config.ts'
import { parseDaemonConfig, setUsernsRemap, turnOffContainerdSnapshotter } from './daemon-config.ts'
import { applyEdits, invertEdits } from './text-edit.ts'

const EMPTY = {
  usernsRemap: undefined,
  containerdSnapshotter: false,
  storageDriver: undefined,
  keys: [],
  byteOrderMark: false,
}

describe('parseDaemonConfig', () => {
  it.each([
    ['an empty file', '', {}],
    ['a blank file', ' \r\n\t', {}],
    ['an empty object', '{}\n', {}],
    ['a byte order mark', '\uFEFF{}', { byteOrderMark: true }],
    [
      'what Subroot needs, and the order of all keys',
      '{"userns-remap": "default", "storage-driver": "overlay2", "features": {"containerd-snapshotter": true}}',
      {
        usernsRemap: 'default',
        storageDriver: 'overlay2',
        containerdSnapshotter: true,
        keys: ['userns-remap', 'storage-driver', 'features'],
      },
    ],
    [
      'values only at the top level',
      '{"foo": {"userns-remap": "default", "storage-driver": "vfs"}, "containerd-snapshotter": true}',
      { keys: ['userns-remap', 'storage-driver', 'containerd-snapshotter'] },
    ],
    [
      'the settings inside an object that is none itself',
      '{"proxies": {"http-proxy": "http://p"}, "log-opts": {"max-size": "9m"}}',
      { keys: ['http-proxy', 'log-opts'] },
    ],
    [
      'the last of repeated keys, as Go takes it',
      '{"storage-driver": "a", "storage-driver": "b"}',
      { storageDriver: 'b', keys: ['storage-driver', 'storage-driver'] },
    ],
    [
      'repeated features merged, as Go merges maps',
      '{"features": {"containerd-snapshotter": true}, "features": {"buildkit": true}}',
      { containerdSnapshotter: true, keys: ['features', 'features'] },
    ],
    [
      'a feature that is turned off',
      '{"features": {"containerd-snapshotter": false}}',
      { keys: ['features'] },
    ],
  ])('reads %s', (_, text, expected) => {
    expect(parseDaemonConfig(text)).toEqual({ ok: true, value: { ...EMPTY, ...expected } })
  })

  it.each<[string, number, number, DaemonConfigProblemReason]>([
    ['{\n  // fast\n  "debug": true\n}', 2, 3, 'comment'],
    ['{ /* fast', 1, 3, 'comment'],
    ['{\n  "debug": true,\n}', 3, 1, 'trailing-comma'],
    ['{"hosts": ["a", ]}', 1, 17, 'trailing-comma'],
    ['{\n  "debug": true\n  "tls": true\n}', 3, 3, 'syntax'],
    ['{"debug": tru}', 1, 11, 'syntax'],
    ["{'debug': true}", 1, 2, 'syntax'],
    ['{"debug": true', 1, 15, 'syntax'],
    ['{"debug": true}}', 1, 16, 'syntax'],
    ['{"a": "tab\there"}', 1, 7, 'syntax'],
    ['{"a": 01}', 1, 8, 'syntax'],
    ['\u00A0{}', 1, 1, 'syntax'],
    ['[]', 1, 1, 'not-an-object'],
    ['null', 1, 1, 'not-an-object'],
    ['"userns-remap"', 1, 1, 'not-an-object'],
    ['{"userns-remap": "a",\n "userns-remap": "b"}', 2, 2, 'duplicate-key'],
    ['{"Userns-Remap": "default"}', 1, 2, 'misspelled-key'],
    ['{"userns-remap": true}', 1, 18, 'not-a-string'],
  ])('refuses %j at line %i, column %i: %s', (text, line, column, reason) => {
    expect(parseDaemonConfig(text)).toEqual({ ok: false, error: { line, column, reason } })
  })

  it('property: accepts exactly the objects that are strict JSON', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...TOKENS), { maxLength: 8 }), (tokens) => {
        const text = `{"k": ${tokens.join('')}}`
        expect(parseDaemonConfig(text).ok).toBe(isJson(text))
      }),
      { numRuns: 3000 },
    )
  })
})

describe('setUsernsRemap', () => {
  it.each<[string, string | undefined, string]>([
    ['no file', undefined, '{\n  "userns-remap": "default"\n}\n'],
    ['an empty file', '', '{\n  "userns-remap": "default"\n}\n'],
    ['a blank file, whose bytes stay', '\n', '{\n  "userns-remap": "default"\n}\n'],
    ['{}', '{}', '{\n  "userns-remap": "default"\n}'],
    ['{ } with a final line feed', '{ }\n', '{\n  "userns-remap": "default"\n}\n'],
    ['an empty object on two lines', '{\n}\n', '{\n  "userns-remap": "default"\n}\n'],
    [
      'an empty object on two CRLF lines',
      '{\r\n}\r\n',
      '{\r\n  "userns-remap": "default"\r\n}\r\n',
    ],
    [
      'two spaces',
      '{\n  "debug": true\n}\n',
      '{\n  "debug": true,\n  "userns-remap": "default"\n}\n',
    ],
    [
      'tabs, no final line feed',
      '{\n\t"debug": true,\n\t"tls": true\n}',
      '{\n\t"debug": true,\n\t"tls": true,\n\t"userns-remap": "default"\n}',
    ],
    [
      'CRLF',
      '{\r\n    "debug": true\r\n}\r\n',
      '{\r\n    "debug": true,\r\n    "userns-remap": "default"\r\n}\r\n',
    ],
    ['one line', '{"debug":true}', '{"debug":true,"userns-remap":"default"}'],
    [
      'one line with a space behind the colon',
      '{"debug": true}',
      '{"debug": true, "userns-remap": "default"}',
    ],
    [
      'one line with spaces everywhere',
      '{ "debug": true, "tls": true }\n',
      '{ "debug": true, "tls": true, "userns-remap": "default" }\n',
    ],
    ['one line with two keys', '{"a":1,"b":2}', '{"a":1,"b":2,"userns-remap":"default"}'],
    [
      'a nested object, a blank line between keys, and an odd closing brace',
      '{\n  "log-opts": {\n    "max-size": "1m"\n  },\n\n  "hosts": [\n    "fd://"\n  ]}\n',
      '{\n  "log-opts": {\n    "max-size": "1m"\n  },\n\n  "hosts": [\n    "fd://"\n  ],\n  "userns-remap": "default"}\n',
    ],
    [
      'a key of that name in another object',
      '{"x": {"userns-remap": "a"}}',
      '{"x": {"userns-remap": "a"}, "userns-remap": "default"}',
    ],
    [
      'an empty value',
      '{\n  "userns-remap" : "",\n  "debug": true\n}\n',
      '{\n  "userns-remap" : "default",\n  "debug": true\n}\n',
    ],
    ['a byte order mark', '\uFEFF{"a":1}', '\uFEFF{"a":1,"userns-remap":"default"}'],
    ['nothing but a byte order mark', '\uFEFF', '\uFEFF{\n  "userns-remap": "default"\n}\n'],
    ['a U+FEFF inside a text', '{"a":"\uFEFF"}', '{"a":"\uFEFF","userns-remap":"default"}'],
  ])('edits %s', (_, text, expected) => {
    expect(applyEdits(text ?? '', setUsernsRemap(text, 'default'))).toBe(expected)
  })

  it('does nothing where the value is already so, however it is written', () => {
    expect(setUsernsRemap('{"userns-remap": "def\\u0061ult"}', 'default')).toEqual([])
  })

  it('property: changes one key of any configuration in any layout, and can be taken back', () => {
    fc.assert(
      fc.property(configText, fc.constantFrom('default', 'remap-me', 'a"b'), (text, value) => {
        const edits = setUsernsRemap(text, value)
        const edited = applyEdits(text, edits)
        expect(JSON.parse(edited)).toEqual({ ...parseObject(text), 'userns-remap': value })
        expect(setUsernsRemap(edited, value)).toEqual([])
        expect(applyEdits(edited, invertEdits(text, edits))).toBe(text)
      }),
      { numRuns: 500 },
    )
  })

  it('property: only inserts where the key is new', () => {
    fc.assert(
      fc.property(configText, (text) => {
        fc.pre(!('userns-remap' in parseObject(text)) && /[^\s{}]/.test(text))
        expect(setUsernsRemap(text, 'default').map(({ length }) => length)).toEqual([0])
      }),
    )
  })
})

/** JSON objects, some with the key, with any white space between their tokens. */
const configText = fc
  .tuple(
    fc.dictionary(
      fc
        .oneof(fc.string(), fc.constantFrom('userns-remap', 'debug', 'features'))
        .filter((key) => key !== '__proto__'),
      fc.jsonValue().filter((value) => !JSON.stringify(value).includes('__proto__')),
      { maxKeys: 5 },
    ),
    fc.array(fc.constantFrom('', '', ' ', '\n', '\r\n', '\t', '\n  ', '\r\n\t'), { minLength: 1 }),
    fc.boolean(),
  )
  .map(([values, spaces, isBlank]) => {
    const settled = 'userns-remap' in values ? { ...values, 'userns-remap': 'other' } : values
    let turn = 0
    const space = () => spaces[turn++ % spaces.length] ?? ''
    if (isBlank && Object.keys(values).length === 0) return spaces.join('')
    return JSON.stringify(settled).replace(
      /"(?:[^"\\]|\\.)*"|[{}[\],:]/g,
      (token) => `${space()}${token}${space()}`,
    )
  })

const TOKENS = [
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '"a"',
  '"b',
  '1',
  '-',
  '01',
  '1.',
  '.5',
  '1e3',
  '1e',
  'true',
  'null',
  'nul',
  ' ',
  '\n',
  '\t',
  '\f',
  '\u00A0',
  '"\\u12"',
  '"\\x"',
  '"\\n"',
  "'a'",
  '//',
  '/**/',
  '{"a": 1}',
  '{"a": [',
  ']}',
  '"\u0007"',
  '\uFEFF',
  'undefined',
  'NaN',
]

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function parseObject(text: string): object {
  const value: unknown = text.trim() === '' ? {} : JSON.parse(text)
  return typeof value === 'object' && value !== null ? value : {}
}

describe('turnOffContainerdSnapshotter', () => {
  it.each([
    [
      '{"features": {"containerd-snapshotter":  true}}',
      '{"features": {"containerd-snapshotter":  false}}',
    ],
    [
      '\uFEFF{"features": {"cdi": true, "containerd-snapshotter": true}, "debug": true}',
      '\uFEFF{"features": {"cdi": true, "containerd-snapshotter": false}, "debug": true}',
    ],
    ['{"features": {"containerd-snapshotter": false}}', undefined],
    ['{"containerd-snapshotter": true}', undefined],
    ['', undefined],
  ])('changes nothing but that feature in %j', (text, expected) => {
    expect(applyEdits(text, turnOffContainerdSnapshotter(text))).toBe(expected ?? text)
  })
})
