import { expect, it } from 'vitest'
import type { TestContainer } from './container-spec.ts'
import { containerSpec, PROOF_LABEL } from './container-spec.ts'
import { PROOF_SCRIPT } from './proof-script.ts'

const ordinary: TestContainer = {
  role: 'ordinary',
  image: 'subroot-proof-1000:0123',
  owner: 1000,
  programDirs: [{ source: '/usr/bin', target: '/bin' }],
  writableDir: '/tmp/subroot-proof-x/y',
  rootOnlyPath: '/etc/shadow',
  selinux: false,
}

it('gives an ordinary container one directory to write to, and nothing that Docker would not give any', () => {
  expect(containerSpec(ordinary)).toEqual({
    Image: 'subroot-proof-1000:0123',
    Labels: { [PROOF_LABEL]: '1000' },
    User: '0:0',
    Env: ['PATH=/usr/bin:/bin', 'LC_ALL=C'],
    WorkingDir: '/',
    Entrypoint: ['/bin/sh', '-c', PROOF_SCRIPT],
    NetworkDisabled: true,
    HostConfig: {
      NetworkMode: 'none',
      UsernsMode: '',
      AutoRemove: true,
      ReadonlyRootfs: true,
      Memory: 67_108_864,
      PidsLimit: 16,
      SecurityOpt: ['no-new-privileges'],
      LogConfig: { Type: 'json-file', Config: { 'max-size': '64k' } },
      Mounts: [
        { Type: 'bind', Source: '/usr/bin', Target: '/bin', ReadOnly: true },
        { Type: 'bind', Source: '/tmp/subroot-proof-x/y', Target: '/proof', ReadOnly: false },
        { Type: 'bind', Source: '/etc/shadow', Target: '/root-only', ReadOnly: true },
      ],
    },
  })
})

it('differs for the exempt one by nothing but the user namespace', () => {
  const { HostConfig, ...spec } = containerSpec(ordinary)
  const exempt = containerSpec({ ...ordinary, role: 'exempt' })
  expect(exempt).toEqual({ ...spec, HostConfig: { ...HostConfig, UsernsMode: 'host' } })
})

it('mounts no file where there is none that only root may read', () => {
  const { HostConfig } = containerSpec({ ...ordinary, rootOnlyPath: undefined })
  expect(HostConfig.Mounts.map(({ Target }) => Target)).toEqual(['/bin', '/proof'])
})

it('takes SELinux’s label away only where Docker sets one, so that remapping alone is measured', () => {
  const { HostConfig } = containerSpec({ ...ordinary, selinux: true })
  expect(HostConfig.SecurityOpt).toEqual(['no-new-privileges', 'label=disable'])
})
