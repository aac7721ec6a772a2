import { join } from 'node:path'
import { PRACTICE_FAULTS, type PracticeFault } from '#domain/practice.ts'
import { createRealHost } from '#host/real-host.ts'
import { readMachineCatalogue, type MachineCatalogue } from '#simulated/machine-catalogue.ts'
import { startApplication } from '../electron/main/start-application.ts'

/**
 * The application as it is, started on a simulated machine, with what the end-to-end tests need: a fault from the start,
 * time that stands still in the machine's containers, and hands that reach into it and hold it.
 */
const practice = readMachineCatalogue(
  join(import.meta.dirname, 'practice-machines.json'),
  () => () => 0,
)

function faultsFrom(value: string | undefined): readonly PracticeFault[] {
  if (!value) return []
  const fault = PRACTICE_FAULTS.find((known) => known === value)
  if (fault === undefined) {
    throw new Error(`SUBROOT_SIMULATED_FAULT is ${value}; it can be ${PRACTICE_FAULTS.join(', ')}`)
  }
  return [fault]
}

const reachable: MachineCatalogue = {
  ...practice,
  open(name) {
    const host = practice.open(name)
    host?.setFaults(faultsFrom(process.env['SUBROOT_SIMULATED_FAULT']))
    // The tests restart the machine, and change its files, as somebody at it would.
    Reflect.set(globalThis, 'restartSimulatedMachine', () => host?.letHappen('machine-restarted'))
    Reflect.set(globalThis, 'editSimulatedFile', host?.edit)
    Reflect.set(globalThis, 'holdSimulatedMachine', host?.hold)
    return host
  },
}

startApplication(
  { openReal: createRealHost, practice: reachable },
  process.env['SUBROOT_SIMULATED_HOST'] || 'debian-12',
)
