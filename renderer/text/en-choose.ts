/** What the Choose step says. */
export const chooseInEnglish = {
  lede: 'Root inside every container becomes an ordinary, powerless ID on this machine. Choose which one.',
  remapUser: 'Remap user',
  remapUserHelp:
    'The account that owns the IDs. It cannot log in and owns nothing else. `dockremap` is the name Docker itself uses.',
  existingUsed: '`{user}` already has {range}. It will be used.',
  existingCompleted:
    '`{user}` already has {range}, in one of the two files. It will be used: `{path}` gets the same line.',
  existingAvailable: '`{user}` already has {range}.',
  useExisting: 'Use that range',
  existingReplaced: 'These lines will be replaced by one line in each file:',
  start: 'First ID',
  startHelp:
    'Containers get 65,536 IDs from here on, the same for UIDs and GIDs: images use the IDs 0 to 65535.',
  previousFree: 'Previous free range',
  nextFree: 'Next free range',
  suggested: 'Suggested range',
  notANumber: 'Enter a whole number, for example 231072.',
  rangeSentence: 'to {end} ({count} IDs)',
  resultTitle: 'What this means',
  resultSentence:
    'None of these IDs belongs to anybody here: they own no files, and have no rights.',
  ordinaryUser: 'a user',
  inside: 'In a container',
  here: 'On this machine',
  chartTitle: 'Who owns which IDs',
  chartHelp: 'Arrow keys move between the ranges.',
  chartScale:
    'Three scales: up to 65535 not to scale, then one column per 65,536 IDs, then logarithmic.',
  chartLabel: 'ID ranges of this machine',
  chosen: 'Your choice',
  lanes: {
    accounts: 'Users and groups',
    subordinate: 'Subordinate IDs',
    running: 'In use now',
    reserved: 'Kept for others',
  },
  ownerKinds: {
    account: 'user account',
    group: 'group',
    subordinate: 'subordinate IDs',
    running: 'processes that run now',
    system: 'system accounts',
    'first-user': 'kept for the first login user',
    'directory-service': 'directory service',
    'container-manager': 'container manager',
    reserved: 'reserved',
  },
  idKinds: { uid: 'UIDs', gid: 'GIDs', both: 'UIDs and GIDs' },
  severities: { refuse: 'taken', warn: 'use with care' },
  ownerLine: '{name}: {kind}, {ids} {range}, {availability}',
  showTable: 'The same as a table',
  tableRange: 'IDs',
  tableOwner: 'Owner',
  tableKind: 'Kind',
  tableFor: 'For',
  tableMayUse: 'Available',
  tableRefuse: 'No',
  tableWarn: 'With care',
  continueBlocked: 'Continue is not available: {reason}',
  decisionsTitle: 'Your decisions',
  decisionsHelp:
    'This goes beyond turning remapping on. Subroot does none of it unless you turn its switch on.',
  decisionWhy: 'Why it is needed',
  decisionDoes: 'What it does',
  decisionMeans: 'What it costs',
  decisionUndo: 'Taking it back',
  decisionOn: 'You agree',
  decisionOff: 'Not agreed',
  decisionNeeded: 'it needs your agreement first. {titles}',
  wayTitle: 'Where the setting is written',
  wayHelp:
    'Docker reads two places on this machine. The setting may stand in only one of them: with both, Docker does not start.',
  waySuggested: 'suggested',
  ways: {
    'daemon-config': {
      title: 'Docker’s configuration file, `{path}`',
      detail:
        'Docker reads it by itself at every start, and most tools expect the setting to be here.',
    },
    'docker-options': {
      title: 'Docker’s options in `{options}`',
      detail:
        'The service that starts Docker reads `{variable}` there and passes it on. For machines where all of Docker’s settings are kept in this file.',
    },
  },
} as const
