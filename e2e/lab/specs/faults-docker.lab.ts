import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { IF_REMAPPED, changeUnit, prepareFaultGround, restoreUnit } from '../fault-ground.ts'
import type { FaultGround } from '../fault-ground.ts'
import { findLeader } from '../machine-processes.ts'
import { bootMachine } from '../machine.ts'
import type { OwnedMachine } from '../machine.ts'

/*
 * A Docker that hangs, fails, is silent or does not do as told: the real daemon, made so by the settings of its unit, or by
 * a program in its place where that is said. At the end everything is as before: Docker answers, its containers run.
 */

let machine: OwnedMachine
let ground: FaultGround

beforeAll(async () => {
  machine = await bootMachine('bookworm')
  ground = await prepareFaultGround(machine)
})
afterAll(() => machine.stop())
afterEach(() => restoreUnit(machine))

it('goes back when systemd stops waiting for Docker to start', async () => {
  const wait = `ExecStartPre=/bin/sh -c 'if ${IF_REMAPPED}; then sleep 600; fi'`
  await changeUnit(machine, '[Service]', 'TimeoutStartSec=25', wait)
  expect(await ground.apply()).toMatchObject({
    outcome: 'rolled-back',
    failed: 'restart-docker docker-start-timeout',
    logs: expect.stringContaining('timed out'),
  })
  await ground.expectAsBefore()
})

it('goes back when Subroot stops waiting for Docker to start (limit shortened to 25 s)', async () => {
  const wait = `ExecStartPre=/bin/sh -c 'if ${IF_REMAPPED}; then sleep 600; fi'`
  await changeUnit(machine, '[Service]', 'TimeoutStartSec=infinity', wait)
  expect(await ground.apply({ limitSeconds: 25 })).toMatchObject({
    outcome: 'rolled-back',
    failed: 'restart-docker docker-start-timeout',
  })
  await ground.expectAsBefore()
})

it('goes back when Docker fails until systemd no longer starts it', async () => {
  const fail = `ExecStartPre=/bin/sh -c '! ${IF_REMAPPED}'`
  const limit = ['StartLimitBurst=1', 'StartLimitIntervalSec=600']
  await changeUnit(machine, '[Unit]', ...limit, '[Service]', 'RestartSec=0', fail)
  expect(await ground.apply()).toMatchObject({
    outcome: 'rolled-back',
    failed: 'restart-docker docker-start-limit',
  })
  await ground.expectAsBefore()
})

it('is not kept from its work by a start limit that others have used up', async () => {
  await changeUnit(machine, '[Unit]', 'StartLimitBurst=2', 'StartLimitIntervalSec=600')
  await machine.shell('systemctl restart docker; systemctl restart docker; docker start once')
  const { outcome, runId } = await ground.apply()
  expect([outcome, await ground.undo(runId)]).toEqual(['done', 'done'])
  await ground.expectAsBefore()
})

it('goes back when Docker starts, but never answers', async () => {
  const freeze = `ExecStartPost=/bin/sh -c 'if ${IF_REMAPPED}; then kill -STOP $MAINPID; fi'`
  await changeUnit(machine, '[Service]', freeze)
  expect(await ground.apply()).toMatchObject({
    outcome: 'rolled-back',
    failed: 'verify-docker docker-silent',
  })
  await ground.expectAsBefore()
})

it('goes back when Docker answers, but without remapping (simulated: another program in its place)', async () => {
  const otherDaemon = [
    '#!/bin/sh',
    '# In the place of dockerd: does as dockerd does, but reads another configuration file.',
    'echo "{}" >/run/other.json',
    'exec /usr/sbin/dockerd.real --config-file=/run/other.json "$@"',
  ]
  await machine.shell('mv /usr/sbin/dockerd /usr/sbin/dockerd.real')
  await machine.exec(['sh', '-c', 'cat >/usr/sbin/dockerd && chmod 755 /usr/sbin/dockerd'], {
    input: `${otherDaemon.join('\n')}\n`,
  })
  const result = await ground.apply()
  await machine.shell('mv /usr/sbin/dockerd.real /usr/sbin/dockerd')
  expect(result).toMatchObject({
    outcome: 'rolled-back',
    failed: 'verify-docker remapping-differs',
  })
  await ground.expectAsBefore()
})

// SIGUSR1 only makes dockerd print what it does: so it does not stop.
const doesNotStop = ['[Service]', 'KillSignal=SIGUSR1']

it('goes back when Docker does not stop, and kills it where nobody else does (limit shortened to 25 s)', async () => {
  await changeUnit(machine, ...doesNotStop, 'TimeoutStopSec=infinity')
  expect(await ground.apply({ limitSeconds: 25 })).toMatchObject({
    outcome: 'rolled-back',
    failed: 'restart-docker docker-not-stopped',
  })
  await restoreUnit(machine)
  await ground.expectAsBefore()
})

it('goes back when systemd kills a Docker that does not stop, and its containers run on', async () => {
  await changeUnit(machine, ...doesNotStop, 'TimeoutStopSec=11')
  expect(await ground.apply()).toMatchObject({
    outcome: 'rolled-back',
    failed: 'verify-docker containers-still-running',
    logs: expect.stringContaining('timed out'),
  })
  await restoreUnit(machine)
  await ground.expectAsBefore()
})

it('waits for a container that does not stop until Docker kills it', async () => {
  await machine.shell(`docker run --detach --name stubborn --stop-timeout 20 busybox \
    sh -c 'trap "" TERM; while :; do sleep 1; done'`)
  const startedAt = Date.now()
  const { outcome, runId } = await ground.apply()
  expect(Date.now() - startedAt).toBeGreaterThan(15_000)
  expect([outcome, await ground.undo(runId)]).toEqual(['done', 'done'])
  await machine.shell('docker rm --force stubborn')
  await ground.expectAsBefore()
})

it('refuses, with nothing changed, where systemd does not answer', async () => {
  const leader = findLeader(machine.keeperPid)
  if (leader === undefined) throw new Error('The machine has no first process.')
  process.kill(leader, 'SIGSTOP')
  const result = await ground.apply().finally(() => process.kill(leader, 'SIGCONT'))
  expect(result).toMatchObject({ outcome: 'refused', failed: 'check manager-silent' })
  await ground.expectAsBefore()
})
