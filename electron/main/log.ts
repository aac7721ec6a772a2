import electronLog from 'electron-log/node.js'

/**
 * What the app did and what failed. Never the contents of a file or a reply of the Docker API: they may hold secrets.
 * Silent until `startLog`.
 */
export const log = electronLog
log.transports.file.level = false
log.transports.console.level = false

/** From now on everything goes to `path`, and errors also to standard output. */
export function startLog(path: string): void {
  // Otherwise it looks for a package.json around the working directory.
  log.transports.file.setAppName('subroot')
  // Nobody else's business, even so.
  log.transports.file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' }
  log.transports.file.resolvePathFn = () => path
  log.transports.file.level = 'info'
  log.transports.console.level = 'error'
}
