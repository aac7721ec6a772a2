import { describe, expect, it } from 'vitest'
import type { Finding } from './catalogue.ts'
import type { HostFiles, HostSnapshot } from '#domain/host-snapshot.ts'
import { bookworm, bookwormWithFiles } from '#domain/testing/bookworm.ts'
import { problemsOf } from '#domain/testing/problems.ts'

describe('the machine', () => {
  it.each<[string, HostSnapshot, Finding]>([
    [
      'a kernel without user namespaces',
      { ...bookworm, machine: { ...bookworm.machine, hasUserNamespaces: false } },
      {
        code: 'user-namespaces-missing',
        severity: 'blocker',
        evidence: ['/proc/self/ns/user', '6.1.0-38-amd64'],
        values: {},
      },
    ],
    [
      'a limit of no user namespaces',
      { ...bookworm, machine: { ...bookworm.machine, maxUserNamespaces: '0' } },
      {
        code: 'user-namespaces-limit-zero',
        severity: 'blocker',
        evidence: ['user.max_user_namespaces = 0'],
        values: {},
      },
    ],
    [
      'a system container',
      { ...bookworm, machine: { ...bookworm.machine, containerManager: 'lxc' } },
      {
        code: 'inside-system-container',
        severity: 'warning',
        evidence: ['lxc'],
        values: { manager: 'lxc' },
      },
    ],
  ])('has a kernel or a container around it that matters: %s', (_, snapshot, expected) => {
    expect(problemsOf(snapshot)).toEqual([expected])
  })

  it.each<[string, Partial<HostFiles>, string, string]>([
    [
      'a link',
      { subuid: { kind: 'unreadable', reason: 'not-regular' } },
      '/etc/subuid',
      'not-regular',
    ],
    [
      'not UTF-8',
      { daemonConfig: { kind: 'unreadable', reason: 'not-utf8' } },
      '/etc/docker/daemon.json',
      'not-utf8',
    ],
    [
      'too large',
      { subgid: { kind: 'unreadable', reason: 'too-large' } },
      '/etc/subgid',
      'too-large',
    ],
    ['missing', { passwd: { kind: 'absent' } }, '/etc/passwd', 'absent'],
    ['broken', { group: { kind: 'unreadable', reason: 'failed' } }, '/etc/group', 'failed'],
  ])('blocks a file that is %s', (_, files, path, reason) => {
    expect(problemsOf(bookwormWithFiles(files))).toEqual([
      { code: 'file-unusable', severity: 'blocker', evidence: [path], values: { path, reason } },
    ])
  })

  it('may be WSL: that has a kernel of its own', () => {
    const machine = { ...bookworm.machine, containerManager: 'wsl' }
    expect(problemsOf({ ...bookworm, machine })).toEqual([])
  })
})
