import { expect, it } from 'vitest'
import type { FlagConflict } from './flag-conflicts.ts'
import { findFlagConflicts } from './flag-conflicts.ts'

// moby daemon/config/config.go, findConfigurationConflicts.
it.each<[string, string, readonly string[], readonly FlagConflict[]]>([
  [
    'the hosts of Docker’s own unit',
    'dockerd -H fd:// --containerd=/run/containerd/containerd.sock',
    ['debug', 'hosts'],
    [{ key: 'hosts', words: '-H fd://' }],
  ],
  [
    'userns-remap',
    'dockerd --userns-remap=default',
    ['userns-remap'],
    [{ key: 'userns-remap', words: '--userns-remap=default' }],
  ],
  [
    'a repeated flag',
    'dockerd --label a=b --label c=d',
    ['labels'],
    [{ key: 'labels', words: '--label a=b --label c=d' }],
  ],
  ['a switch', 'dockerd -D', ['debug'], [{ key: 'debug', words: '-D' }]],
  ['an older name', 'dockerd -g /srv', ['graph'], [{ key: 'graph', words: '-g /srv' }]],
  [
    'the client’s daemon of Docker 1.10',
    '/usr/bin/docker daemon -s vfs',
    ['storage-driver'],
    [{ key: 'storage-driver', words: '-s vfs' }],
  ],
])('finds %s', (_, command, keys, expected) => {
  expect(findFlagConflicts(command.split(' '), keys)).toEqual(expected)
})

it.each<[string, string, readonly string[]]>([
  ['other settings', 'dockerd -H fd://', ['debug', 'userns-remap']],
  ['a flag’s value', 'dockerd --label debug', ['debug']],
  ['runtimes, which are merged', 'dockerd --add-runtime a=/b', ['runtimes']],
  ['what stands behind --', 'dockerd -- --debug', ['debug']],
])('does not take %s for a conflict', (_, command, keys) => {
  expect(findFlagConflicts(command.split(' '), keys)).toEqual([])
})
