import type { BootFile } from '#domain/kernel/boot-loader.ts'
import { bootFileArguments } from '#domain/kernel/boot-loader.ts'
import { NAMESPACE_LIMIT } from '#domain/kernel/kernel-facts.ts'
import { settersOf } from '#domain/kernel/sysctl-files.ts'
import type { PlanStep } from '#domain/plan.ts'
import { assertNever } from '#domain/result.ts'
import { fill } from '../../text/fill.ts'
import { formatRange } from '../../text/format.ts'
import type { Text } from '../../text/en.ts'
import type { PlanHead, ShownStep } from '../../wizard/wizard-state.ts'
import { LASTING_STEPS } from '../run/kept-for-good.ts'

type ShownFile = Extract<ShownStep, { kind: 'edit-file' }>

/** What a step of the plan does, in one sentence. */
export function sentenceOfStep(step: ShownStep, plan: PlanHead, text: Text): string {
  const sentences = text.planSteps
  switch (step.kind) {
    case 'create-group':
    case 'remove-group':
      return fill(sentences[step.kind], { name: step.name, gid: step.gid })
    case 'create-user':
    case 'remove-user':
      return fill(sentences[step.kind], { name: step.name, uid: step.uid })
    case 'edit-file':
      return fill(sentences[purposeOf(step, plan)], {
        path: step.path,
        user: plan.remapUser,
        range: formatRange(plan.range),
        value: plan.usernsRemap,
        limit: limitIn(step),
        arguments: argumentsAddedBy(step).join(' '),
      })
    case 'restart-docker':
      return fill(sentences[step.kind], { service: step.service.name })
    case 'reload-units':
    case 'validate-docker':
    case 'stop-containers':
      return sentences[step.kind]
    case 'set-kernel-limit':
      return fill(sentences[step.kind], {
        name: step.name,
        value: step.value,
        before: step.before,
      })
    case 'change-kernel-arguments':
      return fill(sentences[argumentSentence(step)], {
        loader: step.loader,
        add: step.add.join(' '),
        remove: step.remove.join(' '),
      })
    case 'update-boot-loader':
      return fill(sentences[step.kind], { loader: step.loader })
    case 'verify-docker':
      return fill(sentences[step.remapped ? 'verify-on' : 'verify-off'], {
        dataRoot: step.dataRoot,
      })
    default:
      return assertNever(step)
  }
}

function argumentSentence({
  add,
  remove,
}: Extract<PlanStep, { kind: 'change-kernel-arguments' }>):
  'add-kernel-arguments' | 'remove-kernel-arguments' | 'change-kernel-arguments' {
  if (remove.length === 0) return 'add-kernel-arguments'
  return add.length === 0 ? 'remove-kernel-arguments' : 'change-kernel-arguments'
}

type Purpose =
  | 'add-uids'
  | 'add-gids'
  | 'set-remap'
  | 'set-remap-option'
  | 'turn-off-image-store'
  | (typeof LASTING_STEPS)[number]
  | 'set-limit'
  | 'add-boot-arguments'
  | 'create-file'
  | 'change-file'
  | 'edit-file'
  | 'merge-file'
  | 'remove-file'

function purposeOf(step: ShownFile, { action }: PlanHead): Purpose {
  const { id, path, before, after, merged } = step
  if (action === 'undo') {
    if (after === undefined) return 'remove-file'
    return merged ? 'merge-file' : 'edit-file'
  }
  if (path === '/etc/subuid') return 'add-uids'
  if (path === '/etc/subgid') return 'add-gids'
  if (id === 'edit-daemon-config') return 'set-remap'
  if (id === 'edit-docker-options') return 'set-remap-option'
  if (id === 'turn-off-image-store') return 'turn-off-image-store'
  const lasting = LASTING_STEPS.find((purpose) => purpose === id)
  if (lasting) return lasting
  if (textOf(after) !== undefined) {
    if (id === 'edit-sysctl' || id === 'edit-sysctl-conf') return 'set-limit'
    if (id === 'edit-boot-arguments') return 'add-boot-arguments'
  }
  if (after === undefined) return 'remove-file'
  return before === undefined ? 'create-file' : 'change-file'
}

function textOf(side: ShownFile['after']): string | undefined {
  return side !== undefined && 'text' in side ? side.text : undefined
}

/** What the file sets the kernel's limit to afterwards. */
function limitIn({ path, after }: ShownFile): string {
  return settersOf([{ path, text: textOf(after) ?? '' }], NAMESPACE_LIMIT).at(-1)?.value ?? ''
}

function argumentsAddedBy({ path, before, after }: ShownFile): readonly string[] {
  if (!isBootFile(path)) return []
  const known = bootFileArguments(path, textOf(before) ?? '') ?? []
  return (bootFileArguments(path, textOf(after) ?? '') ?? []).filter(
    (word) => !known.includes(word),
  )
}

function isBootFile(path: string): path is BootFile {
  return path === '/etc/default/grub' || path === '/etc/kernel/cmdline'
}
