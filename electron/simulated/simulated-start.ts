import { parseHostFacts } from '#domain/parse-host-facts.ts'
import type { SimulatedMachine, StartProblem } from './simulated-machine.ts'
import { restartDocker } from './simulated-machine.ts'
import { takeSnapshot } from './simulated-reading.ts'

/**
 * What the service manager does: it makes dockerd's command line from the service's files as they are now, and starts
 * it. Where these do not tell for certain, the command line stays as it was.
 */
export async function startDocker(machine: SimulatedMachine): Promise<StartProblem> {
  const { docker } = parseHostFacts(await takeSnapshot(machine, 'elevated'))
  machine.daemonArguments = docker.configuration.nextArguments ?? machine.daemonArguments
  return restartDocker(machine)
}
