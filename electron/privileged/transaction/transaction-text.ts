import accounts from './accounts.sh?raw'
import containers from './containers.sh?raw'
import docker from './docker.sh?raw'
import end from './end.sh?raw'
import events from './events.sh?raw'
import expectations from './expectations.sh?raw'
import files from './files.sh?raw'
import kernel from './kernel.sh?raw'
import ownership from './ownership.sh?raw'
import progress from './progress.sh?raw'
import resume from './resume.sh?raw'
import room from './room.sh?raw'
import run from './run.sh?raw'
import services from './services.sh?raw'

/** The fixed part of what runs as root: one program, kept in files by topic and read in this order. */
export const transactionText = [
  run,
  events,
  progress,
  expectations,
  ownership,
  room,
  files,
  accounts,
  docker,
  services,
  containers,
  kernel,
  resume,
  end,
].join('\n')
