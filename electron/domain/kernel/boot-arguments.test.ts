import { describe, expect, it } from 'vitest'
import {
  argumentValue,
  el7Build,
  isLimitedByDefault,
  isTechnologyPreview,
  parseCommandLine,
  requiredArguments,
  userNamespaceOptionLine,
} from './boot-arguments.ts'

describe('the kernel command line', () => {
  it.each([
    ['root=/dev/sda1 ro  quiet', ['root=/dev/sda1', 'ro', 'quiet']],
    ['dyndbg="file a.c +p" quiet', ['dyndbg="file a.c +p"', 'quiet']],
    ['"a b"=c d', ['"a b"=c', 'd']],
    ['quiet -- single user_namespace.enable=1', ['quiet']],
    ['a="open', ['a="open']],
    ['', []],
  ])('%j is %j', (text, words) => {
    expect(parseCommandLine(text)).toEqual(words)
  })

  it('takes the last of several values', () => {
    const words = [
      'user_namespace.enable=0',
      'x.user_namespace.enable=3',
      'user_namespace.enable=1',
    ]
    expect(argumentValue(words, 'user_namespace.enable')).toBe('1')
    expect(argumentValue(words, 'namespace.unpriv_enable')).toBe(undefined)
  })
})

describe('the kernel configuration', () => {
  it.each([
    ['CONFIG_UTS_NS=y\nCONFIG_USER_NS=y\nCONFIG_PID_NS=y\n', 'CONFIG_USER_NS=y'],
    ['# CONFIG_USER_NS is not set\n', '# CONFIG_USER_NS is not set'],
    ['CONFIG_USER_NS_UNPRIVILEGED=y\n', undefined],
    ['# CONFIG_USER_NS=y\n', undefined],
    ['', undefined],
  ])('%j says %j', (text, line) => {
    expect(userNamespaceOptionLine(text)).toBe(line)
  })
})

describe("Red Hat's kernel for RHEL 7", () => {
  it.each([
    ['3.10.0-123.el7.x86_64', 123],
    ['3.10.0-514.26.2.el7.x86_64', 514],
    ['3.10.0-1160.119.1.el7.x86_64', 1160],
    ['3.10.0-957.el7.ppc64le', 957],
    // CentOS's own builds, Oracle's and ELRepo's newer kernels for the same system, RHEL 8, and a plain 3.10.
    ['3.10.0-693.el7.centos.plus.x86_64', 693],
    ['4.14.35-2047.el7uek.x86_64', undefined],
    ['5.4.278-1.el7.elrepo.x86_64', undefined],
    ['4.18.0-553.el8_10.x86_64', undefined],
    ['3.10.0-514', undefined],
    ['6.1.0-38-amd64', undefined],
  ])('%s has the build %j', (release, build) => {
    expect(el7Build(release)).toBe(build)
  })

  const silent = { userNamespaceEnable: undefined, unprivilegedEnable: undefined }
  const off = { userNamespaceEnable: 'N', unprivilegedEnable: 'N' }
  it.each([
    ['7.0', 123, silent, ['user_namespace.enable=1']],
    ['7.3', 514, silent, ['user_namespace.enable=1']],
    ['7.4', 693, silent, ['namespace.unpriv_enable=1']],
    ['7.5', 862, silent, ['namespace.unpriv_enable=1']],
    ['7.6', 957, silent, []],
    ['7.9', 1160, silent, []],
    [
      '7.9, whose parameters say no',
      1160,
      off,
      ['user_namespace.enable=1', 'namespace.unpriv_enable=1'],
    ],
    [
      '7.9, whose parameters say yes',
      1160,
      { userNamespaceEnable: 'Y', unprivilegedEnable: 'Y' },
      [],
    ],
  ])('needs arguments: %s', (_, build, parameters, expected) => {
    expect(requiredArguments(`3.10.0-${build}.el7.x86_64`, parameters)).toEqual(expected)
  })

  it('is the only one that needs arguments', () => {
    expect(requiredArguments('6.1.0-38-amd64', off)).toEqual([])
  })

  it.each([
    [514, true, false],
    [693, false, true],
    [1160, false, true],
  ])('build %i: preview %j, limit of 0 unless raised %j', (build, preview, limited) => {
    const release = `3.10.0-${build}.el7.x86_64`
    expect([isTechnologyPreview(release), isLimitedByDefault(release)]).toEqual([preview, limited])
  })
})
