import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { PRACTICE_OUTCOMES, type PracticeMachine } from '#domain/practice.ts'
import type { HostTree } from './host-description.ts'
import { describeHost } from './host-description.ts'
import type { SimulatedHost } from './simulated-host.ts'
import { createSimulatedHost } from './simulated-host.ts'

/** The simulated machines that somebody can practise on. */
export type MachineCatalogue = {
  readonly list: () => readonly PracticeMachine[]
  /** A machine as its description has it, whatever was done on an earlier one; undefined where there is none. */
  readonly open: (name: string) => SimulatedHost | undefined
}

const texts = z.record(z.string(), z.string())

/** All of e2e/hosts in one file, as the build writes it (e2e/hosts/pack-machines.ts). */
export const machineFileSchema = z.array(
  z.strictObject({
    name: z.string(),
    summary: z.strictObject({
      about: z.strictObject({ en: z.string(), 'zh-CN': z.string() }),
      distribution: z.string(),
      engine: z.custom<PracticeMachine['engine']>((value) => typeof value === 'string'),
      dockerVersion: z
        .string()
        .optional()
        .transform((value) => value),
      outcome: z.enum(PRACTICE_OUTCOMES),
    }),
    json: z.record(z.string(), z.unknown()),
    texts,
    links: texts,
    executables: z.array(z.string()),
    unreadable: z.record(z.string(), z.enum(['too-large', 'not-utf8'])),
  }),
)

export type MachineFile = z.output<typeof machineFileSchema>

/** To begin with, in this order: the article's own machine first, then what each teaches something else. */
const FEATURED: readonly string[] = [
  'ubuntu-16.04-docker-17.06',
  'debian-12',
  'ubuntu-24.04-ce',
  'many-containers',
  'centos-7.9',
  'userns-flag-and-file',
  'ubuntu-16.04-article-range',
  'no-docker',
  'hostile-names',
]

/** Opens the file when it is first asked for. `clock` gives the seconds since a moment that each machine starts at. */
export function readMachineCatalogue(
  path: string,
  startClock: () => () => number = secondsSinceNow,
): MachineCatalogue {
  let machines: MachineFile | undefined
  const all = () => (machines ??= machineFileSchema.parse(JSON.parse(readFileSync(path, 'utf8'))))

  function treeOf(name: string): HostTree | undefined {
    const machine = all().find((candidate) => candidate.name === name)
    return (
      machine && {
        place: machine.name,
        json: machine.json,
        texts: new Map(Object.entries(machine.texts)),
        links: new Map(Object.entries(machine.links)),
        executables: new Set(machine.executables),
        unreadable: new Map(Object.entries(machine.unreadable)),
      }
    )
  }
  return {
    list: () => all().map(toPracticeMachine).toSorted(byFeature),
    open(name) {
      const tree = treeOf(name)
      if (!tree) return undefined
      const loaded = describeHost(tree, (base) => {
        const found = treeOf(base)
        return found && { ok: true, value: found }
      })
      if (!loaded.ok) throw new Error(loaded.error)
      return createSimulatedHost({ loaded: loaded.value, clock: startClock() })
    },
  }
}

function toPracticeMachine({ name, summary }: MachineFile[number]): PracticeMachine {
  return { name, ...summary, featured: FEATURED.includes(name) }
}

/** Those to begin with, then the others by their names. */
function byFeature(a: PracticeMachine, b: PracticeMachine): number {
  const [first, second] = [a, b].map(({ name }) => FEATURED.indexOf(name))
  if (a.featured && b.featured) return (first ?? 0) - (second ?? 0)
  return a.featured === b.featured ? a.name.localeCompare(b.name) : a.featured ? -1 : 1
}

function secondsSinceNow(): () => number {
  const start = performance.now()
  return () => Math.floor((performance.now() - start) / 1000)
}
