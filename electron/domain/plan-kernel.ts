import { editStep } from './edit-step.ts'
import type { HostFacts } from './host-facts.ts'
import type { FileState } from './host-snapshot.ts'
import { addBootFileArguments } from './kernel/boot-loader.ts'
import { NAMESPACE_LIMIT, OWN_SYSCTL_PATH } from './kernel/kernel-facts.ts'
import { SYSCTL_CONF } from './kernel/kernel-snapshot.ts'
import { limitFiles, limitTrouble } from './kernel/namespace-limit.ts'
import { setSysctl } from './kernel/sysctl-files.ts'
import type { PlanStep } from './plan.ts'

/** The value in Docker's documentation of rootless mode, "user.max_user_namespaces". */
const RAISED_LIMIT = 28633

const OWN_FILE_START = `# Written by Subroot: Docker's user namespace remapping needs user namespaces.
# This file is read last, so that it wins over others that set the limit. Undo in Subroot takes it away again.
`

/** Whether the kernel needs arguments at boot first, so that everything else comes after a restart. */
export function needsReboot({ kernel }: HostFacts): boolean {
  return kernel.missingArguments.length > 0
}

/**
 * What makes the kernel ready: the limit in a file that wins and in the running kernel, then the boot arguments. Empty
 * where it is ready. The findings have made sure that the user agreed to each of these, and that each can be done.
 */
export function kernelSteps(facts: HostFacts): readonly PlanStep[] {
  return [...limitSteps(facts), ...argumentSteps(facts)]
}

function limitSteps(facts: HostFacts): readonly PlanStep[] {
  const { kernel, machine } = facts
  const trouble = limitTrouble(kernel, machine.insideContainer)
  if (trouble !== 'zero' && trouble !== 'zero-at-boot') return []
  const ownFile = fileAt(facts, OWN_SYSCTL_PATH)
  const value = String(RAISED_LIMIT)
  const edits =
    ownFile.kind === 'text'
      ? setSysctl(ownFile.text, NAMESPACE_LIMIT, value)
      : [{ offset: 0, length: 0, content: `${OWN_FILE_START}${NAMESPACE_LIMIT} = ${value}\n` }]
  return [
    ...editStep('edit-sysctl', OWN_SYSCTL_PATH, ownFile, edits),
    ...sysctlConfSteps(facts),
    ...(kernel.limit === 0
      ? [
          {
            id: 'set-kernel-limit',
            kind: 'set-kernel-limit',
            name: NAMESPACE_LIMIT,
            before: 0,
            value: RAISED_LIMIT,
          } as const,
        ]
      : []),
  ]
}

function sysctlConfSteps(facts: HostFacts): readonly PlanStep[] {
  const file = fileAt(facts, SYSCTL_CONF)
  if (file.kind !== 'text' || !limitFiles(facts.kernel).includes(SYSCTL_CONF)) return []
  const edits = setSysctl(file.text, NAMESPACE_LIMIT, String(RAISED_LIMIT))
  return editStep('edit-sysctl-conf', SYSCTL_CONF, file, edits)
}

function argumentSteps(facts: HostFacts): readonly PlanStep[] {
  const { bootLoader, missingArguments, opposingArguments } = facts.kernel
  if (missingArguments.length === 0) return []
  if (bootLoader.kind === 'tool') {
    return [
      {
        id: 'change-kernel-arguments',
        kind: 'change-kernel-arguments',
        loader: bootLoader.tool,
        add: missingArguments,
        remove: opposingArguments,
      },
    ]
  }
  if (bootLoader.kind !== 'file') return []
  const file = fileAt(facts, bootLoader.path)
  const edits =
    file.kind === 'text' ? addBootFileArguments(bootLoader.path, file.text, missingArguments) : []
  return [
    ...editStep('edit-boot-arguments', bootLoader.path, file, edits ?? []),
    { id: 'update-boot-loader', kind: 'update-boot-loader', loader: bootLoader.tool },
  ]
}

function fileAt({ otherFiles }: HostFacts, path: string): FileState {
  return otherFiles[path] ?? { kind: 'absent' }
}
