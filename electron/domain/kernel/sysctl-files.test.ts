import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyText } from '#domain/testing/any-text.ts'
import { applyEdits, invertEdits } from '#domain/text-edit.ts'
import { inSysctlOrder, parseSysctl, setSysctl, settersOf } from './sysctl-files.ts'

const LIMIT = 'user.max_user_namespaces'
const KEY = 'user/max_user_namespaces'

describe('a line of sysctl.d', () => {
  it.each([
    ['user.max_user_namespaces = 0', KEY, '0'],
    ['user/max_user_namespaces=0', KEY, '0'],
    ['-user.max_user_namespaces=0', KEY, '0'],
    ['- user.max_user_namespaces = 0', KEY, '0'],
    ['\t user.max_user_namespaces  =  0 \r', KEY, '0'],
    ['user.max_user_namespaces =', KEY, ''],
    // sysctl.d(5): both name the VLAN device enp3s0.200.
    ['net.ipv4.conf.enp3s0/200.forwarding = 1', 'net/ipv4/conf/enp3s0.200/forwarding', '1'],
    ['net/ipv4/conf/enp3s0.200/forwarding = 1', 'net/ipv4/conf/enp3s0.200/forwarding', '1'],
    ['kernel.core_pattern = |/bin/x a=b', 'kernel/core_pattern', '|/bin/x a=b'],
  ])('sets a value: %j', (text, key, value) => {
    expect(parseSysctl(text)).toEqual([{ key, value, line: 1 }])
  })

  it.each([
    '# user.max_user_namespaces = 0',
    '; user.max_user_namespaces = 0',
    '',
    ' ',
    LIMIT,
    '=0',
    `-${LIMIT}`,
  ])('sets nothing: %j', (text) => {
    expect(parseSysctl(text)).toEqual([])
  })
})

const file = (path: string, text = `${LIMIT} = 1\n`) => ({ path, text })
const winner = (...files: readonly { path: string; text: string }[]) =>
  settersOf(files, LIMIT).at(-1)

describe('who sets a value last', () => {
  it.each([
    [
      'the later name, whatever its directory',
      [file('/usr/lib/sysctl.d/99-b.conf'), file('/etc/sysctl.d/10-a.conf')],
      '/usr/lib/sysctl.d/99-b.conf',
    ],
    [
      'of one name, the file in /etc',
      [
        file('/etc/sysctl.d/50-a.conf'),
        file('/usr/lib/sysctl.d/50-a.conf'),
        file('/run/sysctl.d/50-a.conf'),
      ],
      '/etc/sysctl.d/50-a.conf',
    ],
    [
      'of one name, the file in /run before the one in /usr/local/lib',
      [file('/usr/local/lib/sysctl.d/50-a.conf'), file('/run/sysctl.d/50-a.conf')],
      '/run/sysctl.d/50-a.conf',
    ],
    [
      'a small letter after a capital one, as bytes are ordered',
      [file('/etc/sysctl.d/b.conf'), file('/etc/sysctl.d/Z.conf')],
      '/etc/sysctl.d/b.conf',
    ],
    [
      'a name with zz after one with 99',
      [
        file('/etc/sysctl.d/zz-subroot.conf'),
        file('/etc/sysctl.d/99-user_max_user_namespaces.conf'),
      ],
      '/etc/sysctl.d/zz-subroot.conf',
    ],
    [
      '/etc/sysctl.conf after all',
      [file('/etc/sysctl.conf'), file('/etc/sysctl.d/zz.conf')],
      '/etc/sysctl.conf',
    ],
    [
      'a line with the name itself, not a later pattern',
      [file('/etc/sysctl.d/10.conf'), file('/etc/sysctl.d/20.conf', 'user.max_* = 0\n')],
      '/etc/sysctl.d/10.conf',
    ],
    [
      'a pattern where nothing names it',
      [file('/etc/sysctl.d/20.conf', 'user.max_*_namespaces = 0\n')],
      '/etc/sysctl.d/20.conf',
    ],
  ])('is %s', (_, files, path) => {
    expect(winner(...files)?.path).toBe(path)
  })

  it('is nobody where a file in /etc hides the one that would', () => {
    expect(winner(file('/etc/sysctl.d/50-a.conf', ''), file('/usr/lib/sysctl.d/50-a.conf'))).toBe(
      undefined,
    )
  })

  it.each([
    ['a name that does not end in .conf', file('/etc/sysctl.d/README')],
    ['a file below', file('/etc/sysctl.d/old/a.conf')],
    ['another key', file('/etc/sysctl.d/a.conf', 'user.max_mnt_namespaces = 0\n')],
    ['a pattern that does not fit', file('/etc/sysctl.d/a.conf', 'user/max_*/x = 0\n')],
  ])('is not %s', (_, other) => {
    expect(winner(other)).toBe(undefined)
  })

  it('is the last of several lines of a file', () => {
    expect(winner(file('/etc/sysctl.d/a.conf', `${LIMIT}=1\n# x\n${LIMIT}=2\n`))).toEqual({
      path: '/etc/sysctl.d/a.conf',
      line: 3,
      value: '2',
    })
  })
})

const anyFile = fc.record({
  path: fc
    .tuple(
      fc.constantFrom('/etc/sysctl.d', '/run/sysctl.d', '/usr/lib/sysctl.d'),
      fc.constantFrom('10-a', '50-b', '99-z', 'Z', 'zz-subroot'),
    )
    .map(([directory, name]) => `${directory}/${name}.conf`),
})

it('property: the order does not depend on how the files were listed', () => {
  fc.assert(
    fc.property(fc.uniqueArray(anyFile, { selector: ({ path }) => path }), (files) => {
      expect(inSysctlOrder(files)).toEqual(inSysctlOrder(files.toReversed()))
    }),
  )
})

it('property: of each name exactly one file is left', () => {
  fc.assert(
    fc.property(fc.uniqueArray(anyFile, { selector: ({ path }) => path }), (files) => {
      const names = inSysctlOrder(files).map(({ path }) => path.split('/').at(-1))
      expect(names).toEqual(
        [...new Set(files.map(({ path }) => path.split('/').at(-1)!))].toSorted((a, b) =>
          a < b ? -1 : 1,
        ),
      )
    }),
  )
})

const set = (text: string) => applyEdits(text, setSysctl(text, LIMIT, '28633'))

describe('setting a value', () => {
  it.each([
    ['', 'user.max_user_namespaces = 28633\n'],
    ['# x', '# x\nuser.max_user_namespaces = 28633\n'],
    ['a = 1\n', 'a = 1\nuser.max_user_namespaces = 28633\n'],
    ['-user/max_user_namespaces=0 \r\nb=0\n', '-user/max_user_namespaces=28633 \r\nb=0\n'],
    ['user.max_user_namespaces = 0 # no comment', 'user.max_user_namespaces = 28633'],
    ['user.max_user_namespaces =\n', 'user.max_user_namespaces =28633\n'],
    ['user.max_user_namespaces = 28633\n', 'user.max_user_namespaces = 28633\n'],
  ])('makes %j into %j', (before, after) => {
    expect(set(before)).toBe(after)
  })

  it('property: is what the file says afterwards, once and for all, and can be taken back', () => {
    const line = fc.constantFrom(
      'user.max_user_namespaces=0',
      '-user/max_user_namespaces = 7',
      '# x',
    )
    const text = fc
      .array(fc.oneof(line, anyText), { maxLength: 6 })
      .map((parts) => parts.join('\n'))
    fc.assert(
      fc.property(text, (before) => {
        const edits = setSysctl(before, LIMIT, '28633')
        const after = applyEdits(before, edits)
        const setters = settersOf([{ path: '/etc/sysctl.d/a.conf', text: after }], LIMIT)
        expect(new Set(setters.map(({ value }) => value))).toEqual(new Set(['28633']))
        expect(setSysctl(after, LIMIT, '28633')).toEqual([])
        expect(applyEdits(after, invertEdits(before, edits))).toBe(before)
      }),
    )
  })
})
