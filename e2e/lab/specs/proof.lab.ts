import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkLiveProof } from '#domain/proof/proof-checks.ts'
import type { LiveProof } from '#domain/proof/live-proof.ts'
import type { Result } from '#domain/result.ts'
import type { Failure } from '#contract/channels.ts'
import { releases } from '../base.ts'
import { checkMachine, runPlan, undoRun } from '../domain-run.ts'
import { bootMachine, checkoutInside, nodeInside } from '../machine.ts'
import type { OwnedMachine } from '../machine.ts'

/** The live proof on real machines, which have no network and no registry. */

const command = [
  nodeInside,
  `${checkoutInside}/node_modules/tsx/dist/cli.mjs`,
  `${checkoutInside}/e2e/lab/prove-live.ts`,
]

async function prove(machine: OwnedMachine, user = 'alice'): Promise<Result<LiveProof, Failure>> {
  const { code, stdout, stderr } = await machine.exec(command, { user })
  if (code !== 0) throw new Error(stderr)
  const proof: Result<LiveProof, Failure> = JSON.parse(stdout)
  return proof
}

async function measured(machine: OwnedMachine): Promise<LiveProof> {
  const proof = await prove(machine)
  if (!proof.ok) throw new Error(JSON.stringify(proof.error))
  return proof.value
}

/** What a proof could leave: containers, images, volumes, networks, files, mounts. */
function remains(machine: OwnedMachine): Promise<string> {
  return machine.shell(`
    docker ps --all --no-trunc --quiet; docker images --all --quiet
    docker volume ls --quiet; docker network ls --quiet
    find /tmp /home /run/user -xdev -not -path '*/tsx-*' -not -path '*/node-compile-cache*' | sort
    root=$(docker info --format '{{.DockerRootDir}}')
    find "$root/containers" -mindepth 1 | sort
    # Docker makes their first level with the first image.
    find "$root"/image/*/imagedb "$root"/image/*/layerdb -mindepth 2 | grep -v '/sha256$' | sort
    cut -d' ' -f5 /proc/1/mountinfo | sort`)
}

describe.each(releases)('on %s', (release) => {
  let machine: OwnedMachine
  let before: LiveProof
  beforeAll(async () => {
    machine = await bootMachine(release)
    await machine.shell('usermod --append --groups docker alice')
  })
  afterAll(() => machine.stop())

  it('container root reads /etc/shadow before, and its file is root’s', async () => {
    const start = await remains(machine)
    before = await measured(machine)
    expect(before).toMatchObject({
      simulated: false,
      remapped: false,
      rootOnlyFile: { path: '/etc/shadow', uid: 0 },
      containers: [
        {
          role: 'ordinary',
          uid: 0,
          uidMappings: [{ containerId: 0, hostId: 0, size: 4294967295 }],
          process: { uid: 0, landing: 'root' },
          file: { uid: 0, gid: 0 },
          rootOnly: { outcome: 'read' },
        },
      ],
      leftBehind: [],
    })
    expect(before.containers).toHaveLength(1)
    expect(await remains(machine)).toBe(start)
  })

  it('container root cannot after Apply, but the same container with --userns=host still can; nothing is left', async () => {
    const { plan } = await checkMachine(machine)
    if (!plan) throw new Error('There is no plan for this machine.')
    expect((await runPlan(machine, plan, 'proved')).outcome).toBe('done')
    const start = await remains(machine)
    const now = await measured(machine)
    const { start: root } = plan.range
    expect(now).toMatchObject({
      remapped: true,
      containers: [
        {
          role: 'ordinary',
          uid: 0,
          gid: 0,
          process: { uid: root, gid: root, landing: 'nobody' },
          file: { uid: root, gid: root },
          rootOnly: { outcome: 'denied' },
        },
        {
          role: 'exempt',
          uid: 0,
          process: { uid: 0, gid: 0, landing: 'root' },
          file: { uid: 0, gid: 0 },
          rootOnly: { outcome: 'read', words: '' },
        },
      ],
      leftBehind: [],
    })
    expect(checkLiveProof(plan.range, { before, now })).toEqual([
      {
        code: 'test-container-mapping',
        ok: true,
        evidence: `uid_map 0 ${root} 65536; gid_map 0 ${root} 65536`,
        expected: `uid_map 0 ${root} 65536; gid_map 0 ${root} 65536`,
      },
      {
        code: 'test-file-owner',
        ok: true,
        evidence: `${root}:${root}`,
        expected: `${root}:${root}`,
      },
      {
        code: 'break-out',
        ok: true,
        evidence: '/etc/shadow: Permission denied; --userns=host: read; before: read',
        expected: '/etc/shadow: Permission denied; --userns=host: read',
      },
    ])
    expect(await remains(machine)).toBe(start)
  })

  it('removes what a proof left that was killed, and only that', async () => {
    // Somebody else's: the label alone, or the name alone, does not make it ours.
    await machine.shell(`
      tar -cf - --files-from /dev/null | docker import - subroot-proof-1000:keep >/dev/null
      docker create --name kept --label io.github.subroot.proof=1000 subroot-proof-1000:keep x
      docker create --name subroot-proof-1000-kept subroot-proof-1000:keep x`)
    const start = await remains(machine)
    const ended = once(machine.spawn(command, { user: 'alice' }), 'close')
    await machine.shell(`timeout 60 sh -c '
      until docker ps --format "{{.Names}}" | grep -q ordinary; do sleep 0.1; done'
      pkill -9 -u alice -f prove-live.ts`)
    await ended
    const left = await remains(machine)
    expect(left).not.toBe(start)
    expect(left).toContain('/tmp/subroot-proof-')
    await measured(machine)
    expect(await remains(machine)).toBe(start)
  })

  it('says that it may not, where the socket is not open to the user, and makes nothing', async () => {
    const start = await remains(machine)
    expect(await prove(machine, 'bob')).toMatchObject({
      ok: false,
      error: { code: 'docker-not-allowed' },
    })
    expect(await remains(machine)).toBe(start)
  })

  it('shows root again after Undo', async () => {
    expect((await undoRun(machine, 'proved', 'unproved')).outcome).toBe('done')
    expect(await measured(machine)).toMatchObject({
      remapped: false,
      containers: [{ process: { uid: 0 }, rootOnly: { outcome: 'read' } }],
      leftBehind: [],
    })
  })
})
