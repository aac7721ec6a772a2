import { act } from 'react'
import type { ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import type { PageApi } from '#contract/channels.ts'
import { answerAll } from '#contract/testing/answer-all.ts'
import { failure } from '#domain/result.ts'
import { preferences } from '../preferences.ts'
import { loadCatalogue } from '../text/catalogues.ts'
import { WizardContext } from '../wizard/use-wizard.ts'
import { createWizard } from '../wizard/wizard-store.ts'
import type { Wizard } from '../wizard/wizard-store.ts'

const refuse = () => Promise.resolve(failure({ code: 'internal', detail: '' } as const))

export type Shown = { readonly place: HTMLElement; readonly wizard: Wizard }

/** Renders a part of the page with a wizard whose main process refuses everything but `answers`. */
export async function show(children: ReactNode, answers: Partial<PageApi> = {}): Promise<Shown> {
  Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true)
  await loadCatalogue(preferences.getState().language)
  const wizard = createWizard({ ...answerAll(refuse), on: () => () => undefined, ...answers })
  const place = document.createElement('div')
  document.body.append(place)
  await act(async () => {
    createRoot(place).render(<WizardContext value={wizard}>{children}</WizardContext>)
    await wizard.actions.listRuns()
  })
  return { place, wizard }
}
