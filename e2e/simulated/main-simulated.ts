import { join } from 'node:path'
import { startApplication } from '../../electron/main/start-application.ts'
import type { Fault } from './simulated-host.ts'
import { createSimulatedHost, FAULTS } from './simulated-host.ts'

// The built entry is out/build/main/main-simulated.js.
const hostsDir = join(import.meta.dirname, '../../../e2e/hosts')

function faultFrom(value: string | undefined): Fault | undefined {
  if (!value) return undefined
  const fault = FAULTS.find((known) => known === value)
  if (fault === undefined) {
    throw new Error(`SUBROOT_SIMULATED_FAULT is ${value}; it can be ${FAULTS.join(', ')}`)
  }
  return fault
}

startApplication(() => {
  const host = createSimulatedHost({
    hostsDir,
    hostName: process.env['SUBROOT_SIMULATED_HOST'] || 'debian-12',
    fault: faultFrom(process.env['SUBROOT_SIMULATED_FAULT']),
  })
  // The end-to-end tests restart the machine, and change its files, as somebody at it would.
  Reflect.set(globalThis, 'restartSimulatedMachine', host.restart)
  Reflect.set(globalThis, 'editSimulatedFile', host.edit)
  return host
})
