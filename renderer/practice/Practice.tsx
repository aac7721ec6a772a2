// What is loaded together, as one file, when somebody practises.
export { PracticePanel } from './PracticePanel.tsx'
export { PracticeStep } from './PracticeStep.tsx'
