import type { ConfigurationWay } from '#domain/consents.ts'
import type { HostFacts } from '#domain/host-facts.ts'
import { readDockerdFlags } from './dockerd-flags.ts'
import { optionWords, setOption } from './option-file-edits.ts'
import type { OptionFile } from './option-file.ts'
import { isOwnFile } from './own-file.ts'

/** The places where `userns-remap` can be written on this machine; the first is the one to suggest. */
export function waysOf(facts: HostFacts): readonly ConfigurationWay[] {
  return editableOptions(facts) ? ['daemon-config', 'docker-options'] : ['daemon-config']
}

export type EditableOptions = {
  readonly path: string
  readonly variable: string
  readonly content: OptionFile
}

/**
 * The options file that the service really passes to dockerd, where Subroot can write the flag into it: every line of
 * it is understood, it is root's alone, and daemon.json does not have the key, with which Docker would not start.
 */
export function editableOptions({
  docker: { configuration },
  daemonConfig: { state },
  otherFiles,
}: HostFacts): EditableOptions | undefined {
  const { options, nextArguments, needsReload } = configuration
  if (!options?.content.ok || nextArguments === undefined || needsReload) return undefined
  if (state.kind !== 'absent' && (state.kind !== 'valid' || state.keys.includes('userns-remap'))) {
    return undefined
  }
  const words = optionWords(options.content.value.assignment?.value ?? '')
  const flags = readDockerdFlags([...words, '--userns-remap=x'])
  // Behind `--label`, the flag would become a label.
  const isFlag = flags.at(-1)?.name === 'userns-remap'
  return isOwnFile(options.file, otherFiles[options.path]) && isFlag
    ? { path: options.path, variable: options.variable, content: options.content.value }
    : undefined
}

/** The edits of that file. */
export function optionEdits(
  { variable, content }: EditableOptions,
  text: string | undefined,
  usernsRemap: string,
): ReturnType<typeof setOption> {
  return setOption(text, content, variable, 'userns-remap', usernsRemap)
}
