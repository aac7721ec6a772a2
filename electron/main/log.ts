import { join } from 'node:path'
import { app } from 'electron'
import electronLog from 'electron-log/node.js'

/**
 * What the app did and what failed, in `logs/main.log` of its data directory. Never the contents of a file or a reply of
 * the Docker API: they may hold secrets.
 */
export const log = electronLog

export function startLog(): void {
  log.transports.file.resolvePathFn = () => join(app.getPath('logs'), 'main.log')
  log.transports.console.level = 'error'
  log.info(`Subroot ${app.getVersion()} on Node ${process.versions.node}`)
}
