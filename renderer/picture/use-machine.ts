import { useEffect, useState } from 'react'
import { useActions } from '../wizard/use-wizard.ts'
import type { Loadable } from '../wizard/wizard-state.ts'
import type { Machine } from './bands.ts'

type Reading = { readonly changes: string; readonly machine: Loadable<Machine> }

/**
 * Who has which IDs, read afresh: the change that was just applied added an owner. Other `changes` are a reason to read
 * again; until that is done the machine is as it was.
 */
export function useMachine(changes: string): Loadable<Machine> {
  const actions = useActions()
  const [reading, setReading] = useState<Reading | undefined>(undefined)
  useEffect(() => {
    let isCurrent = true
    async function read(): Promise<void> {
      const machine = await actions.readFacts()
      if (isCurrent) setReading({ changes, machine })
    }
    void read()
    return () => {
      isCurrent = false
    }
  }, [actions, changes])
  return reading?.machine ?? { kind: 'loading' }
}
