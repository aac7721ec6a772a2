import { describe, expect, it } from 'vitest'
import { loadHost } from '../../e2e/hosts/host-tree.ts'
import { containersAt } from './simulated-life.ts'

const { containers } = loadHost('debian-12').description
const SECONDS = Array.from({ length: 600 }, (_, second) => second)

function pidsAt(seconds: number): readonly number[] {
  return containersAt(containers, seconds).flatMap(({ processes }) =>
    processes.map(({ pid }) => pid),
  )
}

describe('the life in simulated containers', () => {
  it('begins as the description has it', () => {
    expect(containersAt(containers, 0)).toEqual(containers)
  })

  it('is the same picture in the same second', () => {
    for (const second of SECONDS) expect(pidsAt(second)).toEqual(pidsAt(second))
  })

  it('never has a PID twice, and never loses every process', () => {
    for (const second of SECONDS) {
      const pids = pidsAt(second)
      expect(new Set(pids).size).toBe(pids.length)
      expect(pids.length).toBeGreaterThan(0)
    }
  })

  it('shows replaced, new and gone processes, and a container that restarts, within two minutes', () => {
    const counts = new Set(SECONDS.slice(0, 120).map((second) => pidsAt(second).length))
    const gone = SECONDS.slice(0, 120).some((second) =>
      containersAt(containers, second).some(
        ({ processes }, index) => processes.length === 0 && containers[index]!.processes.length > 0,
      ),
    )
    expect(counts.size).toBeGreaterThan(2)
    expect(gone).toBe(true)
    expect(new Set(SECONDS.slice(0, 120).flatMap(pidsAt)).size).toBeGreaterThan(
      2 * pidsAt(0).length,
    )
  })

  it('leaves the only container running', () => {
    const only = containers.find(({ processes }) => processes.length > 0)
    for (const second of SECONDS) {
      expect(containersAt([only!], second)[0]!.processes.length).toBeGreaterThan(0)
    }
  })

  it('leaves a container without processes as it is', () => {
    const stopped = { ...containers[0]!, processes: [] }
    expect(containersAt([stopped], 100)).toEqual([stopped])
  })
})
