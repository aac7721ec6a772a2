import { checkInEnglish } from './en-check.ts'
import { chooseInEnglish } from './en-choose.ts'
import { compareInEnglish } from './en-compare.ts'
import { codesInEnglish } from './en-codes.ts'
import { consentsInEnglish } from './en-consents.ts'
import { pictureInEnglish } from './en-picture.ts'
import { resumeInEnglish } from './en-resume.ts'
import { runInEnglish } from './en-run.ts'
import { terminalInEnglish } from './en-terminal.ts'
import { undoInEnglish } from './en-undo.ts'
import { verdictsInEnglish } from './verdicts/en.ts'

/** Every text of the interface in English. Words in `backticks` are set as machine text. */
export const en = {
  ...codesInEnglish,
  ...runInEnglish,
  compare: compareInEnglish,
  picture: pictureInEnglish,
  product: 'Subroot',
  shell: {
    skipToContent: 'Skip to the step',
    progress: 'Steps',
    stepOf: 'Step {number} of {count}',
    stepDone: 'done',
    history: 'History',
    undo: 'Undo',
    language: 'Language',
    languageMissing: '{language} could not be loaded: a file of Subroot’s window is missing.',
    theme: 'Appearance',
    themes: { system: 'As the system', light: 'Light', dark: 'Dark' },
    simulated: 'Simulated machine',
    simulatedDetail: 'Nothing on this computer is read or changed.',
    practise: 'Practise on a simulated machine',
    back: 'Back',
    continue: 'Continue',
    tryAgain: 'Try again',
    details: 'Details',
    copy: 'Copy',
    copied: 'Copied',
    loading: 'One moment',
    close: 'Close',
    explain: 'Explained',
    whatIsThis: 'What is this? The same by hand',
    partMissing: 'This part could not be loaded',
    stepMissingLede: 'Subroot is not complete.',
    stepMissing: 'This step could not be loaded',
    stepMissingDetail:
      'A file of Subroot’s window is missing or damaged. This window has changed nothing on the machine. Close Subroot and open it again; if this comes back, install Subroot again.',
    listSeparator: '; ',
  },
  steps: {
    check: 'Check',
    choose: 'Choose',
    review: 'Review',
    apply: 'Apply',
    prove: 'Prove',
    undo: 'Undo',
    resume: 'Unfinished change',
    history: 'History',
    practice: 'Practice',
  },
  resume: resumeInEnglish,
  terminal: terminalInEnglish,
  check: checkInEnglish,
  choose: chooseInEnglish,
  consents: consentsInEnglish,
  verdicts: verdictsInEnglish,
  review: {
    lede: 'Everything that will be done, before anything is done. What you review here is exactly what runs.',
    tabsLabel: 'The plan',
    tabs: {
      steps: 'In words',
      files: 'Files',
      script: 'The script',
      byHand: 'By hand',
    },
    stepsTitle: 'What will be done, in this order',
    filesHelp: 'Every other byte of these files stays as it is.',
    newFile: 'new file',
    removedFile: 'removed',
    noFinalNewline: '(no line feed at the end)',
    addedLine: 'added',
    removedLine: 'removed',
    scriptHelp:
      'This program runs as root, once, and nothing else does. Part 1 is your change, part 2 is how it is done.',
    scriptDigest: 'SHA-256',
    copyScript: 'Copy the script',
    byHandHelp:
      'The same change with ordinary commands, for a terminal. Without the lock, the backup and the automatic rollback.',
    copyCommands: 'Copy the commands',
    containersTitle: 'What the restart does',
    containersStop: 'Docker restarts. Running containers stop: {names}.',
    containersNoneRunning: 'Docker restarts. No container is running now.',
    containersHidden:
      'Images, containers and volumes made so far are kept, but not visible while remapping is on. Undo brings them back. Images have to be pulled again.',
    rebootTitle: 'First the kernel, then a restart of the computer',
    rebootDetail:
      'These steps only prepare the kernel. Docker and its containers go on running, and remapping is not turned on yet. Afterwards you restart the computer and open Subroot again: it goes on from there.',
    passwordTitle: 'One password to come',
    passwordDetail:
      'When you apply, your desktop asks for an administrator’s password, once. Subroot never sees it.',
    nameSeparator: ', ',
    confirmHint: 'Nothing has been changed so far.',
  },
  prove: {
    lede: 'What this machine itself says now, read afresh.',
    checksTitle: 'Checks',
    checkOk: 'Passed',
    checkFailed: 'Failed',
    checkOpen: 'Not seen yet',
    seen: 'Seen',
    expected: 'Expected',
    checksAgain: 'Check again',
    save: 'Save report',
    saved: 'Saved to {path} and {jsonPath}',
    undoThis: 'Undo this change',
  },
  undo: undoInEnglish,
  history: {
    lede: 'Every change that Subroot made on this machine.',
    empty: 'Nothing has been changed yet',
    emptyDetail:
      'Changes appear here with their time and outcome, and can be taken back from here.',
    actions: {
      apply: 'Remapping turned on',
      undo: 'Remapping taken back',
      prepare: 'Kernel prepared for remapping',
      unprepare: 'Preparation of the kernel taken back',
    },
    outcomes: {
      done: 'Done',
      refused: 'Stopped, nothing changed',
      'rolled-back': 'Put back',
      'rollback-failed': 'Not put back completely',
      unfinished: 'Interrupted',
    },
    underWay: 'Under way',
    rollBackAgain: 'Roll back again',
    undoneAt: 'Taken back on {time}',
    undoes: 'Takes back the change of {time}',
    details: 'Files and script',
    files: 'Files that changed',
    copiesHelp:
      'Copies of the files as they were before are kept in `/var/lib/subroot/runs/{run}/backup`. Only root may look there.',
    file: 'File',
    copy: 'Copy from before',
    noCopy: 'There was no such file before.',
    noFiles: 'No file was changed.',
    keptAt: 'Kept as',
    size: 'Size',
    bytes: '{count} bytes',
    noDigest: 'not told, because the file holds passwords',
    script: 'The script that ran',
    scriptHelp:
      'Kept in the journal as it was reviewed. Part 1 is the change, part 2 is how it was done.',
    forUser: '{range} for `{user}`',
    took: 'took {seconds} s',
    show: 'See the proof',
  },
  ownerNames: {
    system: 'System and users',
    running: 'Running processes',
    'first-user': 'First login user',
    'systemd-foreign': 'Foreign system images',
    'above-31-bits': 'Beyond 31 bits',
    'no-id': 'No ID',
    'shadow-deterministic': 'Ranges computed from UIDs',
    sssd: 'SSSD',
    winbind: 'Samba winbind',
    ldap: 'LDAP',
    lxd: 'LXD',
    incus: 'Incus',
  },
} as const

export type Widened<Value> = Value extends string
  ? string
  : { readonly [Key in keyof Value]: Widened<Value[Key]> }

/** What a catalogue must contain: the English one's keys, no more and no less. */
export type Text = Widened<typeof en>
