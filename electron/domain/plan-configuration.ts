import { daemonWords } from './configuration/dockerd-flags.ts'
import { editableOptions, optionEdits } from './configuration/ways.ts'
import { setUsernsRemap, turnOffContainerdSnapshotter } from './daemon-config.ts'
import { dockerServiceOf } from './docker-service.ts'
import { isOlderThan } from './docker-version.ts'
import { editStep } from './edit-step.ts'
import type { HostFacts } from './host-facts.ts'
import type { FileState } from './host-snapshot.ts'
import { clearPendingRemap } from './pending-remap.ts'
import type { Choices, PlanStep } from './plan.ts'

/**
 * What writes `userns-remap` where the user chose, asks dockerd whether it would start like this where it can be asked,
 * and restarts it. The findings and the choices have made sure that each of these can be done.
 */
export function configurationSteps(
  facts: HostFacts,
  choices: Choices,
  usernsRemap: string,
): readonly PlanStep[] {
  const cleared = clearPendingRemap(facts)
  return [
    ...cleared.steps,
    ...editSteps(cleared.facts, choices, usernsRemap),
    ...validationSteps(cleared.facts, choices, usernsRemap),
    ...(facts.docker.liveRestore
      ? [{ id: 'stop-containers', kind: 'stop-containers' } as const]
      : []),
    { id: 'restart-docker', kind: 'restart-docker', service: dockerServiceOf(facts) },
  ]
}

function editSteps(
  facts: HostFacts,
  { way, consents }: Choices,
  usernsRemap: string,
): readonly PlanStep[] {
  const { daemonConfig, otherFiles } = facts
  const configText = textOf(daemonConfig.file)
  const storeEdits = consents.includes('turn-off-containerd-snapshotter')
    ? turnOffContainerdSnapshotter(configText ?? '')
    : []
  if (way === 'daemon-config') {
    const edits = [...setUsernsRemap(configText, usernsRemap), ...storeEdits]
    return editStep('edit-daemon-config', daemonConfig.path, daemonConfig.file, edits)
  }
  const options = editableOptions(facts)
  const file = options && otherFiles[options.path]
  if (!file) throw new Error('A plan was made for options that cannot be edited')
  return [
    ...editStep('turn-off-image-store', daemonConfig.path, daemonConfig.file, storeEdits),
    ...editStep(
      'edit-docker-options',
      options.path,
      file,
      optionEdits(options, textOf(file), usernsRemap),
    ),
  ]
}

/**
 * `dockerd --validate` is there since Docker 23 (moby 8f80e55111). Since 26 it would create `dockremap`: by now
 * the user is there with its ranges, and nothing is written (measured with 26.1.5 and 28.5.2). Only with the flags that
 * the service surely has.
 */
function validationSteps(
  { docker }: HostFacts,
  { way }: Choices,
  usernsRemap: string,
): readonly PlanStep[] {
  const { nextArguments, needsReload } = docker.configuration
  const program = nextArguments?.[0]
  const canAsk =
    docker.version !== undefined && /^\d/.test(docker.version) && !isOlderThan(docker.version, 23)
  if (!canAsk || needsReload || program === undefined || !program.startsWith('/')) return []
  const flag = way === 'docker-options' ? [`--userns-remap=${usernsRemap}`] : []
  return [
    {
      id: 'validate-docker',
      kind: 'validate-docker',
      program,
      arguments: [...daemonWords(nextArguments ?? []), ...flag],
    },
  ]
}

function textOf(file: FileState): string | undefined {
  return file.kind === 'text' ? file.text : undefined
}
