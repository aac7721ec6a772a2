import { once } from 'node:events'
import { dirname } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { holdDocker, letDockerGo } from '../ends.ts'
import { prepareFaultGround, restoreUnit } from '../fault-ground.ts'
import type { FaultGround } from '../fault-ground.ts'
import { bootMachine } from '../machine.ts'
import type { OwnedMachine } from '../machine.ts'
import { waitFor } from '../wait-for.ts'

/*
 * Others at work on the same files, with their own programs. What the disk, the kernel and file flags can do to a run is in
 * transaction-faults.test.ts, on file systems as real as here.
 */

let machine: OwnedMachine
let ground: FaultGround

beforeAll(async () => {
  machine = await bootMachine('bookworm')
  ground = await prepareFaultGround(machine)
})
afterAll(() => machine.stop())

const exists = async (path: string) =>
  (await machine.exec(['test', '-e', path])).code === 0 || undefined

it('gives up when usermod keeps /etc/subuid locked, and takes the lock over once usermod was killed', async () => {
  // strace holds usermod back for as long as it likes, when it has the locks and everything is written.
  const usermod = machine.spawn(
    ['strace', '-f', '-o', '/dev/null', '-e', 'inject=/^rename:delay_enter=600000000'].concat([
      'usermod',
      '--add-subuids',
      '3000000-3000010',
      'alice',
    ]),
  )
  const ended = once(usermod, 'exit')
  await waitFor('the lock', () => exists('/etc/subuid.lock'))
  const locked = await ground.apply()
  await machine.shell('pkill -KILL -x usermod; pkill -KILL -x strace || :')
  await ended
  expect(locked).toMatchObject({ outcome: 'refused', failed: 'create-group file-locked' })

  const { outcome, runId } = await ground.apply()
  expect([outcome, await ground.undo(runId)]).toEqual(['done', 'done'])
  await machine.shell('rm -f /etc/*.lock /etc/sub?id+ /etc/passwd+')
  await ground.expectAsBefore()
})

it('gives up when vipw has /etc/passwd open', async () => {
  const vipw = machine.spawn(['vipw'], { env: { EDITOR: 'sh -c "exec sleep 600"' } })
  const ended = once(vipw, 'exit')
  await waitFor('the lock', () => exists('/etc/passwd.lock'))
  const result = await ground.apply()
  await machine.shell('pkill -xf "sleep 600"')
  await ended
  expect(result).toMatchObject({ outcome: 'refused', failed: 'create-group file-locked' })
  await ground.expectAsBefore()
})

it.each([
  {
    path: '/etc/subuid',
    words: 'carol:5000000:65536',
    takeBack: `sed -i '/^carol:/d' /etc/subuid`,
    step: 'edit-subuid',
  },
  {
    path: '/etc/docker/daemon.json',
    words: '{ "debug": true }',
    takeBack: 'rm /etc/docker/daemon.json',
    step: 'edit-daemon-config',
  },
])(
  'goes back when a hook of useradd changes $path between two steps, and leaves what it wrote',
  async ({ path, words, takeBack, step }) => {
    const hook = '/etc/shadow-maint/useradd-post.d/other'
    const input = `#!/bin/sh\nmkdir -p ${dirname(path)}\necho '${words}' >>${path}\n`
    const save = `mkdir -p ${dirname(hook)} && cat >${hook} && chmod 755 ${hook}`
    await machine.exec(['sh', '-c', save], { input })
    const result = await ground.apply()
    const text = await machine.shell(`cat ${path}`)
    await machine.shell(`rm -r /etc/shadow-maint; ${takeBack}`)
    expect(result).toMatchObject({
      outcome: 'rolled-back',
      failed: `${step} changed-since-review`,
    })
    // What somebody else wrote stays.
    expect(text).toContain(words)
    await ground.expectAsBefore()
  },
)

it('lets one of two runs do something', async () => {
  await holdDocker(machine)
  const first = ground.apply()
  await waitFor('the first run', () => exists('/run/subroot/lock'))
  await waitFor(
    'its first change',
    async () => (await machine.shell('cat /etc/subuid')).includes('dockremap') || undefined,
  )
  const second = await ground.apply().finally(() => letDockerGo(machine))
  const { outcome, runId } = await first
  expect(second).toMatchObject({ outcome: 'refused', failed: 'check busy' })
  expect([outcome, await ground.undo(runId)]).toEqual(['done', 'done'])
  await restoreUnit(machine)
  await ground.expectAsBefore()
})
