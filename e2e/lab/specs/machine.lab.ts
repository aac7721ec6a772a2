import { afterAll, beforeAll, expect, it } from 'vitest'
import { startDesktop } from '../desktop.ts'
import type { Desktop } from '../desktop.ts'
import { importBusyboxImage, importRedisImage } from '../images.ts'
import { bootMachine } from '../machine.ts'
import type { OwnedMachine } from '../machine.ts'
import { startRedis } from '../redis-container.ts'

let machine: OwnedMachine
let desktop: Desktop

beforeAll(async () => {
  machine = await bootMachine('bookworm')
  desktop = await startDesktop(machine, 'alice')
})
afterAll(() => machine.stop())

it('runs containers of images made without a registry', async () => {
  await importBusyboxImage(machine)
  await importRedisImage(machine)
  expect(await machine.shell('docker run --rm busybox cat /proc/self/uid_map')).toMatch(
    /^0\s+0\s+4294967295$/,
  )
  await startRedis(machine)
  expect(await machine.shell('docker exec redis redis-cli ping')).toBe('PONG')
  await machine.shell('docker rm --force redis')
})

it('has no network but its own', async () => {
  const links = await machine.shell("ip -o link | awk -F': ' '{ print $2 }'")
  expect(links.split('\n').toSorted()).toEqual(['docker0', 'lo'])
})

it('gives alice a local session in which a password dialog is really typed into', async () => {
  const before = await desktop.countDialogs()
  const elevated = desktop.exec(['pkexec', '--disable-internal-agent', 'id', '-u'])
  await desktop.waitForDialog()
  await desktop.answerDialog('password')
  expect(await elevated).toMatchObject({ code: 0, stdout: '0\n' })
  expect(await desktop.countDialogs()).toBe(before + 1)
})
