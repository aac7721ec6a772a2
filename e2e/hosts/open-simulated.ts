import type { PracticeFault } from '#domain/practice.ts'
import type { SimulatedHost } from '#simulated/simulated-host.ts'
import { createSimulatedHost } from '#simulated/simulated-host.ts'
import { loadHost } from './host-tree.ts'

/** A machine of this directory, for tests: nothing on it takes time. */
export function openSimulated(name: string, ...faults: readonly PracticeFault[]): SimulatedHost {
  return createSimulatedHost({ loaded: loadHost(name), faults, stepMs: 0 })
}
