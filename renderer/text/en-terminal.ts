/** What is said of the way without a password dialog. */
export const terminalInEnglish = {
  button: 'Run it yourself in a terminal',
  offerTitle: 'Without a password dialog',
  offerDetail:
    'Some sessions cannot open one, such as one over SSH, and some people prefer to type the command themselves. Subroot then shows one line for `sudo`. Whatever it does appears here, as usual.',
  /** Instead of the sentence that says that the desktop asks for a password. */
  before:
    'You run one line in a terminal, where `sudo` asks for your password. This machine has no password dialog.',
  waitingTitle: 'Waiting for the line to be run',
  waitingDetail:
    'Open a terminal on this machine, paste the line below and press Enter. `sudo` asks for the password there; Subroot never sees it. Nothing has been changed so far.',
  simulated:
    'This machine is simulated, and so is the terminal: in a few seconds the line counts as run. Pasted into a real terminal, it only prints that it is simulated.',
  lineTitle: 'The line',
  copy: 'Copy the line',
  whatTitle: 'What it does',
  what: [
    'Root copies the script that you reviewed, saved for now as `{path}`, into a directory that only root can enter.',
    'Root works out the SHA-256 of its copy and stops if it is not the one that you reviewed:',
    'Root runs its copy. This window follows the change from there, and the saved script is deleted.',
  ],
  otherTools:
    'Without `sudo`: type `doas` in its place, or become root with `su -` and leave the word `sudo` out.',
  cancel: 'Cancel',
  cancelHelp:
    'Cancelling deletes the saved script, and so does closing this window. The line then changes nothing any more.',
} as const
