/** What is said of a change that was cut off. */
export const resumeInEnglish = {
  lede: 'It never came to its end. Finish it or roll it back: until then, Subroot changes nothing else on this machine.',
  ledeEnded: 'What came of going on with it.',
  preparing: 'Reading how far it came…',
  purposes: {
    apply: 'Turn remapping on',
    undo: 'Take remapping back',
    prepare: 'Prepare the kernel for remapping',
    unprepare: 'Take the preparation of the kernel back',
  },
  titles: {
    apply: 'Turning remapping on was cut off',
    undo: 'Taking remapping back was cut off',
    prepare: 'Preparing the kernel was cut off',
    unprepare: 'Taking the preparation of the kernel back was cut off',
  },
  noticeDetail:
    'It began on {time} and never came to its end: the program was killed, or the computer lost power. Some of its steps are done, others are not. Finish it or roll it back first; until then, Subroot changes nothing else on this machine.',
  /** Told apart from a change that waits for the restart. */
  noticeReboot: 'Restarting the computer does not finish it.',
  open: 'Finish or roll back',
  runningTitle: 'A change is under way',
  runningDetail:
    'It began on {time}, from another window or a terminal, and still works. Subroot makes one change at a time. When it has ended, this screen says so.',
  runningHint: 'another change is under way.',
  cutOffHint: 'an earlier change was cut off.',
  endedTitle: 'This change is not waiting any more',
  endedDetail: 'Meanwhile it has come to its end: {outcome}.',
  facts: 'The change',
  change: 'What it was to do',
  began: 'Began',
  lastSign: 'Last sign of it',
  startedBy: 'Begun by',
  uid: 'the user with UID {uid}',
  howFar: 'How far it came',
  howFarHelp:
    'As it reported itself. After a power failure the last reports may be missing; the script looks at the machine before it does anything.',
  waysTitle: 'The two ways on',
  finish: {
    title: 'Finish it',
    detail: 'What is done stays. This is left to do, in this order:',
    button: 'Finish the change',
    inTerminal: 'Finish it in a terminal',
    after: {
      apply: 'Afterwards remapping is on.',
      undo: 'Afterwards remapping is off, and every file is as it was before the change.',
      prepare: 'Afterwards the kernel is prepared for the next start of the computer.',
      unprepare: 'Afterwards the next start of the computer is as before.',
    },
    onFailure: 'If a step fails, everything is rolled back.',
    impossible: 'It had begun to roll back, so it can only go on with that.',
  },
  rollBack: {
    title: 'Roll it back',
    detail: 'This is put back, in this order, as far as it is not yet as before:',
    nothing: 'It had not begun a step. There is nothing to put back.',
    button: 'Roll the change back',
    inTerminal: 'Roll it back in a terminal',
    restartIfNeeded: 'Restart `{service}`, only if Docker does not run as it did before',
    startContainers: 'Start the containers that ran before',
    addUser: 'Put the user `{name}` back (UID {uid})',
    addGroup: 'Put the group `{name}` back (GID {gid})',
    kept: '`{path}` stays as it is now: with what it said before, Docker would not start again.',
    after: {
      apply: 'Afterwards everything is as it was before, without remapping.',
      undo: 'Afterwards everything is as it was before Undo, with remapping.',
      prepare: 'Afterwards the next start of the computer is as before the change.',
      unprepare: 'Afterwards the kernel is prepared, as it was before Undo.',
    },
  },
  passwordHint:
    'Either way your desktop asks for an administrator’s password, once; in a terminal, sudo does.',
  scriptTitle: 'The script that goes on',
  scriptHelp:
    'It is the very program that began the change, kept by root in `/var/lib/subroot/runs/{run}/script.sh`; root runs no other. It is told `finish` or `roll-back`, and the name of the change.',
  rolledBack: {
    apply: {
      title: 'Rolled back: Docker is as it was',
      detail: 'Every file is as it was before the change, and Docker answers without remapping.',
    },
    undo: {
      title: 'Undo was rolled back: remapping is still on',
      detail: 'Every file is as it was before Undo, and Docker answers with remapping.',
    },
    prepare: {
      title: 'Rolled back: the next start is as before',
      detail: 'Everything is as it was before the change. Docker was not touched.',
    },
    unprepare: {
      title: 'Undo was rolled back: the kernel stays prepared',
      detail: 'Everything is as it was before Undo. Docker was not touched.',
    },
  },
} as const
