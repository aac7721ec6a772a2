import type { RemedyCode } from '#domain/containers/remedies.ts'
import type { VerdictKind } from '#domain/containers/verdict.ts'
import { reasonsInEnglish } from './en-reasons.ts'
import type { RemedyText } from './reason-text.ts'

const verdicts = {
  refused: 'Will not start',
  breaks: 'Will break',
  'may-break': 'May break',
  exempt: 'Not protected',
  works: 'Will work',
} as const satisfies Record<VerdictKind, string>

const remedies = {
  'exempt-run': {
    does: 'Start it with this option, without remapping',
    price: 'Its root is then root of this machine, as it is now.',
  },
  'exempt-compose': {
    does: 'Add this to the service `{service}` in {files}, to run it without remapping',
    price: 'Its root is then root of this machine, as it is now.',
  },
  'exempt-dev-container': {
    does: 'Add this to `devcontainer.json` of {folder}, to run it without remapping',
    price: 'Its root is then root of this machine, as it is now.',
  },
  'remove-option': { does: 'Leave out this option', price: '' },
  'same-device-path': { does: 'Hand the device in under its own name', price: '' },
  'without-ryuk': {
    does: 'Set this in the environment of your tests',
    price: 'Testcontainers then no longer removes what a test that was killed left behind.',
  },
  'look-at-owner': {
    does: 'See whose it is. Root in the container will be UID {root} here',
    price: '',
  },
  acl: {
    does: 'Give the shifted IDs access to `{path}`, besides its owner',
    price: 'Whoever can start containers can then use what is in it.',
  },
  'acl-file': {
    does: 'Give the shifted IDs access to `{path}`, besides its owner',
    price: 'Programs that replace the file take the access away again.',
  },
  'acl-until-replaced': {
    does: 'Give the shifted IDs access to `{path}`',
    price: 'This holds until it is made anew, at the latest until the next boot.',
  },
  'acl-parents': {
    does: 'Let the remapped root pass the directories above `{path}`',
    price: 'Newer versions of runc do not need this.',
  },
  chown: {
    does: 'Or hand `{path}` over to the shifted IDs altogether',
    price: 'Who owns it now may lose access. Undo does not change it back.',
  },
} as const satisfies Record<RemedyCode, RemedyText>

/** What becomes of containers, in English. */
export const verdictsInEnglish = {
  title: 'Your containers',
  lede: 'What becomes of each when it is started anew with remapping, with the range {range}. Subroot changes nothing in your projects.',
  kinds: verdicts,
  reasons: reasonsInEnglish,
  remedies,
  tallyLabel: 'Verdicts',
  project: 'Compose project',
  projectFiles: 'Described in {files}',
  single: 'Started one by one',
  running: 'running',
  stopped: 'stopped',
  seen: 'Seen on this machine',
  toKeep: 'To keep it working',
  noRemedy: 'There is nothing to set that would keep it working.',
  copyLine: 'Copy',
  unknown: 'not known',
  unknownFiles: 'its Compose file',
  emptyTitle: 'No containers here yet',
  emptyDetail: 'Nothing of yours can stop working. Containers that you start later are remapped.',
} as const
