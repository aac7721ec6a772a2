import type { Finding } from '#domain/findings/catalogue.ts'
import { shellWord } from '#domain/shell-words.ts'
import { FINDING_EXPLANATIONS } from './finding-explanations.ts'

/**
 * The commands that show what a finding rests on. Values come from the machine, so they are quoted as words: whatever a
 * path holds, it stays a path.
 */
export function commandsOf({ code, values }: Pick<Finding, 'code' | 'values'>): readonly string[] {
  return FINDING_EXPLANATIONS[code].commands.map((command) =>
    command.replaceAll(/(?<!\{)\{(?<name>\w+)\}/gu, (place, name: string) => {
      const value = Object.hasOwn(values, name) ? values[name] : undefined
      return value === undefined ? place : shellWord(value.replaceAll('\0', ''))
    }),
  )
}
