import { describe, expect, it } from 'vitest'
import { containerIdFromCgroup, parseCmdline, parseProcStatus } from './proc-files.ts'

const A = 'a'.repeat(64)
const B = 'b1'.repeat(32)

describe('parseProcStatus', () => {
  it('takes the effective IDs, as ps does', () => {
    const text =
      'Name:\tredis-server\nUmask:\t0022\nState:\tS (sleeping)\nTgid:\t4242\nPid:\t4242\nPPid:\t4220\n' +
      'Uid:\t458752\t458753\t458754\t458755\nGid:\t458760\t458761\t458762\t458763\nNStgid:\t4242\t1\nNSpid:\t4242\t1\n'
    expect(parseProcStatus(text)).toEqual({
      name: 'redis-server',
      state: 'S',
      uid: 458753,
      gid: 458761,
      namespacePids: [4242, 1],
      parentPid: 4220,
    })
  })

  it('takes the PID where an old kernel has no NSpid, and undoes escapes and colons in a name', () => {
    const text =
      'Name:\ta: b\\\\c\\nd\nState:\tR (running)\nPid:\t7\nUid:\t0\t0\t0\t0\nGid:\t0\t0\t0\t0\n'
    expect(parseProcStatus(text)).toEqual({
      name: 'a: b\\c\nd',
      state: 'R',
      uid: 0,
      gid: 0,
      namespacePids: [7],
    })
  })

  it('is undefined for what is no status', () => {
    expect([parseProcStatus(''), parseProcStatus('Name:\tx\nState:\tR\n')]).toEqual([
      undefined,
      undefined,
    ])
  })
})

describe('parseCmdline', () => {
  it.each([
    ['dockerd\0-H\0fd://\0', ['dockerd', '-H', 'fd://']],
    ['sh\0-c\0\0', ['sh', '-c', '']],
    ['title without NUL', ['title without NUL']],
    ['', []],
  ])('splits %j', (text, expected) => {
    expect(parseCmdline(text)).toEqual(expected)
  })
})

describe('containerIdFromCgroup', () => {
  it.each([
    ['v2 with the systemd driver', `0::/system.slice/docker-${A}.scope\n`, A],
    ['v2 with the cgroupfs driver', `0::/docker/${A}\n`, A],
    ['v1 with the cgroupfs driver', `12:pids:/docker/${A}\n1:name=systemd:/docker/${A}\n`, A],
    ['v1 with the systemd driver', `3:cpu:/\n2:pids:/system.slice/docker-${A}.scope\n`, A],
    ['a systemd inside', `0::/system.slice/docker-${A}.scope/init.scope\n`, A],
    ['a slice of its own', `0::/my.slice/docker-${A}.scope\n`, A],
    ['a container in a container: the outer one', `0::/docker/${A}/docker/${B}\n`, A],
    ['no line feed at the end', `0::/docker/${A}`, A],
    ['a process of the host', '0::/system.slice/docker.service\n', undefined],
    ['Podman', `0::/machine.slice/libpod-${A}.scope\n`, undefined],
    ['containerd', `0::/system.slice/cri-containerd-${A}.scope\n`, undefined],
    ['an ID that is too short', `0::/docker/${A.slice(1)}\n`, undefined],
    ['an ID that is too long', `0::/docker/${A}a\n`, undefined],
    ['a name that only ends in docker', `0::/notdocker/${A}\n`, undefined],
    ['an empty file', '', undefined],
  ])('knows %s', (_, text, expected) => {
    expect(containerIdFromCgroup(text)).toBe(expected)
  })
})
