import { array, assert, dictionary, integer, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ContainerProcess, ProcessSnapshot } from './container-process.ts'
import { packUpdate, unpackUpdate } from './process-update-text.ts'
import { updateBetween, withUpdate } from './process-update.ts'
import { aProcess } from './testing/a-process.ts'

/** What each reading finds: which PIDs, and how often each process has changed by then. */
const readings = array(
  dictionary(integer({ min: 1, max: 12 }).map(String), integer({ min: 0, max: 2 })),
  { maxLength: 8 },
)

describe('process updates', () => {
  it('lead from each reading to the next, whatever came, went and changed', () => {
    assert(
      property(readings, (found) => {
        const objects = new Map<string, ContainerProcess>()
        const snapshots = found.map((versions, at): ProcessSnapshot => ({
          at,
          readMs: 0,
          processes: Object.entries(versions).map(([pid, version]) => {
            const key = `${pid} ${version}`
            const process = objects.get(key) ?? aProcess(Number(pid), { command: key })
            objects.set(key, process)
            return process
          }),
        }))
        let shown: readonly ContainerProcess[] = []
        for (const [index, snapshot] of snapshots.entries()) {
          const update = updateBetween(snapshots[index - 1], snapshot, index)
          shown = withUpdate(shown, unpackUpdate(packUpdate(update)))
          expect(byPid(shown)).toEqual(byPid(snapshot.processes))
        }
      }),
    )
  })

  it('are empty, and leave the list as it is, when nothing changed', () => {
    const snapshot = { at: 1, readMs: 0, processes: [aProcess(1), aProcess(2)] }
    const update = updateBetween(snapshot, { ...snapshot, processes: [...snapshot.processes] }, 2)
    expect(update).toMatchObject({ isWhole: false, changed: [], gone: [] })
    expect(withUpdate(snapshot.processes, update)).toBe(snapshot.processes)
  })
})

function byPid(processes: readonly ContainerProcess[]): readonly ContainerProcess[] {
  return processes.toSorted((a, b) => a.pid.host - b.pid.host)
}
