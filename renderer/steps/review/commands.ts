import type { PlanStep } from '#domain/plan.ts'
import { assertNever } from '#domain/result.ts'

type FileStep = Extract<PlanStep, { kind: 'edit-file' }>

/** A plan as commands for a terminal. For reading and for typing by hand: Subroot itself never runs these. */
export function commandsOf(steps: readonly PlanStep[]): readonly string[] {
  return steps.flatMap(commandsOfStep)
}

function commandsOfStep(step: PlanStep): readonly string[] {
  switch (step.kind) {
    case 'create-group':
      return [`sudo groupadd --system --gid ${step.gid} ${step.name}`]
    case 'create-user':
      return [
        `sudo useradd --system --uid ${step.uid} --gid ${step.gid} --no-create-home \\\n  --home-dir /nonexistent --shell /usr/sbin/nologin ${step.name}`,
      ]
    case 'edit-file':
      return [writingCommand(step)]
    case 'remove-user':
      return [`sudo userdel ${step.name}`]
    case 'remove-group':
      return [`getent group ${step.name} && sudo groupdel ${step.name}`]
    case 'restart-docker':
      return [`sudo systemctl restart ${step.unit}`]
    case 'verify-docker':
      return ["docker info --format '{{.SecurityOptions}} {{.DockerRootDir}}'"]
    default:
      return assertNever(step)
  }
}

/** Appends lines where that is all; otherwise writes the whole file anew. */
function writingCommand({ path, before, after }: FileStep): string {
  if (after === undefined) return `sudo rm ${path}`
  const text = before?.text ?? ''
  const isAppended = text !== '' && text.endsWith('\n') && after.text.startsWith(text)
  const written = isAppended ? after.text.slice(text.length) : after.text
  const command = `sudo tee ${isAppended ? '-a ' : ''}${path} > /dev/null`
  return `${command} <<'END_OF_FILE'\n${written}${written.endsWith('\n') ? '' : '\n'}END_OF_FILE`
}
