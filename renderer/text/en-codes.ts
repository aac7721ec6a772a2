import type { FailureCode } from '#contract/channels.ts'
import type { DaemonConfigProblemReason } from '#domain/daemon-config.ts'
import type { UnusableReason } from '#domain/host-facts.ts'
import type { ChoiceProblemCode } from '#domain/plan.ts'
import type { StepFailureCode } from '#domain/run-events.ts'
import type { SubordinateProblemReason } from '#domain/subordinate-file.ts'
import type { Check } from '#domain/verification.ts'
import { findingsInEnglish } from './findings/en.ts'

type FailureText = { readonly title: string; readonly detail: string; readonly action: string }

const failures = {
  'bad-request': {
    title: 'The request was not understood',
    detail: 'The window and the main process of Subroot disagree.',
    action: 'Close Subroot and open it again.',
  },
  'untrusted-sender': {
    title: 'The request was turned down',
    detail: 'It did not come from Subroot’s own page.',
    action: 'Close Subroot and open it again.',
  },
  internal: {
    title: 'Something went wrong inside Subroot',
    detail: 'The details below say what.',
    action: 'Try again. If it happens again, report it with the details.',
  },
  busy: {
    title: 'Something else is under way',
    detail:
      'Subroot makes one change, one proof on test containers, or one pair of practice engines at a time.',
    action: 'Wait until it has finished, then try again.',
  },
  'facts-changed': {
    title: 'The machine has changed since the review',
    detail: 'A file or an account is not as it was when you reviewed the change.',
    action: 'Look again, and review what would be done now.',
  },
  'script-differs': {
    title: 'The machine has changed, and so would the script',
    detail:
      'For the machine as it is now, another script would be needed than the one you reviewed.',
    action: 'Look again, and review what would be done now.',
  },
  blocked: {
    title: 'Something stands in the way now',
    detail: 'The machine no longer meets the conditions for this change.',
    action: 'Look again. Check says what stands in the way.',
  },
  'no-pkexec': {
    title: 'This machine has no password dialog',
    detail: 'The program `pkexec`, which opens it, is not installed.',
    action:
      'Run it yourself in a terminal, or install polkit (Debian and Ubuntu: the package `pkexec` or `policykit-1`) and try again.',
  },
  'no-agent': {
    title: 'No password dialog could be opened',
    detail: 'Your desktop session has no polkit authentication agent running.',
    action:
      'Run it yourself in a terminal, or start your desktop’s agent, for example `lxqt-policykit-agent`, and try again.',
  },
  'dialog-dismissed': {
    title: 'The password dialog was closed',
    detail: 'Without the password nothing can be done.',
    action: 'Try again when you are ready.',
  },
  'not-authorised': {
    title: 'The password was not accepted',
    detail: 'It was wrong, or the account may not administer this machine.',
    action: 'Try again with the password of an administrator.',
  },
  'not-allowed': {
    title: 'Your account may not do this',
    detail:
      'The rules of this machine (polkit) give your account no administrator rights, and ask for no password.',
    action:
      'Ask whoever administers this machine, or use an account that may administer it. Where `sudo` allows what polkit does not, run it yourself in a terminal.',
  },
  'no-room': {
    title: 'There is no room for the script',
    detail:
      'The script is handed over in `/run`, which is kept in memory, and is full. The details below name the place.',
    action:
      'Make room there, then try again. Programs that keep much in `/run` are usually to blame.',
  },
  'elevation-failed': {
    title: 'Administrator rights could not be obtained',
    detail: 'The password dialog ended in an unexpected way. The details below say how.',
    action: 'Try again. If it happens again, report it with the details.',
  },
  withdrawn: {
    title: 'The line was taken back',
    detail: 'The saved script was deleted, so running the line changes nothing any more.',
    action: 'Begin again when you are ready.',
  },
  'root-refused': {
    title: 'Root did not run the script',
    detail:
      'The line was run, but it ended before the script began. The terminal says why: for example, the saved script was not the one that you reviewed any more.',
    action: 'Try again: Subroot saves the reviewed script anew and makes a new line.',
  },
  'killed-before-change': {
    title: 'The change was cut off before it began',
    detail: 'The program that makes it was killed while it still checked the machine.',
    action: 'Try again.',
  },
  'nothing-to-resume': {
    title: 'This change is not waiting',
    detail: 'It has ended meanwhile, or is still at work. Nothing was changed.',
    action: 'Open History to see how it stands.',
  },
  'run-unknown': {
    title: 'This change is not in the journal',
    detail:
      'Its record is missing from `/var/lib/subroot`, so it cannot be taken back automatically.',
    action: 'Open History to see which changes are recorded.',
  },
  'changed-since': {
    title: 'The machine has changed since then',
    detail:
      'What the change wrote was edited after the review. Undo would lose that edit, so it did not start.',
    action: 'The details below name the place. Open Undo again: it shows the difference.',
  },
  'docker-not-allowed': {
    title: 'Your account may not start containers',
    detail:
      'Test containers are made as you, and Docker’s socket is open to root and the group `docker` only. Nothing was changed.',
    action: 'A member of the group `docker` can make this test.',
  },
  'real-machine-only': {
    title: 'There are no real engines on a simulated machine',
    detail: 'This machine exists only in this window. Nothing was started.',
    action: 'Leave practice first: then they can be started on this computer.',
  },
  'no-free-range': {
    title: 'No range of IDs is free',
    detail: 'The remapped engine needs 65536 IDs in a row that are nobody’s. Nothing was started.',
    action: 'Check names who has the IDs of this computer.',
  },
  'proof-failed': {
    title: 'The test container could not do its test',
    detail:
      'Docker could not make it, or it ended too early. What was made for it has been removed, unless the details say otherwise.',
    action: 'The details below say what Docker said. You can try again.',
  },
} as const satisfies Record<FailureCode, FailureText>

const checks = {
  'daemon-reports-remapping': {
    title: 'Docker reports that remapping is on',
    failed: 'Docker does not report remapping',
  },
  'data-root': {
    title: 'Docker uses the data directory of the remapped root',
    failed: 'Docker uses another data directory than planned',
  },
  'subordinate-ranges': {
    title: 'The ranges are in `/etc/subuid` and `/etc/subgid`',
    failed: 'The ranges are not as planned in `/etc/subuid` and `/etc/subgid`',
  },
  'container-mapping': {
    title: 'Containers get the planned ID mapping',
    failed: 'A container has another ID mapping than planned',
  },
  'container-root-on-host': {
    title: 'Root in a container is not root here',
    failed: 'Root in a container is not the planned ID here',
  },
} as const satisfies Record<Check['code'], { readonly title: string; readonly failed: string }>

const stepFailures = {
  busy: 'Another change is under way on this machine. Wait until it has ended, then try again.',
  'unfinished-run': 'An earlier change was cut off. It has to be finished or rolled back first.',
  'nothing-to-resume': 'There is no change here that was cut off.',
  'cannot-finish': 'The change had begun to roll back, and can only go on with that.',
  'changed-since-review':
    'The machine has changed since the review. Look again, and review what would be done now.',
  'unsafe-directory':
    'Others than root may write in this directory, so they could exchange what root reads and writes there. Let it belong to root and take the right to write from the group and others, then try again.',
  'file-locked':
    'Another program keeps a file locked, as programs do that change accounts. Let it finish, then try again.',
  'write-failed': 'A file could not be written as planned.',
  'disk-full':
    'A disk has no room left for a file that has to be written. Make room on it, then try again.',
  'read-only':
    'A file is on a file system that can only be read now. Linux also makes one so when its disk fails. Make it writable, then try again.',
  'file-protected':
    'A file or its directory may not be changed, not even by the administrator: it was made immutable (chattr +i), it is a mount point, or a security policy forbids it. Take the protection away, then try again.',
  'attributes-not-kept':
    'A file has an access control list or extended attributes that this machine’s cp command cannot copy: they would be lost. Install GNU coreutils, then try again.',
  'account-failed': 'The user or group could not be created as planned.',
  'command-missing': 'A program that this change needs is not on this machine.',
  'configuration-refused':
    'The Docker daemon refuses the new configuration. It was asked before Docker was stopped.',
  'containers-still-running': 'A container did not stop, or another was started meanwhile.',
  'units-not-reloaded': 'systemd could not read its unit files again.',
  'limit-not-set': 'The running kernel did not take its new limit.',
  'kernel-arguments-failed': 'The kernel arguments of the next boot could not be changed.',
  'kernel-argument-conflict': 'A kernel argument is set already, to another value.',
  'boot-loader-failed': 'The boot files could not be updated.',
  'docker-not-answering': 'Docker did not answer before the change.',
  'docker-not-started': 'Docker did not start with the new configuration.',
  'docker-not-stopped':
    'Docker, or one of its containers, did not stop in time. Find out what keeps it, then try again.',
  'docker-start-timeout':
    'Docker was started with the new configuration, but was not ready in time.',
  'docker-start-limit':
    'Docker failed so often with the new configuration that systemd did not start it again.',
  'docker-silent': 'Docker’s service runs with the new configuration, but Docker does not answer.',
  'manager-silent':
    'systemd, which restarts Docker, does not answer. Restart the computer when you can, then try again.',
  'remapping-differs': 'Docker started, but does not report what was planned about remapping.',
  'data-root-differs': 'Docker started, but with another data directory than planned.',
  interrupted: 'The change was asked to stop.',
  unexpected: 'A command failed that should not have failed.',
} as const satisfies Record<StepFailureCode, string>

const subordinateProblems = {
  'field-count': 'it does not have the form `owner:start:count`',
  'stray-space': 'it contains white space that some programs take for a part of the value',
  'empty-owner': 'the owner is missing',
  'bad-number': 'the start or the count is not a plain decimal number',
  overflow: 'it reaches beyond the highest ID, 4294967294',
  'too-long': 'it is longer than the 1,023 characters that are read',
} as const satisfies Record<SubordinateProblemReason, string>

const unusableFiles = {
  absent: 'it does not exist',
  permission: 'it is not readable for your account',
  'not-regular': 'it is not a regular file',
  'too-large': 'it is larger than 1 MiB',
  'not-utf8': 'it is not UTF-8 text',
  'unsafe-directory': 'others than root may write in its directory',
  failed: 'reading it failed',
} as const satisfies Record<UnusableReason, string>

const daemonConfigProblems = {
  syntax: 'it is not valid JSON',
  comment: 'it contains a comment, which JSON does not have',
  'trailing-comma': 'there is a comma after the last entry',
  'not-an-object': 'it is not a JSON object',
  'duplicate-key': '`userns-remap` appears twice',
  'misspelled-key': '`userns-remap` is spelled in a way that Docker refuses',
  'not-a-string': '`userns-remap` is not a text',
  'byte-order-mark': 'it begins with a byte order mark, which this version of Docker refuses',
} as const satisfies Record<DaemonConfigProblemReason, string>

const reasons = { ...subordinateProblems, ...unusableFiles, ...daemonConfigProblems } as const

const choiceProblems = {
  'name-empty': 'Enter a name, for example `dockremap`.',
  'name-root': 'Root cannot be remapped to itself. Docker would silently leave remapping off.',
  'name-numeric': 'A name of digits only is taken for a UID. Use a name with letters.',
  'name-reserved': '`default` is Docker’s word for `dockremap`. Enter `dockremap` instead.',
  'name-invalid': 'Use lower-case letters, digits, `-` and `_`, beginning with a letter or `_`.',
  'name-too-long': 'A name has at most 32 characters.',
  'group-missing': 'This user exists, but has no group of the same name. Docker would not start.',
  'group-in-use': 'A group of this name exists already, and others use it: {members}',
  'login-user':
    'This is the account of a person. Their own rootless containers would share the range.',
  'other-ranges': 'This user already has other subordinate IDs: {ranges}',
  'lines-of-other-user':
    'The lines to put in order are those of `{owner}`. Enter that name, or correct the lines yourself.',
  'no-system-id': 'No ID is left for a new system account.',
  'way-unavailable': 'Remapping cannot be written there on this machine.',
  'not-a-range': 'Enter a whole number, for example 231072.',
  'beyond-ids': 'The range would end after 4294967294, the highest ID there is.',
  'too-small': 'The range has fewer than 65,536 IDs, so images would not find all of theirs.',
  'too-large': 'The range has more than 65,536 IDs. Containers do not use more.',
  owned: 'Taken by {owner} ({kind}): {start}–{end}',
  mayBeOwned: 'May be used by {owner} ({kind}): {start}–{end}',
} as const satisfies Record<ChoiceProblemCode | 'mayBeOwned', string>

/** Sentences for every code that the domain and the contract can send. */
export const codesInEnglish = {
  findings: findingsInEnglish,
  failures,
  checks,
  stepFailures,
  choiceProblems,
  reasons,
} as const
