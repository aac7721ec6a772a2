import { describe, expect, it } from 'vitest'
import { fileSystemOf, parseMountInfo } from './mount-table.ts'

const text = `22 28 0:21 / /proc rw,nosuid shared:14 - proc proc rw
28 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw,errors=remount-ro
90 28 0:50 / /mnt/team\\040files rw - nfs4 server:/team\\134x rw,vers=4.2
91 28 0:51 / /home rw shared:3 master:1 - autofs systemd-1 rw,fd=51
92 91 0:52 / /home rw - cifs //nas/home rw
not a mount
`

describe('parseMountInfo', () => {
  it('takes mount points and types, whatever optional fields lie between them', () => {
    expect(parseMountInfo(text)).toEqual([
      { path: '/proc', type: 'proc' },
      { path: '/', type: 'ext4' },
      { path: '/mnt/team files', type: 'nfs4' },
      { path: '/home', type: 'autofs' },
      { path: '/home', type: 'cifs' },
    ])
  })
})

describe('fileSystemOf', () => {
  it.each([
    ['/', 'ext4'],
    ['/mnt/team files', 'nfs4'],
    ['/mnt/team files/a', 'nfs4'],
    ['/mnt/team files2', 'ext4'],
    ['/proc/1', 'proc'],
    ['/home/alice', 'cifs'],
  ])('%s: %s', (path, type) => {
    expect(fileSystemOf(parseMountInfo(text), path)).toBe(type)
  })

  it('is nothing where nothing was read', () => {
    expect(fileSystemOf([], '/srv')).toBeUndefined()
  })
})
