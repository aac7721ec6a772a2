import { createContext, use } from 'react'
import { useStore } from 'zustand'
import type { Wizard } from './wizard-store.ts'
import type { WizardState } from './wizard-state.ts'

export const WizardContext = createContext<Wizard | undefined>(undefined)

/** What the user can set going. */
export function useActions(): Wizard['actions'] {
  return useContextWizard().actions
}

/** A part of the wizard's state; the component renders again when that part changes. */
export function useWizard<Part>(select: (state: WizardState) => Part): Part {
  return useStore(useContextWizard().store, select)
}

function useContextWizard(): Wizard {
  const wizard = use(WizardContext)
  if (wizard === undefined) throw new Error('Outside of WizardContext')
  return wizard
}
