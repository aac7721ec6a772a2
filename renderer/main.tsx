import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { bridge } from './bridge.ts'
import { applyPreferences, preferences } from './preferences.ts'
import './style/style.css'
import { createWizard } from './wizard/wizard-store.ts'
import { WizardContext } from './wizard/use-wizard.ts'

applyPreferences(preferences.getState())
preferences.subscribe(applyPreferences)

const wizard = createWizard(bridge)
wizard.start()

const root = document.querySelector('#root')
if (root === null) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <WizardContext value={wizard}>
      <App />
    </WizardContext>
  </StrictMode>,
)
