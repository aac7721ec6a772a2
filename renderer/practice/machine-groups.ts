import { PRACTICE_OUTCOMES, type PracticeMachine, type PracticeOutcome } from '#domain/practice.ts'
import type { Language } from '../preferences.ts'

export type MachineGroup = 'featured' | PracticeOutcome

/** The machines that have every word of the search somewhere, in their groups; a group without any is left out. */
export function groupMachines(
  machines: readonly PracticeMachine[],
  query: string,
  language: Language,
): readonly (readonly [MachineGroup, readonly PracticeMachine[]])[] {
  const words = query.toLocaleLowerCase(language).split(/\s+/u).filter(Boolean)
  const found = machines.filter(({ name, about, distribution, dockerVersion = '' }) => {
    const all = [name, about[language], distribution, dockerVersion].join(' ')
    const lower = all.toLocaleLowerCase(language)
    return words.every((word) => lower.includes(word))
  })
  const groups: readonly MachineGroup[] = ['featured', ...PRACTICE_OUTCOMES]
  return groups.flatMap((group) => {
    const members = found.filter((machine) => groupOf(machine) === group)
    return members.length > 0 ? [[group, members] as const] : []
  })
}

function groupOf({ featured, outcome }: PracticeMachine): MachineGroup {
  return featured ? 'featured' : outcome
}
