import type { DockerService } from './docker-service.ts'
import { KERNEL_ARGUMENT } from './kernel-tools.ts'
import type { FileChange, JournalPlan, JournalStep, Plan, PlanStep } from './plan.ts'
import { assertNever } from './result.ts'
import { sha256 } from './sha256.ts'
import { quote } from './shell-words.ts'
import type { TextEdit } from './text-edit.ts'
import { applyEdits, invertEdits } from './text-edit.ts'

/**
 * The whole program that root runs for a plan, apply and undo alike: what this run changes, then `transactionText`
 * (electron/privileged/transaction), which says how. The same plan always gives the same script; the run's name is
 * its argument. Throws when the plan contradicts itself or holds what no plan may (a control character in a path):
 * that is a mistake of ours.
 */
export function compileScript(plan: Plan, transactionText: string): string {
  return [
    '#!/bin/sh',
    '# shellcheck shell=dash',
    `# Subroot: ${title(plan)}.`,
    '# Part 1 is what this run changes. Part 2 is how, and the same in every run.',
    '',
    '# ==== Part 1: what changes ====',
    '',
    '# Nothing is changed unless all of this is so: digests are SHA-256 of the files as you reviewed them.',
    block('expectations', plan.steps.filter(isFirstOfFile).flatMap(expectation)),
    '',
    '# In this order. Numbers before a text are bytes: where it goes, and how many bytes it replaces there.',
    block('changes', plan.steps.flatMap(change)),
    '',
    '# Kept in the journal for Undo.',
    block('plan', [command('printf', '%s\\n', JSON.stringify(toJournalPlan(plan)))]),
    '',
    '# ==== Part 2: how ====',
    '',
    transactionText.trimEnd(),
    '',
    // Last, so that everything it needs is defined.
    `${command('run', plan.action, plan.undoes ?? '')} "$@"`,
    '',
  ].join('\n')
}

/**
 * The whole program of the read-only probe: `probeText` (electron/privileged/probe.sh) and the one path it is told.
 */
export function compileProbe(daemonConfigPath: string, probeText: string): string {
  return `${probeText.trimEnd()}\n\n${command('probe', plain(daemonConfigPath))}\n`
}

/** The plan without the files' texts: what the journal keeps, readable by everyone. */
export function toJournalPlan(plan: Plan): JournalPlan {
  return { ...plan, steps: plan.steps.map(toJournalStep) }
}

function toJournalStep(step: PlanStep): JournalStep {
  if (step.kind !== 'edit-file') return step
  const { id, kind, path, before, after, edits, mode, lasting, merged } = step
  const inverseEdits = before && after ? invertEdits(before.text, edits) : []
  return {
    id,
    kind,
    path,
    before: before && { sha256: before.sha256 },
    after: after && { sha256: after.sha256 },
    inverseEdits,
    ours: after
      ? before
        ? inverseEdits.map(({ offset, length }) => after.text.slice(offset, offset + length))
        : [after.text]
      : [],
    mode,
    ...(lasting && { lasting }),
    ...(merged && { merged }),
  }
}

function title(plan: Plan): string {
  switch (plan.action) {
    case 'apply':
      if (plan.needsReboot) return `prepare this machine's kernel for user namespaces`
      return `turn on user namespace remapping for Docker, with root in containers as UID ${number(plan.range.start)}`
    case 'undo':
      return plan.needsReboot
        ? `take back a run that prepared this machine's kernel for user namespaces`
        : `take back a run that turned on user namespace remapping for Docker`
    default:
      return assertNever(plan.action)
  }
}

function block(name: string, lines: readonly string[]): string {
  // A shell takes no empty function.
  const body = lines.length === 0 ? [':'] : lines
  return [`${name}() {`, ...body.map((line) => `  ${line}`), '}'].join('\n')
}

/** Of two edits of a file, the first has to find it as it was reviewed, and the second as the first leaves it. */
function isFirstOfFile(step: PlanStep, index: number, steps: readonly PlanStep[]): boolean {
  if (step.kind !== 'edit-file') return true
  return !steps
    .slice(0, index)
    .some((earlier) => earlier.kind === 'edit-file' && earlier.path === step.path)
}

function expectation(step: PlanStep): readonly string[] {
  switch (step.kind) {
    case 'create-group':
      // Alpine, for one, has it in a package of its own (shadow).
      return [
        command('expect_command', 'groupadd'),
        command('expect_free', 'group', name(step.name), number(step.gid)),
      ]
    case 'create-user':
      return [
        command('expect_command', 'useradd'),
        command('expect_free', 'passwd', name(step.name), number(step.uid)),
      ]
    case 'edit-file':
      return [command('expect_file', plain(step.path), step.before?.sha256 ?? 'absent')]
    case 'remove-user':
      return [command('expect_user', name(step.name), number(step.uid), plain(step.line))]
    case 'remove-group':
      return [command('expect_own_group', name(step.name), number(step.gid))]
    case 'reload-units':
      return [command('expect_command', 'systemctl')]
    case 'validate-docker':
      return [command('expect_command', program(step.program))]
    case 'stop-containers':
      return [command('expect_docker')]
    case 'restart-docker':
      return [command('expect_service', ...serviceWords(step.service)), command('expect_docker')]
    case 'verify-docker':
      return []
    case 'set-kernel-limit':
      return [command('expect_limit', step.name, number(step.before))]
    case 'change-kernel-arguments':
    case 'update-boot-loader':
      return [command('expect_command', step.loader)]
    default:
      return assertNever(step)
  }
}

function change(step: PlanStep): readonly string[] {
  const id = plain(step.id)
  switch (step.kind) {
    case 'create-group':
      return [
        `# Create the group ${name(step.name)}.`,
        command('create_group', id, step.name, number(step.gid)),
      ]
    case 'create-user':
      return [
        `# Create the user ${name(step.name)}, who cannot log in; its line in /etc/passwd will be exactly this one.`,
        command('create_user', id, step.name, number(step.uid), number(step.gid), plain(step.line)),
      ]
    case 'edit-file':
      return [`# ${fileSentence(step)}`, editFile(id, step)]
    case 'remove-user':
      return [
        `# Remove the user ${name(step.name)}.`,
        command('remove_user', id, step.name, number(step.uid), plain(step.line)),
      ]
    case 'remove-group':
      return [
        `# Remove the group ${name(step.name)}.`,
        command('remove_group', id, step.name, number(step.gid)),
      ]
    case 'reload-units':
      return ['# Let systemd read its unit files again.', command('reload_units', id)]
    case 'validate-docker':
      return [
        '# Ask the Docker daemon whether it would start with this configuration; else all is put back.',
        command('validate_docker', id, program(step.program), ...step.arguments.map(plain)),
      ]
    case 'stop-containers':
      return [
        '# Stop the running containers, because Docker would lose sight of them when it restarts.',
        command('stop_containers', id),
      ]
    case 'restart-docker':
      return [
        '# Restart Docker. Running containers stop here.',
        command('restart_docker', id, ...serviceWords(step.service)),
      ]
    case 'verify-docker':
      return [
        `# Docker must now report that remapping is ${step.remapped ? 'on' : 'off'}, and this data root; else all is put back.`,
        command('verify_docker', id, String(step.remapped), plain(step.dataRoot)),
      ]
    case 'set-kernel-limit':
      return [
        `# Allow ${number(step.value)} user namespaces in the running kernel.`,
        command('set_kernel_limit', id, step.name, number(step.before), number(step.value)),
      ]
    case 'change-kernel-arguments':
      return [
        '# Change the kernel arguments of the next boot; what is so already stays so.',
        command('change_kernel_arguments', id, step.loader, ...argumentWords(step)),
      ]
    case 'update-boot-loader':
      return [
        '# Take the edited file into what the next boot reads.',
        command('update_boot_loader', id, step.loader),
      ]
    default:
      return assertNever(step)
  }
}

function fileSentence(step: FileChange): string {
  if (step.lasting) {
    return `Change ${plain(step.path)} for good: with what it says now, Docker would not start again as it runs.`
  }
  if (step.merged) {
    return `Take out of ${plain(step.path)} what that run wrote; what others changed there since stays.`
  }
  if (step.after === undefined) return `Remove ${plain(step.path)}.`
  return step.before === undefined ? `Create ${plain(step.path)}.` : `Edit ${plain(step.path)}.`
}

function editFile(id: string, step: FileChange): string {
  const before = step.before?.text ?? ''
  if (step.before && sha256(before) !== step.before.sha256) {
    throw new Error(`Wrong digest before the change of ${step.path}`)
  }
  if (step.after && sha256(applyEdits(before, step.edits)) !== step.after.sha256) {
    throw new Error(`The edits of ${step.path} do not give the planned text`)
  }
  const edits = step.after ? step.edits : []
  return [
    command(step.lasting ? 'edit_file_for_good' : 'edit_file', id, step.path),
    step.before?.sha256 ?? 'absent',
    `${step.after?.sha256 ?? 'absent'} ${step.mode.toString(8)}`,
    ...inOrder(edits).map((edit) => spliceWords(before, edit)),
  ].join(' \\\n    ')
}

function spliceWords(before: string, { offset, length, content }: TextEdit): string {
  const byteOffset = utf8Length(before.slice(0, offset))
  const byteLength = utf8Length(before.slice(offset, offset + length))
  return `${byteOffset} ${byteLength} ${quote(content)}`
}

/** The order in which applyEdits applies them. */
function inOrder(edits: readonly TextEdit[]): readonly TextEdit[] {
  return edits.toSorted((a, b) => a.offset - b.offset || a.length - b.length)
}

/** Bytes of the text in UTF-8, which is what the files are in and what the shell counts. */
function utf8Length(text: string): number {
  let length = 0
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? 0
    length += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4
  }
  return length
}

function command(name: string, ...words: readonly string[]): string {
  return [name, ...words.map(word)].join(' ')
}

/** Words that mean themselves stay bare, so that the script reads easily. */
function word(text: string): string {
  return /^[A-Za-z0-9][A-Za-z0-9_.-]*$/.test(text) ? text : quote(text)
}

/** For what also stands in a comment, or is one line by nature. */
function plain(text: string): string {
  if (/\p{Cc}/u.test(text)) throw new Error(`Control character in ${JSON.stringify(text)}`)
  return text
}

/** The names that Subroot creates or removes; transaction.sh looks for them with regular expressions. */
function name(text: string): string {
  if (!/^[a-z_][a-z0-9_-]*$/.test(text))
    throw new Error(`Not an account name: ${JSON.stringify(text)}`)
  return text
}

/** A service's name also becomes a path under /etc/init.d. */
function serviceWords({ manager, name }: DockerService): readonly string[] {
  if (!/^[A-Za-z0-9][A-Za-z0-9_.@-]*$/.test(name)) {
    throw new Error(`Not a service: ${JSON.stringify(name)}`)
  }
  return [manager, name]
}

function program(path: string): string {
  if (!path.startsWith('/')) throw new Error(`Not a program's path: ${JSON.stringify(path)}`)
  return plain(path)
}

function argumentWords({
  add,
  remove,
}: Extract<PlanStep, { kind: 'change-kernel-arguments' }>): readonly string[] {
  const unfit = [...add, ...remove].find((argument) => !KERNEL_ARGUMENT.test(argument))
  if (unfit !== undefined) throw new Error(`Not a kernel argument: ${JSON.stringify(unfit)}`)
  return [...add.map((argument) => `+${argument}`), ...remove.map((argument) => `-${argument}`)]
}

function number(value: number): string {
  if (!Number.isInteger(value) || value < 0 || value > 0xffffffff) {
    throw new Error(`Not an ID: ${value}`)
  }
  return String(value)
}
