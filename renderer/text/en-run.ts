/** What is said while the root side works, and of the steps of a plan. */
export const runInEnglish = {
  run: {
    applyLede:
      'One password, then Subroot makes the change, restarts Docker and checks the result.',
    prepareLede:
      'One password, then Subroot prepares the kernel for the next start of the computer.',
    applyButton: 'Apply changes',
    undoButton: 'Undo changes',
    beforeTitle: 'Before you go on',
    beforeReboot: [
      'Your desktop asks for an administrator’s password, once; in a terminal, sudo does.',
      'Docker and its containers go on running. The change takes effect when the computer starts again.',
      'If a step fails, everything is put back automatically.',
      'Leave this window open until it has finished. If it is closed, the change still finishes or is put back.',
    ],
    beforeApply: [
      'Your desktop asks for an administrator’s password, once; in a terminal, sudo does.',
      'Docker restarts. Running containers stop.',
      'If Docker does not come back as planned, everything is put back automatically.',
      'Leave this window open until it has finished. If it is closed, the change still finishes or is put back.',
    ],
    reviewedTitle: 'What you reviewed',
    files: 'Files that change',
    requestedTitle: 'Checking that nothing has changed since the review',
    waitingTitle: 'Waiting for the password',
    waitingDetail: 'Answer the password dialog of your desktop. It may be behind this window.',
    runningTitle: 'Making the change',
    undoingTitle: 'Taking the change back',
    rollingBackTitle: 'Putting everything back',
    progress: 'Progress',
    states: {
      waiting: 'to come',
      running: 'in progress',
      'cut-off': 'cut off here',
      done: 'done',
      failed: 'failed',
      reverted: 'put back',
      skipped: 'not reached',
    },
    revertTried: 'tried to put back',
    log: 'What was reported',
    progressSpoken: '{step}: {state}',
    outcomes: {
      apply: {
        done: {
          title: 'Remapping is on',
          detail: 'Every change was made, Docker answers, and its answers match the plan.',
        },
        refused: {
          title: 'Stopped before anything was changed',
          detail:
            'The script checks everything before it begins, and one check did not pass. Nothing was changed.',
        },
        'rolled-back': {
          title: 'Put back: Docker is as it was',
          detail:
            'Docker did not come back as planned, so every file was restored and Docker was started again.',
        },
        'rollback-failed': {
          title: 'Not everything could be put back',
          detail:
            'Something needs your attention now. The report below says what was restored and what was not.',
        },
      },
      undo: {
        done: {
          title: 'The change was taken back',
          detail: 'Every file is as it was before, and Docker answers without remapping.',
        },
        refused: {
          title: 'Stopped before anything was changed',
          detail:
            'The script checks everything before it begins, and one check did not pass. Nothing was changed.',
        },
        'rolled-back': {
          title: 'Undo stopped: remapping is still on',
          detail:
            'Docker did not come back as planned, so every file was restored and Docker runs with remapping, as before.',
        },
        'rollback-failed': {
          title: 'Not everything could be put back',
          detail:
            'Something needs your attention now. The report below says what was restored and what was not.',
        },
      },
      prepare: {
        done: {
          title: 'The kernel is prepared: restart the computer',
          detail:
            'Restart the computer, then open Subroot again: it goes on from there. Remapping is not on yet, and Docker was not touched.',
        },
        refused: {
          title: 'Stopped before anything was changed',
          detail:
            'The script checks everything before it begins, and one check did not pass. Nothing was changed.',
        },
        'rolled-back': {
          title: 'Put back: the next start is as before',
          detail: 'One step failed, so everything was put back. Docker was not touched.',
        },
        'rollback-failed': {
          title: 'Not everything could be put back',
          detail:
            'Something needs your attention before the computer starts again. The report below says what was restored and what was not.',
        },
      },
      unprepare: {
        done: {
          title: 'The preparation was taken back',
          detail:
            'The next start of the computer is as before the change. If the computer was restarted in between, the kernel keeps the change until then. Docker was not touched.',
        },
        refused: {
          title: 'Stopped before anything was changed',
          detail:
            'The script checks everything before it begins, and one check did not pass. Nothing was changed.',
        },
        'rolled-back': {
          title: 'Undo stopped: the kernel stays prepared',
          detail:
            'One step failed, so everything is as it was before Undo. Docker was not touched.',
        },
        'rollback-failed': {
          title: 'Not everything could be put back',
          detail:
            'Something needs your attention before the computer starts again. The report below says what was restored and what was not.',
        },
      },
    },
    /** Put back before Docker was restarted. */
    notRestarted: {
      apply:
        'One step failed before Docker was restarted, so every file was restored. Docker went on running.',
      undo: 'One step failed before Docker was restarted, so every file was restored. Docker went on running, with remapping as before.',
    },
    keptDetails: {
      undone: 'Docker answers without remapping. Every file is as it was before, but for this:',
      asked: 'Docker answers as it did before. Every file is as it was before, but for this:',
      failed:
        'Docker did not come back as planned, so it was started again and every file was restored, but for this:',
    },
    keptSettings: {
      'drop-remap-flag': '`--userns-remap` stays out of Docker’s options, in `{path}`.',
      'override-remap-flag': 'Docker goes on starting without `--userns-remap`, by `{path}`.',
      'drop-remap-key': 'The older `userns-remap` stays out of `{path}`.',
      other: '`{path}` stays as the change left it.',
      merged: 'What others changed in `{path}` since stays.',
    },
    keptReason: 'With what was there before, Docker would not start again as it ran.',
    failedCheck: 'What failed',
    nothingChanged: 'Nothing was changed.',
    lookAgain: 'Look again',
    byHandTitle: 'What to do',
    rollbackFailedAdvice: [
      'Copies of the files from before the change are in `/var/lib/subroot/runs/{run}/backup`, readable for root.',
      'The report below names what could not be restored. Compare, and copy back what differs.',
      'Then start Docker again with the command below.',
    ],
    rollbackFailedAdviceBoot: [
      'Copies of the files from before the change are in `/var/lib/subroot/runs/{run}/backup`, readable for root.',
      'The report below names what could not be restored. Compare, and copy back what differs.',
      'Then update the boot files before the computer starts again.',
    ],
  },
  planSteps: {
    check: 'Check that everything is as it was reviewed',
    'create-group': 'Create the group `{name}` with GID {gid}',
    'create-user': 'Create the user `{name}` with UID {uid}, without a login or a home',
    'add-uids': 'Give `{user}` the subordinate UIDs {range} in `{path}`',
    'add-gids': 'Give `{user}` the subordinate GIDs {range} in `{path}`',
    'set-remap': 'Set `"userns-remap": "{value}"` in `{path}`',
    'set-remap-option': 'Add `--userns-remap={value}` to Docker’s options in `{path}`',
    'turn-off-image-store': 'Turn off containerd’s image store in `{path}`',
    'drop-remap-flag': 'Take `--userns-remap` out of Docker’s options in `{path}`, for good',
    'override-remap-flag': 'Start Docker without `--userns-remap` by `{path}`, for good',
    'drop-remap-key': 'Take the older `userns-remap` out of `{path}`, for good',
    'set-limit': 'Set `user.max_user_namespaces` to {limit} for every start, in `{path}`',
    'add-boot-arguments': 'Add to the kernel arguments in `{path}`: `{arguments}`',
    'create-file': 'Create `{path}`',
    'change-file': 'Edit `{path}`',
    'edit-file': 'Put `{path}` back as it was',
    'merge-file': 'Take what Subroot wrote out of `{path}`; what others changed stays',
    'remove-file': 'Remove `{path}`',
    'remove-user': 'Remove the user `{name}` (UID {uid})',
    'remove-group': 'Remove the group `{name}` (GID {gid})',
    'reload-units': 'Let systemd read its unit files again',
    'validate-docker': 'Let the Docker daemon check the new configuration before it restarts',
    'stop-containers': 'Stop the running containers, the newest first',
    'restart-docker': 'Restart `{service}`',
    'verify-on': 'Check that Docker answers, reports remapping, and uses `{dataRoot}`',
    'verify-off': 'Check that Docker answers without remapping and uses `{dataRoot}`',
    'set-kernel-limit': 'Set `{name}` to {value} in the running kernel (now: {before})',
    'add-kernel-arguments':
      'Add to the kernel arguments of the next start, with `{loader}`: `{add}`',
    'remove-kernel-arguments':
      'Remove from the kernel arguments of the next start, with `{loader}`: `{remove}`',
    'change-kernel-arguments':
      'In the kernel arguments of the next start, with `{loader}`, add `{add}` and remove `{remove}`',
    'update-boot-loader': 'Update the boot files with `{loader}`',
  },
} as const
