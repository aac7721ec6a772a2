import type {
  BreakOutOutcome,
  PracticeEngine,
  PracticeFailureCode,
} from '#domain/practice-engines.ts'
import type { Titled } from './en.ts'

export type EnginesText = {
  readonly title: string
  readonly lede: string
  readonly notHere: string
  readonly makes: string
  readonly makesList: readonly string[]
  readonly ends: string
  readonly look: string
  readonly program: string
  readonly programHelp: string
  readonly start: string
  readonly asking: string
  readonly starting: string
  readonly stop: string
  readonly stopping: string
  /** With {time}. */
  readonly until: string
  /** Never of the machine's own containers. */
  readonly real: string
  readonly engines: Readonly<Record<PracticeEngine, Titled>>
  readonly notYet: string
  readonly columns: {
    readonly process: string
    readonly inside: string
    readonly outside: string
    readonly escape: string
  }
  readonly breakOut: string
  readonly breakOuts: Readonly<Record<BreakOutOutcome, string>>
  readonly over: string
  readonly killed: string
  readonly nothingStarted: string
  /** Said where an explanation of a failure names a way by a terminal. */
  readonly dialogOnly: string
  readonly failedTitle: string
  /** The same of engines that had been ready. */
  readonly endedTitle: string
  readonly failures: Readonly<Record<PracticeFailureCode, string>>
  readonly nothingLeft: string
}

/** The texts of the practice engines in English. Words in `backticks` are set as machine text. */
export const enginesInEnglish: EnginesText = {
  title: 'Real containers: before and after, side by side',
  lede: 'Two Docker daemons of Subroot’s own on this computer, one as Docker comes and one with remapping, each with the same containers. Your own Docker is neither changed nor restarted.',
  notHere:
    'Real engines need a real machine. Leave practice on the simulated machine to start them on this computer.',
  makes: 'After your password, root makes this, and nothing else:',
  makesList: [
    'Two Docker daemons of the version that is installed. They see a file system of their own, in memory, with this computer’s programs in it, read-only.',
    'Three containers in each: one as root, one as you, one with several processes. They run `sleep`, and have no network.',
    'One try in each to read a file, made for it, that only root may read.',
    'A directory in `/run/subroot` for progress, and a control group named `subroot-practice`.',
  ],
  ends: 'Nobody but root can reach these daemons. Everything is removed when you stop them, when this window closes, or after an hour. Nothing is written to a disk.',
  look: 'Prepare the two engines',
  program: 'The program that root runs',
  programHelp:
    'The remapped engine gives its containers the IDs {range}, which are nobody’s here. No account is made for them.',
  start: 'Start both engines',
  asking: 'Waiting for your password, and for the first sign of the engines',
  starting: 'Starting',
  stop: 'Stop both engines',
  stopping: 'Stopping, and removing what they made',
  until: 'They end by themselves at {time}.',
  real: 'These are real containers of practice engines, not of your Docker.',
  engines: {
    plain: { title: 'Without remapping', detail: 'As Docker comes' },
    remapped: { title: 'With remapping', detail: 'As Subroot sets it up' },
  },
  notYet: 'Its containers have not started yet.',
  columns: {
    process: 'Container and command',
    inside: 'UID inside',
    outside: 'UID here',
    escape: 'An escape would be',
  },
  breakOut: 'Root of a container tries to read a file that only root may read:',
  breakOuts: {
    read: 'It could read the file.',
    denied: 'It was refused.',
    failed: 'It failed for another reason, which says nothing about remapping.',
  },
  over: 'The engines have ended.',
  killed:
    'The program that kept the engines was killed. What it had made is removed by its second process; should that be killed, too, the next start removes the rest.',
  nothingStarted: 'Nothing was started.',
  dialogOnly:
    'For practice engines there is no line for a terminal: they need the password dialog.',
  failedTitle: 'The practice engines could not be started',
  endedTitle: 'The practice engines have ended by themselves',
  failures: {
    'asker-gone': 'The window’s own process had ended before they began.',
    'command-missing':
      'Programs that they need are not in `/usr/sbin`, `/usr/bin`, `/sbin` or `/bin`. The details name them.',
    'control-groups-v1':
      'This computer keeps control groups the older way (version 1). The engines need version 2.',
    'memory-short':
      'Too little memory is free: they need 768 MiB. The details say how much there is.',
    'namespaces-refused':
      'This computer gave no namespaces: the kernel refused, or `unshare` is older than util-linux 2.32.',
    'range-taken': 'Somebody got IDs of the range meanwhile. Prepare the engines again.',
    'practice-busy': 'Somebody else has practice engines on this computer. There can be one pair.',
    'engine-not-started': 'A daemon did not start. The details say what it said.',
    'container-failed': 'A container did not start. The details say what Docker said.',
    'engine-ended':
      'A daemon ended, so the other was stopped, too. The details say what it said last.',
    unexpected: 'A command failed that never should. The details say which.',
  },
  nothingLeft: 'Nothing of them is left on this computer.',
}
