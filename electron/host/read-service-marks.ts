import type { ServiceMarks } from '#domain/service-marks.ts'
import type { MachineFiles } from './machine-files.ts'

/** What service managers other than systemd leave behind for everyone to read about the Docker that they started. */
export async function readServiceMarks({
  kindOf,
  readReference,
}: Pick<MachineFiles, 'kindOf' | 'readReference'>): Promise<ServiceMarks> {
  const [started, pidFile] = await Promise.all([
    kindOf('/run/openrc/started/docker'),
    readReference('/var/run/docker-ssd.pid'),
  ])
  const digits = pidFile.kind === 'text' ? /^\d+$/.exec(pidFile.text.trim())?.[0] : undefined
  return {
    openrcStarted: started !== undefined,
    sysvPid: digits === undefined ? undefined : Number(digits),
  }
}
