import * as fc from 'fast-check'
import { almostValid } from './almost-valid.ts'

const name = fc.constantFrom(
  'alice',
  'bob',
  'dockremap',
  'carol',
  'dave',
  'erin',
  '1001',
  'a.b_c-d',
)
const id = fc.oneof(
  fc.constantFrom(0, 1, 999, 65534, 65535, 65536, 100000, 165536, 231072, 4294901759, 4294967294),
  fc.nat(4294967295),
)
const shortNumber = fc.constantFrom(0, 1, 1000, 65536, 65537, 131072)

export function linesOf(line: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(fc.array(line, { maxLength: 6 }), fc.boolean())
    .map(([lines, end]) => lines.join('\n') + (end && lines.length > 0 ? '\n' : ''))
}

const remark = fc.constantFrom('', '# by hand', '#alice:1:2', '  # indented', ' \t')

function mostly(line: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return linesOf(fc.oneof({ weight: 8, arbitrary: line }, { weight: 1, arbitrary: remark }))
}

/** subuid(5) and subgid(5). */
export const subordinateText = almostValid(
  mostly(fc.tuple(name, id, shortNumber).map((fields) => fields.join(':'))),
)

/** passwd(5). */
export const passwdText = almostValid(
  mostly(
    fc
      .tuple(name, id, id)
      .map(([name, uid, gid]) => `${name}:x:${uid}:${gid}:${name},,,:/home/${name}:/bin/sh`),
  ),
)

/** group(5). */
export const groupText = almostValid(
  mostly(
    fc
      .tuple(name, id, fc.array(name, { maxLength: 3 }))
      .map(([name, gid, members]) => `${name}:x:${gid}:${members.join(',')}`),
  ),
)

const releaseName = fc.constantFrom(
  'ID',
  'ID_LIKE',
  'VERSION_ID',
  'VERSION_CODENAME',
  'PRETTY_NAME',
  'NAME',
  'HOME_URL',
)
const releaseValue = fc.constantFrom(
  'debian',
  '"12"',
  "'12'",
  '"Debian GNU/Linux 12 (bookworm)"',
  '"rhel fedora"',
  "'it is'",
  '""',
  '',
  '"a \\"quoted\\" word"',
  '"back\\\\slash"',
  '"dollar \\$HOME"',
  '"back\\`tick"',
  'bare\\ space',
  '"half',
  'two words',
)

/** os-release(5). */
export const osReleaseText = almostValid(
  mostly(fc.tuple(releaseName, releaseValue).map(([name, value]) => `${name}=${value}`)),
)

/** Stands only in a nested object, where it means nothing to Docker. */
export const NESTED_VALUE = 'nested'

const remapValue = fc.constantFrom('default', 'dockremap', '', 'alice:alice', 'zoë', 'a\\b"c')

function daemonKey(level: number): fc.Arbitrary<readonly [string, unknown]> {
  return fc.oneof(
    fc.tuple(fc.constantFrom('userns-remap'), remapValue),
    fc.tuple(fc.constantFrom('debug', 'live-restore', 'tls', 'ipv6', 'icc'), fc.boolean()),
    fc.tuple(
      fc.constantFrom('features'),
      fc.constantFrom<unknown>(
        {},
        { 'containerd-snapshotter': true },
        { 'containerd-snapshotter': false, buildkit: true },
      ),
    ),
    fc.tuple(fc.constantFrom('storage-driver', 'data-root'), fc.constantFrom('overlay2', '/srv/d')),
    fc.tuple(
      fc.constantFrom('log-opts'),
      fc.constantFrom<unknown>({ 'max-size': '1m' }, { 'userns-remap': NESTED_VALUE }),
    ),
    fc.tuple(fc.constantFrom('mtu', 'max-concurrent-downloads'), fc.nat(10_000)),
    fc.tuple(fc.constantFrom('hosts', 'labels'), fc.constantFrom(['a=b'], [])),
    ...(level > 0
      ? []
      : [fc.tuple(fc.constantFrom('userns-remap'), fc.constantFrom(null, 5, true))]),
  )
}

const spaces = fc.constantFrom(undefined, 2, 4, '\t')

/** daemon.json. Keys may come twice, which no `JSON.stringify` of an object could give. */
export const daemonText = almostValid(
  fc
    .tuple(
      fc.array(fc.oneof({ weight: 30, arbitrary: daemonKey(1) }, daemonKey(0)), { maxLength: 5 }),
      spaces,
      fc.constantFrom('', '\n'),
    )
    .map(([entries, space, end]) => {
      const indent =
        space === undefined ? '' : typeof space === 'number' ? ' '.repeat(space) : space
      const lineFeed = space === undefined ? '' : '\n'
      const pairs = entries.map(
        ([key, value]) =>
          `${indent}${JSON.stringify(key)}:${space === undefined ? '' : ' '}${JSON.stringify(value)}`,
      )
      return entries.length === 0
        ? `{}${end}`
        : `{${lineFeed}${pairs.join(`,${lineFeed}`)}${lineFeed}}${end}`
    }),
)
