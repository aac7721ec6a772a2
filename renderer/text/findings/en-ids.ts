import type { idFindings } from '#domain/findings/ids.ts'
import type { FindingText } from './finding-text.ts'

export const idsFindingsInEnglish = {
  'subordinate-line-invalid': {
    title: 'A line in `{path}` would be misread',
    detail: 'Line {line}: {reason}. Some versions of Docker read such a line as 0, which is root.',
    action: 'Correct or remove that line, then look again.',
  },
  'remap-user-line-invalid': {
    title: 'A line of `dockremap` in `{path}` would be misread',
    detail: 'Line {line}: {reason}. Some versions of Docker read such a line as 0, which is root.',
    action:
      'With your agreement the plan replaces it. Or correct the line yourself, then look again.',
  },
  'several-ranges': {
    title: '{owner} has several ranges in `{path}`',
    detail: 'Docker joins them in the order of the file.',
    action: 'One line per owner is easier to understand.',
  },
  'overlapping-ranges': {
    title: 'Ranges in `{path}` overlap',
    detail: 'Two owners share IDs there, so their containers can reach each other’s files.',
    action: 'Give each owner a range of its own.',
  },
  'subid-not-files': {
    title: 'Subordinate IDs come from a directory service',
    detail:
      '`/etc/nsswitch.conf` names `{service}` for them, and rootless containers get theirs from there. Docker reads only `/etc/subuid` and `/etc/subgid`, so there are two views.',
    action: 'Ask your administrator which ranges are free.',
  },
  'directory-service': {
    title: 'Users may come from a directory service',
    detail: 'This machine also asks {services} for accounts. Not all of their IDs can be listed.',
    action: 'Ask your administrator which ranges are free.',
  },
  'deterministic-ranges': {
    title: 'Ranges are computed from UIDs on this machine',
    detail: 'Every ID from {start} to {end} may belong to a future user.',
    action: 'Choose a range outside of it where you can.',
  },
  'subordinate-files-ok': {
    title: '`/etc/subuid` and `/etc/subgid` are in order',
    detail: 'Every line can be read in one way only.',
    action: '',
  },
} as const satisfies Record<keyof typeof idFindings, FindingText>
