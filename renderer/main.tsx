import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { bridge } from './bridge.ts'
import { applyPreferences, preferences } from './preferences.ts'
import { loadLateStep } from './steps/load-late-step.ts'
import './style/style.css'
import { loadCatalogue } from './text/catalogues.ts'
import { BrokenInstallation } from './ui/BrokenInstallation.tsx'
import { createWizard } from './wizard/wizard-store.ts'
import { WizardContext } from './wizard/use-wizard.ts'

applyPreferences(preferences.getState())
preferences.subscribe(applyPreferences)

const element = document.querySelector('#root')
if (element === null) throw new Error('index.html has no #root')
const root = createRoot(element)

const wizard = createWizard(bridge)
const started = wizard.start()

try {
  // Not one picture of a simulated machine without its mark.
  await Promise.all([loadCatalogue(preferences.getState().language), started])
  root.render(
    <StrictMode>
      <WizardContext value={wizard}>
        <App />
      </WizardContext>
    </StrictMode>,
  )
  // Long before anybody gets there, and never in the middle of a run.
  requestIdleCallback(() => void loadLateStep())
} catch {
  root.render(<BrokenInstallation />)
}
