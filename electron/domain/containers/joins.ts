import type { Container } from '#domain/docker-api.ts'

export type Join = {
  readonly namespace: 'network' | 'pid' | 'ipc'
  readonly target: Container
}

/** The containers whose namespaces it joins (`--network container:NAME` and the like). One that is gone is passed over. */
export function joinsOf(container: Container, containers: readonly Container[]): readonly Join[] {
  const modes = [
    ['network', container.networkMode],
    ['pid', container.pidMode],
    ['ipc', container.ipcMode],
  ] as const
  return modes.flatMap(([namespace, mode]) => {
    const name = /^container:(?<name>.+)$/.exec(mode)?.groups?.['name']
    if (name === undefined) return []
    const target = containers.find((other) => other.id === name || other.name === name)
    return target && target.id !== container.id ? [{ namespace, target }] : []
  })
}
