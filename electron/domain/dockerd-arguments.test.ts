import { describe, expect, it } from 'vitest'
import { parseDockerdArguments } from './dockerd-arguments.ts'

const NONE = {
  configFile: undefined,
  usernsRemap: undefined,
  dataRoot: undefined,
  storageDriver: undefined,
  hosts: [],
}

describe('parseDockerdArguments', () => {
  it.each<[string, string, Partial<ReturnType<typeof parseDockerdArguments>>]>([
    [
      'Docker’s own unit',
      '-H fd:// --containerd=/run/containerd/containerd.sock',
      { hosts: ['fd://'] },
    ],
    ['--config-file X', '--config-file /etc/x.json', { configFile: '/etc/x.json' }],
    ['--config-file=X', '--config-file=/etc/x.json', { configFile: '/etc/x.json' }],
    ['--userns-remap', '--userns-remap=default', { usernsRemap: 'default' }],
    ['an empty value', '--userns-remap=', { usernsRemap: '' }],
    ['--data-root', '--data-root /srv/docker', { dataRoot: '/srv/docker' }],
    ['-g', '-g /srv/docker', { dataRoot: '/srv/docker' }],
    ['--graph', '--graph=/srv/docker', { dataRoot: '/srv/docker' }],
    ['-s', '-s vfs', { storageDriver: 'vfs' }],
    [
      'several hosts in all forms',
      '-Hunix:///a --host=unix:///b --host unix:///c -H=unix:///d -DH unix:///e',
      { hosts: ['unix:///a', 'unix:///b', 'unix:///c', 'unix:///d', 'unix:///e'] },
    ],
    ['the last of repeated flags', '--data-root /a --data-root /b', { dataRoot: '/b' }],
    ['nothing behind --', '-- --userns-remap=default', {}],
    ['flags it does not know', '-D --debug --log-level warn --constructor -', {}],
    ['a flag that is a value', '--data-root --userns-remap=x', { dataRoot: '--userns-remap=x' }],
    ['a value that is missing', '--config-file', { configFile: '' }],
  ])('reads %s', (_, words, expected) => {
    expect(parseDockerdArguments(['/usr/bin/dockerd', ...words.split(' ')])).toEqual({
      ...NONE,
      ...expected,
    })
  })

  it('skips the program’s name, and takes no arguments for none', () => {
    expect([parseDockerdArguments(['-H']), parseDockerdArguments([])]).toEqual([NONE, NONE])
  })
})
