import events from '../transaction/events.sh?raw'
import ownership from '../transaction/ownership.sh?raw'
import engines from './engines.sh?raw'
import expectations from './expectations.sh?raw'
import inside from './inside.sh?raw'
import lifetime from './lifetime.sh?raw'
import practice from './practice.sh?raw'

/** What keeps the practice engines, as root: one program, kept in files by topic. compilePractice tells it the rest. */
export const practiceText = [
  practice,
  events,
  ownership,
  expectations,
  lifetime,
  inside,
  engines,
].join('\n')
