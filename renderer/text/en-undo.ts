/** What is said before a change is taken back, and where it cannot be. */
export const undoInEnglish = {
  lede: 'What taking the change back does. Read it before the password, as you did before the change.',
  preparing: 'Reading what the change left behind…',
  kept: 'What stays',
  keptDetail:
    'Docker’s data from the time with remapping stays in `{path}`. It is not visible while remapping is off, and nothing in it is deleted.',
  keptForGood: 'These settings were taken away for good, and stay out:',
  dataBack: 'Images, containers and volumes from before the change are visible again.',
  restart: 'Docker restarts. Running containers stop.',
  confirmHint: 'Nothing has been changed so far.',
  rebootTitle: 'When it takes effect',
  rebootDetail:
    'Docker and its containers go on running. The kernel is as before once the computer starts again.',
  mergeTitle: {
    one: '{count} file was changed by others since',
    other: '{count} files were changed by others since',
  },
  mergeDetail:
    'Only what Subroot wrote is taken out. Every other byte stays as it is now, and with it what others added or changed.',
  mergeTaken: 'taken out',
  mergeInstead: 'there instead',
  mergeRest: 'Every other line stays.',
  oursLegend: 'what Subroot wrote',
  nowLegend: 'what is there now',
  nothingThere: 'Nothing of it is there now.',
  comparison:
    'Copies from before the change are kept for root alone, because such files may hold secrets. In a terminal, this shows all that was changed since:',
  again: 'Read it again',
  laterFirst: 'Undo the later change',
  refusals: {
    'file-changed': {
      title: 'What Subroot wrote in `{path}` was changed since',
      detail: {
        'own-part-changed':
          'It is not there as it was written, so Undo would lose somebody’s change.',
        'several-places': 'It is there more than once, and nothing says which one is Subroot’s.',
        untraceable:
          'The file was changed since, and what Subroot did in it leaves too little to be found again for certain.',
        'not-understood':
          'The file is not valid JSON any more, so its settings cannot be told apart. Docker would not start with it.',
        removed: 'The file is gone. Somebody may have wanted that, so Undo does not make it again.',
      },
      action:
        'To go on, make it as Subroot wrote it again, then read it again. To keep it as it is now, leave this change in place, or take it back by hand.',
    },
    'account-changed': {
      title: 'The account or group `{name}` was changed since',
      detail:
        'Its line in `{path}` is not the one that Subroot wrote, so somebody may use it. Undo would remove it.',
      action:
        'To go on, make the line as it was again, then read it again. To keep it as it is now, leave this change in place, or take it back by hand.',
    },
    'group-in-use': {
      title: 'Others use the group `{name}` now',
      detail:
        'It is the primary group of {users}. Without it, their files would belong to a group that has no name.',
      action: 'Give these accounts another primary group, then read it again.',
    },
    'file-unreadable': {
      title: '`{path}` cannot be read',
      detail: 'Undo has to know what is in it now.',
      action:
        'If only an administrator may read it, look at the machine with administrator rights in Check, then open Undo again.',
    },
    'newer-run-first': {
      title: 'A later change has to be taken back first',
      detail:
        'The change of {time} builds on this one. Taken back in this order, the newest first, every file becomes what it was.',
      action: 'Undo the later change, then come back to this one from History.',
    },
    'not-in-effect': {
      title: 'There is nothing to take back',
      detail: 'This change was taken back already, or nothing of it was kept.',
      action: 'Open History to see how it ended.',
    },
    'cut-off': {
      title: 'This change was cut off',
      detail: 'It cannot be undone, but finished or rolled back.',
      action: 'That has to be done before anything else is changed.',
    },
    'still-needed': {
      title: 'Remapping needs this change',
      detail:
        'Docker runs with remapping. Without this preparation of the kernel, no container would start.',
      action: 'Turn remapping off first, then open Undo again.',
    },
    'nothing-to-undo': {
      title: 'Everything is as it was before the change',
      detail: 'Nothing that the change wrote is there any more.',
      action: 'There is nothing to do.',
    },
  },
} as const
