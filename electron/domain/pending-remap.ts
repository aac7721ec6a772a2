import { DROP_IN_PATH } from './configuration/remap-flag-drop.ts'
import { removeUsernsRemap } from './daemon-config.ts'
import { parseDockerdArguments } from './dockerd-arguments.ts'
import { editStep } from './edit-step.ts'
import type { DaemonConfigFacts, HostFacts } from './host-facts.ts'
import type { FileState } from './host-snapshot.ts'
import type { PlanStep } from './plan.ts'
import { applyEdits } from './text-edit.ts'

/** What will count for remapping at Docker's next start, which is what the plan's restart is. */
export type RemapSettings = {
  readonly flag: string | undefined
  readonly key: string | undefined
}

export function remapSettings({ docker, daemonConfig: { state } }: HostFacts): RemapSettings {
  const { nextArguments } = docker.configuration
  return {
    flag: nextArguments ? parseDockerdArguments(nextArguments).usernsRemap : docker.usernsRemapFlag,
    key: state.kind === 'valid' ? state.usernsRemap : undefined,
  }
}

export type ClearedRemap = {
  readonly steps: readonly PlanStep[]
  /** The machine as these steps leave it. */
  readonly facts: HostFacts
}

/**
 * The steps that take away what somebody else set since Docker started, and with which Docker would not start again as
 * it runs now: not at all (flag and file), or remapped. They are lasting. Undo takes Docker back to how it ran, without
 * remapping, and a file that keeps it from starting so would make of Undo what breaks Docker. The user agrees to that.
 */
export function clearPendingRemap(facts: HostFacts): ClearedRemap {
  const { flag, key = '' } = remapSettings(facts)
  const keyCleared = key === '' ? { steps: [], facts } : clearKey(facts)
  if (flag === undefined) return keyCleared
  const flagCleared = clearFlag(keyCleared.facts)
  return { steps: [...flagCleared.steps, ...keyCleared.steps], facts: flagCleared.facts }
}

function clearKey(facts: HostFacts): ClearedRemap {
  const { path, file, state } = facts.daemonConfig
  if (file.kind !== 'text' || state.kind !== 'valid') return { steps: [], facts }
  const edits = removeUsernsRemap(file.text)
  const daemonConfig: DaemonConfigFacts = {
    path,
    file: { ...file, text: applyEdits(file.text, edits) },
    state: {
      ...state,
      usernsRemap: undefined,
      keys: state.keys.filter((name) => name !== 'userns-remap'),
    },
  }
  return {
    steps: editStep('drop-remap-key', path, file, edits).map(lasting),
    facts: { ...facts, daemonConfig },
  }
}

function clearFlag(facts: HostFacts): ClearedRemap {
  const drop = facts.docker.remapFlagDrop
  if (!drop) throw new Error('A plan was made for a flag that cannot be dropped')
  const after = drop.edits.map(({ path, file, edits }): readonly [string, FileState] => {
    const text = applyEdits(file.kind === 'text' ? file.text : '', edits)
    return [path, file.kind === 'text' ? { ...file, text } : newFile(text)]
  })
  return {
    steps: [
      ...drop.edits.flatMap(({ path, file, edits }) =>
        editStep(
          path === DROP_IN_PATH ? 'override-remap-flag' : 'drop-remap-flag',
          path,
          file,
          edits,
        ).map(lasting),
      ),
      ...(drop.needsReload ? [{ id: 'reload-units', kind: 'reload-units' } as const] : []),
    ],
    facts: {
      ...facts,
      otherFiles: { ...facts.otherFiles, ...Object.fromEntries(after) },
      docker: { ...facts.docker, configuration: drop.configuration, remapFlagDrop: undefined },
    },
  }
}

function newFile(text: string): FileState {
  return { kind: 'text', text, mode: 0o644, uid: 0, gid: 0 }
}

function lasting(step: PlanStep): PlanStep {
  return step.kind === 'edit-file' ? { ...step, lasting: true } : step
}
