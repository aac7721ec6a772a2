import type { Manager } from './configuration/docker-configuration.ts'
import type { DaemonProcess } from './host-snapshot.ts'
import { assertNever } from './result.ts'

/** What shows, outside of systemd, that the service manager started the running daemon. */
export type ServiceMarks = {
  /** /run/openrc/started/docker: OpenRC's own record (librc's state directory; unverified on a real machine). */
  readonly openrcStarted: boolean
  /** /var/run/docker-ssd.pid: start-stop-daemon's record in the SysV script of Docker and Debian (moby contrib/init). */
  readonly sysvPid: number | undefined
}

/**
 * Whether restarting the service restarts this daemon. A daemon that somebody started by hand would stay, and the
 * service's own could not start beside it.
 */
export function isStartedByService(
  manager: Exclude<Manager, 'systemd'>,
  hasScript: boolean,
  marks: ServiceMarks | undefined,
  daemon: DaemonProcess | undefined,
): boolean {
  if (!hasScript || !daemon) return false
  switch (manager) {
    case 'openrc':
      return marks?.openrcStarted ?? false
    case 'sysvinit':
      return marks?.sysvPid === daemon.pid
    case 'runit':
      // runsv(8) is told its directory, and starts what runs there (unverified on a real machine).
      return /(?:^|\/)runsv docker$/.test(daemon.parent?.join(' ') ?? '')
    case 'unknown':
      return false
    default:
      return assertNever(manager)
  }
}
