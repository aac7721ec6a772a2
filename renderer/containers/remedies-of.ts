import type { Remedy } from '#domain/containers/remedies.ts'
import type { ContainerVerdict } from '#domain/containers/verdict.ts'

/** What helps a container, each once: being exempt settles most of its reasons at a time, so it comes last. */
export function remediesOf({ reasons }: ContainerVerdict): readonly Remedy[] {
  const remedies = new Map(
    reasons
      .flatMap(({ remedies }) => remedies)
      .map((remedy) => [`${remedy.code}\n${remedy.lines.join('\n')}`, remedy]),
  )
  const all = [...remedies.values()]
  return [...all.filter((remedy) => !isExempting(remedy)), ...all.filter(isExempting)]
}

function isExempting({ code }: Remedy): boolean {
  return code.startsWith('exempt-')
}
