import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { PRACTICE_ENGINES } from '#domain/practice-engines.ts'
import type { PracticeEvent } from '#domain/practice-engines.ts'
import { importBusyboxImage } from '../images.ts'
import { bootMachine } from '../machine.ts'
import type { OwnedMachine } from '../machine.ts'
import {
  changesOf,
  changesSince,
  expectedProcesses,
  practiceRange,
  processesOnHost,
  readWholeState,
  startPractice as start,
  waitForSettledNetwork,
} from '../practice-engines.ts'
import type { RunningPractice } from '../practice-engines.ts'
import { waitFor } from '../wait-for.ts'

/** Two real Docker daemons beside the machine's own, by the program that root runs. */
let machine: OwnedMachine
let before: readonly string[]
beforeAll(async () => {
  machine = await bootMachine('bookworm')
  await machine.shell('usermod --append --groups docker alice')
  await importBusyboxImage(machine)
  await machine.shell('docker run --detach --name own busybox sleep 1d')
  await waitForSettledNetwork(machine, ['docker0', 'veth'])
  before = await readWholeState(machine)
})
afterAll(() => machine.stop())

let practices: readonly RunningPractice[] = []

/** Also those that a test which failed left running. */
async function stopAll() {
  await Promise.all(practices.map(({ stop, end }) => stop().then(() => end)))
  practices = []
}

async function startPractice(
  ...[runId, change]: [string, ((script: string) => string)?]
): Promise<RunningPractice> {
  const practice = await start(machine, runId, change)
  practices = [...practices, practice]
  return practice
}

async function expectNothingLeft() {
  expect(await changesSince(before, machine)).toEqual([])
}

describe('while both run', () => {
  afterAll(stopAll)

  let practice: RunningPractice
  let events: readonly PracticeEvent[]
  beforeAll(async () => {
    practice = await startPractice('practice-both')
    await practice.waitForEvent('practice-ready')
    events = await practice.readEvents()
  })

  it('root of a container is root of the machine in the plain one, and nobody in the remapped one', async () => {
    expect(await processesOnHost(machine, events)).toEqual([
      ...expectedProcesses('plain', 0),
      ...expectedProcesses('remapped', practiceRange.start),
    ])
  })

  it('root of a container reads a root-only file in the plain one, and is refused in the remapped one', () => {
    expect(
      events.flatMap((event) =>
        event.kind === 'break-out' ? [[event.engine, event.outcome]] : [],
      ),
    ).toEqual([
      ['plain', 'read'],
      ['remapped', 'denied'],
    ])
  })

  it('nobody but root reaches their daemons, by no name', async () => {
    const inside = await machine.shell("pgrep --full '^dockerd .*data-root=/var/lib/plain'")
    for (const engine of PRACTICE_ENGINES) {
      const socket = `/proc/${inside}/root/run/${engine}.sock`
      const ping = ['curl', '--silent', '--unix-socket', socket, 'http://docker/_ping']
      expect((await machine.exec(ping)).stdout).toBe('OK')
      expect(await machine.exec(ping, { user: 'alice' })).toMatchObject({ code: 7, stdout: '' })
      const { stdout } = await machine.exec(['stat', '-c', '%a %U %G', socket])
      expect(stdout).toBe('660 root root\n')
    }
    // What everybody may see of sockets.
    expect(await machine.shell('grep -E "plain|remapped" /proc/net/unix || :')).toBe('')
    expect(await machine.shell('ls /run/plain.sock /run/remapped.sock 2>/dev/null || :')).toBe('')
  })

  it('they have no network but a loopback that is down, and no rule of a packet filter', async () => {
    const inside = await machine.shell("pgrep --full '^dockerd .*data-root=/var/lib/plain'")
    const look = `nsenter --target ${inside} --net sh -c`
    expect(
      await machine.shell(
        `${look} "ip -oneline link | cut -d' ' -f2,3,9; iptables-save | grep -v ^#" || :`,
      ),
    ).toBe('lo: <LOOPBACK> DOWN')
  })

  it('they can write no file of the machine, and see none but its programs', async () => {
    const inside = await machine.shell("pgrep --full '^dockerd .*data-root=/var/lib/plain'")
    const enter = `nsenter --target ${inside} --mount`
    expect(
      await machine.shell(`${enter} sh -c 'ls -d /home /srv /opt/subroot 2>/dev/null' || :`),
    ).toBe('')
    expect(await machine.shell(`${enter} cat /etc/subuid`)).toBe('practice:458752:65536')
    expect(
      await machine.shell(
        `${enter} sh -c 'for dir in /usr /bin /lib; do touch $dir/new 2>&1; done' || :`,
      ),
    ).toMatch(/^(touch: cannot touch '\/\w+\/new': Read-only file system\n?){3}$/u)
    const mounts = await machine.shell(`cut -d' ' -f5,6 /proc/${inside}/mountinfo`)
    expect(mounts).toMatch(/^\/usr ro,/mu)
    expect(mounts).not.toContain('/opt/subroot')
  })

  it('the machine’s own Docker knows nothing of them', async () => {
    expect(await machine.shell('docker ps --all --format "{{.Names}}"')).toBe('own')
  })

  it('a second practice is refused, and the first one goes on', async () => {
    const second = await startPractice('practice-second')
    const { code, events } = await second.end
    expect(code).toBe(1)
    expect(events.map((event) => ('code' in event ? event.code : event.kind))).toEqual([
      'practice-started',
      'practice-busy',
      'practice-ended',
    ])
    await second.stop()
    expect(await processesOnHost(machine, await practice.readEvents())).toHaveLength(10)
  })

  it('everything is as before once whoever asked is gone', async () => {
    // Otherwise the comparison would find nothing whatever was left.
    const during = await readWholeState(machine)
    expect(changesOf(before, during)).toContain('+ group /sys/fs/cgroup/subroot-practice/remapped')
    await practice.stop()
    const { code, events } = await practice.end
    expect(code).toBe(0)
    expect(events.at(-1)?.kind).toBe('practice-ended')
    expect(events.some(({ kind }) => kind === 'practice-ready')).toBe(true)
    await expectNothingLeft()
  })
})

const keep = (runId: string) => `^sh /root/${runId} ${runId} `
const watch = (runId: string) => `^sh /root/${runId} watch `
const engines = () => '^sh /run/program engines '

describe('nothing is left, and Docker goes on,', () => {
  afterEach(stopAll)

  it.each([
    ['keeps them', keep, 'KILL'],
    ['watches them', watch, 'KILL'],
    ['is their first', engines, 'KILL'],
    ['keeps them', keep, 'TERM'],
  ] as const)(
    'when the process that %s is killed in the middle (%#)',
    async (_, victim, signal) => {
      const runId = `practice-${Date.now()}`
      const practice = await startPractice(runId)
      await practice.waitForEvent('engine-ready', 'plain')
      expect((await machine.exec(['pkill', `-${signal}`, '--full', victim(runId)])).code).toBe(0)
      await practice.end
      await practice.stop()
      await expectNothingLeft()
    },
  )

  it('when one of the daemons ends by itself, which is said', async () => {
    const practice = await startPractice('practice-half')
    await practice.waitForEvent('practice-ready')
    await machine.shell("pkill -KILL --full '^dockerd .*data-root=/var/lib/plain'")
    const { events } = await practice.end
    expect(events.slice(-2)).toMatchObject([
      {
        kind: 'practice-failed',
        code: 'engine-ended',
        detail: expect.stringMatching(/^plain: ./u),
      },
      { kind: 'practice-ended' },
    ])
    await practice.stop()
    await expectNothingLeft()
  })

  it('when both that could clear away are killed: all ends by itself, and the next practice takes the rest away', async () => {
    const first = await startPractice('practice-orphaned')
    await first.waitForEvent('engine-ready', 'plain')
    await machine.shell(
      `pkill -KILL --full '^sh /root/practice-orphaned (watch|practice-orphaned) '`,
    )
    await first.end
    await waitFor('the end of the engines', async () => {
      const { stdout } = await machine.exec(['pgrep', '--full', '^dockerd .*remapped|^sleep 9'])
      return stdout === '' || undefined
    })
    // Otherwise there would be nothing to take away.
    expect(await machine.shell('ls /run/subroot')).toBe('practice-orphaned')
    await first.stop()
    const next = await startPractice('practice-next')
    await next.waitForEvent('engine-starting', 'plain')
    await next.stop()
    await next.end
    await expectNothingLeft()
  })

  it('when the time is up', async () => {
    const practice = await startPractice('practice-short', (script) =>
      script.replace('\nlimit_s=3600\n', '\nlimit_s=4\n'),
    )
    const { events } = await practice.end
    expect(events[0]).toMatchObject({ kind: 'practice-started', limitMs: 4000 })
    await practice.stop()
    await expectNothingLeft()
  })
})

describe('nothing is begun, and that is said,', () => {
  afterEach(stopAll)

  const subuid = '/run/practice-subuid'
  it.each([
    [
      'range-taken',
      `cp /etc/subuid ${subuid}; echo carol:500000:65536 >>${subuid}; mount --bind ${subuid} /etc/subuid`,
      `umount /etc/subuid; rm ${subuid}`,
    ],
    ['command-missing', 'chmod -x /usr/sbin/dockerd', 'chmod +x /usr/sbin/dockerd'],
    ['memory-short', 'mount --bind /dev/null /proc/meminfo', 'umount /proc/meminfo'],
    ['control-groups-v1', 'mount -t tmpfs none /sys/fs/cgroup', 'umount /sys/fs/cgroup'],
  ])('when the machine is not fit: %s', async (code, spoil, mend) => {
    await machine.shell(spoil)
    const practice = await startPractice(`practice-${code}`)
    const end = await practice.end
    await machine.shell(mend)
    await practice.stop()
    expect(end.code).toBe(1)
    expect(end.events.map((event) => ('code' in event ? event.code : event.kind))).toEqual([
      'practice-started',
      code,
      'practice-ended',
    ])
    await expectNothingLeft()
  })
})
