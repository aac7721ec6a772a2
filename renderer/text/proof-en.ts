import type { LiveCheck } from '#domain/verification.ts'
import type { ProofRole } from '#domain/proof/live-proof.ts'

/** What the live proof says. A file of its own: most of it is read only by those who open it. */
export const proofInEnglish = {
  title: 'On a live container',
  titleBefore: 'Before the change, on a live container (optional)',
  lede: 'Subroot starts test containers and asks them who they are. What you see then is measured, not concluded.',
  ledeSimulated:
    'On a real machine, Subroot starts test containers and asks them who they are. This one is simulated: what you see is not measured, but worked out from its mapping.',
  ledeBefore:
    'To compare, the same test can be made now, while Docker does not remap. It cannot be made up for later. What is measured is kept, and goes into the report.',
  makes: 'What is made, and removed again within seconds:',
  makesList: {
    image:
      'An image with nothing in it, made here: nothing is downloaded. Its containers run programs of this machine, mounted read-only (`/usr`, `/bin` and `/lib`).',
    containers:
      'Two containers without a network, with at most 64 MB and 16 processes: one as Docker makes every container, and the same with `--userns=host`, which is what it would be without remapping.',
    container:
      'One container without a network, with at most 64 MB and 16 processes, as Docker makes every container.',
    file: 'A directory for temporary files, in which each container makes an empty file. It shows to whom such a file belongs here.',
    breakOut:
      'Each tries to read one byte of a file that only root may read here (`/etc/shadow`, or another where you may read that one). The byte is thrown away: only whether it could be read leaves the container.',
  },
  ends: 'If Subroot is closed meanwhile, the containers end by themselves within 30 seconds, and the next proof removes the rest.',
  script: 'What runs in the containers',
  prove: 'Prove it on a live container',
  proveAgain: 'Prove it again',
  measure: 'Measure before',
  measureAgain: 'Measure again',
  running: 'The test containers are running. They are in the comparison, too, until they are gone.',
  runningBefore: 'The test container is running.',
  table: 'What was measured',
  question: 'Asked of a test container',
  before: 'Before, without remapping',
  exempt: 'Now, with `--userns=host`',
  now: 'Now, as every container',
  rows: {
    process: 'Its root is, on this machine',
    mapping: 'Its UID mapping',
    file: 'A file that it makes belongs to',
    rootOnly: 'Reading {path}',
    rootOnlyUnknown: 'Reading a file of root’s',
    landing: 'If it got out',
  },
  uid: 'UID {uid}',
  uidGid: 'UID {uid}, GID {gid}',
  allIds: 'none: every ID is itself',
  maps: '{inside} are {outside} here',
  couldRead: 'Could be read',
  refused: 'Refused: {words}',
  notTold: 'Not known: {words}',
  notMeasured: 'Not measured',
  simulatedAt: 'Simulated on {time}, Docker {version}, kernel {kernel}. Nothing was measured.',
  measuredAt: 'Measured on {time}, Docker {version}, kernel {kernel}.',
  problems: {
    ordinary: 'The ordinary container did not come to its end:',
    exempt: 'The container with `--userns=host` did not come to its end:',
  } satisfies Record<ProofRole, string>,
  leftTitle: 'Not everything could be removed',
  leftDetail: 'This is left, and the next proof tries again to remove it:',
  removed: 'Everything that was made for it has been removed.',
  checks: {
    'test-container-mapping': {
      title: 'A test container gets the planned ID mapping',
      failed: 'A test container has another ID mapping than planned',
    },
    'test-file-owner': {
      title: 'A file that container root makes belongs to the remapped root here',
      failed: 'A file that container root makes belongs to somebody else here',
    },
    'break-out': {
      title: 'Container root cannot read a file that only root may read here',
      failed: 'Container root can read a file that only root may read here',
    },
  } satisfies Record<LiveCheck['code'], { readonly title: string; readonly failed: string }>,
  report: {
    title: 'Proof of user namespace remapping',
    made: 'Made on {time} by Subroot {version}.',
    simulated: 'SIMULATED',
    simulatedDetail:
      'This report is of a simulated machine. Nothing in it was read or measured on a real one.',
    passed: '{passed} of {count} checks passed, {failed} failed, {open} not measured.',
    machine: 'The machine',
    machineUnread: 'It could not be read when the report was made.',
    distribution: 'Distribution',
    kernel: 'Kernel',
    docker: 'Docker',
    storageDriver: 'Storage driver',
    dataRoot: 'Data directory',
    plan: 'What was changed',
    appliedAt: 'Applied on',
    run: 'Name in the journal',
    remapUser: 'Remap user',
    range: 'Subordinate IDs',
    file: 'File',
    shaBefore: 'SHA-256 before',
    shaAfter: 'SHA-256 after',
    noFile: 'no such file',
    check: 'Check',
    result: 'Result',
    notMeasured: 'Not measured',
    processesAt: 'As read at {time}.',
    pictures: 'The comparison while the test containers ran',
    pictureOf:
      'Subroot’s window on {time}: the processes of containers beside what they are on this machine.',
    noPicture: 'No picture was taken: that happens while a live proof runs.',
    sameInJson: 'The same, but for pictures, is in the JSON file that was saved beside this one.',
  },
} as const
