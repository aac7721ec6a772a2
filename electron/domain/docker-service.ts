import type { HostFacts } from './host-facts.ts'

/** The service that runs Docker, and who starts and stops it. */
export type DockerService = {
  readonly manager: ServiceManager
  /** A unit's whole name under systemd (`docker.service`); elsewhere the service's (`docker`). */
  readonly name: string
}

export type ServiceManager = (typeof SERVICE_MANAGERS)[number]

export const SERVICE_MANAGERS = ['systemd', 'openrc', 'runit', 'sysvinit'] as const

/**
 * OpenRC, runit and SysV scripts call it `docker` everywhere (moby contrib/init, alpine's aports, void-packages
 * srcpkgs/moby). An unknown service manager is for `assess` to refuse; systemd's name stands in for it.
 */
export function dockerServiceOf({ machine, docker }: HostFacts): DockerService {
  const manager = machine.serviceManager
  return manager === 'unknown' || manager === 'systemd'
    ? { manager: 'systemd', name: docker.unitName }
    : { manager, name: 'docker' }
}
