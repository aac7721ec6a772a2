import { describe, expect, it } from 'vitest'
import { bindMount, container } from '#domain/testing/bookworm.ts'
import { parseAcl } from './acl.ts'
import { isRemoteFileSystem, isSharedPath, pathsToRead } from './host-paths.ts'
import { lsLine } from './ls-line.ts'

describe('paths that no line opens to containers as a whole', () => {
  const homes = ['/root', '/home/alice']
  it.each([
    ['/', true],
    ['/home', true],
    ['/home/alice/', true],
    ['/home/alice/media', false],
    ['/etc/ssl', true],
    ['/etcetera/a', false],
    ['/var/log', true],
    ['/var/log/nginx', false],
    ['/var/run/dbus', true],
    ['/var/lib/docker/volumes', true],
    ['/srv/www', false],
  ])('%s: %s', (path, expected) => {
    expect(isSharedPath(path, homes, '/var/lib/docker')).toBe(expected)
  })
})

describe('file systems that another machine or program answers for', () => {
  it.each([
    ['nfs', true],
    ['nfs4', true],
    ['cifs', true],
    ['fuse.sshfs', true],
    ['autofs', true],
    ['nfsd', false],
    ['fusectl', false],
    ['ext4', false],
    ['overlay', false],
  ])('%s: %s', (type, expected) => {
    expect(isRemoteFileSystem(type)).toBe(expected)
  })
})

describe('what has to be looked at', () => {
  it('is each path once, with Docker’s socket, and nothing where there is no container', () => {
    const mounts = [
      bindMount('/srv/a'),
      bindMount('/srv/a', { destination: '/b' }),
      bindMount('relative'),
      bindMount('/x', { type: 'volume', name: 'v', driver: 'local' }),
      bindMount('/y', { type: 'volume', name: 'plain', driver: 'local' }),
    ]
    const devices = [{ host: '/dev/kvm', inside: '/dev/kvm' }]
    const volumes = [
      { name: 'v', driver: 'local', options: { type: 'none', o: 'ro,bind', device: '/srv/v' } },
      { name: 'plain', driver: 'local', options: {} },
    ]
    const socket = '/var/run/docker.sock'
    expect(pathsToRead([container({ mounts, devices })], volumes, socket)).toEqual([
      socket,
      '/srv/a',
      '/srv/v',
      '/dev/kvm',
    ])
    expect(pathsToRead([], volumes, socket)).toEqual([])
  })
})

describe('lsLine', () => {
  it.each([
    ['drwxr-xr-x 0 0 /', { kind: 'directory', uid: 0, gid: 0, mode: 0o755, aclText: '' }],
    [
      'drwxrwxrwt+ 0 0 /',
      { kind: 'directory', uid: 0, gid: 0, mode: 0o1777, aclText: 'user:1:rwx\n' },
    ],
    ['-rwsr-Sr-- 0 5 /', { kind: 'file', uid: 0, gid: 5, mode: 0o6744, aclText: undefined }],
  ] as const)('%s', (line, inode) => {
    expect(lsLine(inode, '/')).toBe(line)
  })
})

describe('parseAcl', () => {
  it('passes over defaults, comments and lines that are none', () => {
    const text =
      '# file: x\nuser::rwx\nuser:231072:r-x\t#effective:r--\ndefault:user:7:rwx\nmask::r--\nx\n'
    expect(parseAcl(text)).toEqual([
      { kind: 'user', id: undefined, permissions: 7 },
      { kind: 'user', id: 231072, permissions: 5 },
      { kind: 'mask', id: undefined, permissions: 4 },
    ])
  })
})
