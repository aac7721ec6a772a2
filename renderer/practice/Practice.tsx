import './practice.css'
import './engines/engines.css'

// What is loaded together, as one file, when somebody practises.
export { PracticeControls } from './PracticeControls.tsx'
export { PracticeStep } from './PracticeStep.tsx'
