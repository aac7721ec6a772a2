import type { PracticeFault, PracticeHappening, PracticeOutcome } from '#domain/practice.ts'
import type { PluralForms } from '../plural.ts'

export type Titled = { readonly title: string; readonly detail: string }

export type PracticeText = {
  readonly lede: string
  readonly machines: Titled
  readonly find: string
  readonly findHelp: string
  readonly found: PluralForms
  readonly nothing: string
  readonly nothingDetail: string
  readonly open: string
  readonly groups: Readonly<Record<'featured' | PracticeOutcome, string>>
  readonly outcomes: Readonly<Record<PracticeOutcome, string>>
  readonly openPanel: string
  readonly leave: string
  readonly panelLabel: string
  readonly faultsTitle: string
  readonly faults: Readonly<Record<PracticeFault, Titled>>
  readonly happeningsTitle: string
  readonly happenings: Readonly<
    Record<
      PracticeHappening,
      { readonly title: string; readonly done: string; readonly notPossible: string }
    >
  >
  readonly startOver: string
  readonly another: string
}

/** The texts of practice in English. Words in `backticks` are set as machine text. */
export const practiceInEnglish: PracticeText = {
  lede: 'Try everything without any change to this computer’s Docker: on real containers beside it, or on machines that exist only in this window.',
  machines: {
    title: 'Simulated machines',
    detail:
      'The whole wizard works on each of them. Nothing on this computer is read or changed, and neither Docker nor a password is needed.',
  },
  find: 'Find a machine',
  findHelp: 'A distribution, a version, a problem',
  found: { one: '{count} machine', other: '{count} machines' },
  nothing: 'No machine has these words',
  nothingDetail: 'Try fewer words, or the name of a distribution.',
  open: 'Practise here',
  groups: {
    featured: 'To begin with',
    'can-be-done': 'Remapping can be turned on',
    'needs-agreement': 'Remapping needs an agreement first',
    refused: 'Remapping cannot be turned on by Subroot, and Check says why',
  },
  outcomes: {
    'can-be-done': 'Can be turned on',
    'needs-agreement': 'Needs an agreement',
    refused: 'Is refused',
  },
  openPanel: 'Let something happen',
  leave: 'Leave practice',
  panelLabel: 'What happens on the simulated machine',
  faultsTitle: 'Let something go wrong',
  faults: {
    'dialog-dismissed': {
      title: 'The password dialog is closed',
      detail: 'Once: the next dialog ends as if somebody had closed it.',
    },
    'not-authorised': {
      title: 'A wrong password',
      detail: 'Once: the next password is not accepted.',
    },
    'cut-off': {
      title: 'The change is cut off',
      detail:
        'Once: the program of the next change is killed before it edits Docker’s configuration, as by a power failure.',
    },
    'facts-changed': {
      title: 'The machine changes after Review',
      detail: 'Once: before the next reading, somebody adds an account with a range of IDs.',
    },
    'changed-since-review': {
      title: 'The machine changes in the last moment',
      detail:
        'Once: right before the next change writes anything, somebody adds an account with a range of IDs.',
    },
    'no-agent': {
      title: 'Nothing can show a password dialog',
      detail: 'As long as it is on: the desktop has no agent for such dialogs.',
    },
    'no-pkexec': {
      title: 'Nothing can ask for a password',
      detail: 'As long as it is on: `pkexec` cannot be started.',
    },
    'line-not-run': {
      title: 'Nobody runs the line in the terminal',
      detail: 'As long as it is on: a change that waits for its line in a terminal waits on.',
    },
    'root-refused': {
      title: 'Root’s side refuses the line',
      detail:
        'As long as it is on: the line that is run in a terminal is not the reviewed one any more.',
    },
    'docker-does-not-start': {
      title: 'Docker does not start with the change',
      detail: 'As long as it is on: the change is put back, and Docker starts as before.',
    },
    'rollback-failed': {
      title: 'Docker does not start at all',
      detail: 'As long as it is on: neither with the change nor after it is put back.',
    },
    'socket-unreadable': {
      title: 'Only root may ask Docker',
      detail: 'As long as it is on: its socket is for root alone. Look again to see it.',
    },
  },
  happeningsTitle: 'Let something happen now',
  happenings: {
    'container-started': {
      title: 'Start a container',
      done: 'A container has started: two processes, one as root and one as another user.',
      notPossible: 'No container was started: no Docker answers on this machine.',
    },
    'container-stopped': {
      title: 'Stop a container',
      done: 'The newest container has stopped.',
      notPossible: 'Nothing was stopped: no container runs, or no Docker answers.',
    },
    'account-added': {
      title: 'Somebody adds an account',
      done: 'There is another range now in `/etc/subuid` and `/etc/subgid`.',
      notPossible: 'No account was added.',
    },
    'own-line-changed': {
      title: 'Somebody changes Subroot’s own line',
      done: 'The line in `/etc/subuid` is another one now. Undo will see it.',
      notPossible: 'Nothing was changed: no such line is in effect. Apply a change first.',
    },
    'machine-restarted': {
      title: 'Restart the machine',
      done: 'The simulated machine has restarted. Look again.',
      notPossible: 'The machine was not restarted.',
    },
  },
  startOver: 'Start this machine over',
  another: 'Choose another machine',
}
