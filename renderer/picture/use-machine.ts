import { useEffect, useState } from 'react'
import type { ContainerProcess } from '#domain/container-process.ts'
import { useActions } from '../wizard/use-wizard.ts'
import type { Loadable } from '../wizard/wizard-state.ts'
import type { Machine } from './bands.ts'

/**
 * Who has which IDs, read afresh: the change that was just applied added an owner. Another mapping of a container is a
 * reason to ask anew whose range that is; until that is done the machine is as it was.
 */
export function useMachine(processes: readonly ContainerProcess[]): Loadable<Machine> {
  const actions = useActions()
  const mapped = mappedStarts(processes)
  const [machine, setMachine] = useState<Loadable<Machine>>({ kind: 'loading' })
  useEffect(() => {
    // Nothing is drawn without a container.
    if (mapped === '') return undefined
    let isCurrent = true
    async function readMachine(): Promise<void> {
      const read = await actions.readFacts()
      if (isCurrent) setMachine(read)
    }
    void readMachine()
    return () => {
      isCurrent = false
    }
  }, [actions, mapped])
  return machine
}

function mappedStarts(processes: readonly ContainerProcess[]): string {
  const starts = processes.flatMap(({ uidMappings }) => uidMappings.map(({ hostId }) => hostId))
  return [...new Set(starts)].toSorted((a, b) => a - b).join(' ')
}
