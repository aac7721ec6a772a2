import type { ContainerProcess } from './container-process.ts'
import type { ProcessUpdate } from './process-update.ts'

/** All but what each process has for itself: processes of one container and user share it. */
type Shared = Omit<ContainerProcess, 'pid' | 'command'>

type Packed = Omit<ProcessUpdate, 'changed'> & {
  readonly shared: readonly Shared[]
  readonly changed: readonly (readonly [
    sharedIndex: number,
    hostPid: number,
    containerPid: number,
    command: string,
  ])[]
}

/**
 * An update as one text, a third of the size. What goes from main to the page is copied value by value on its way
 * (Electron's `contextBridge`); a thousand processes are fifty thousand values, and a text is one.
 */
export function packUpdate({ changed, ...rest }: ProcessUpdate): string {
  const indices = new Map<string, number>()
  const shared: Shared[] = []
  const rows = changed.map(({ pid, command, ...own }) => {
    const key = JSON.stringify(own)
    const index = indices.get(key) ?? shared.push(own) - 1
    indices.set(key, index)
    return [index, pid.host, pid.container, command] as const
  })
  const packed: Packed = { ...rest, shared, changed: rows }
  return JSON.stringify(packed)
}

/** The update that was packed; a property that was undefined is not there. */
export function unpackUpdate(text: string): ProcessUpdate {
  const { shared, changed, ...rest }: Packed = JSON.parse(text)
  return {
    ...rest,
    changed: changed.flatMap(([index, host, container, command]) => {
      const own = shared[index]
      return own === undefined ? [] : [{ ...own, pid: { host, container }, command }]
    }),
  }
}
