import type { DockerService } from '#domain/docker-service.ts'
import type { BootLoaderTool } from '#domain/kernel-tools.ts'
import type { Plan, PlanStep } from '#domain/plan.ts'
import { assertNever } from '#domain/result.ts'
import { shellWord } from '#domain/shell-words.ts'

type FileStep = Extract<PlanStep, { kind: 'edit-file' }>
type CommandPlan = Pick<Plan, 'steps' | 'needsReboot'>
type ArgumentStep = Extract<PlanStep, { kind: 'change-kernel-arguments' }>

/** A plan as commands for a terminal. For reading and for typing by hand: Subroot itself never runs these. */
export function commandsOf({ steps, needsReboot }: CommandPlan): readonly string[] {
  return [...steps.flatMap(commandsOfStep), ...(needsReboot ? ['sudo reboot'] : [])]
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
      return [...directoryCommands(step), writingCommand(step)]
    case 'remove-user':
      return [`sudo userdel ${step.name}`]
    case 'remove-group':
      return [`getent group ${step.name} && sudo groupdel ${step.name}`]
    case 'restart-docker':
      return [restartCommand(step.service)]
    case 'reload-units':
      return ['sudo systemctl daemon-reload']
    case 'validate-docker':
      return [['sudo', step.program, ...step.arguments, '--validate'].map(shellWord).join(' ')]
    case 'stop-containers':
      return ['docker stop $(docker ps --quiet)']
    case 'set-kernel-limit':
      return [`sudo sysctl --write ${step.name}=${step.value}`]
    case 'change-kernel-arguments':
      return argumentCommands(step)
    case 'update-boot-loader':
      return [BOOT_COMMANDS[step.loader]]
    case 'verify-docker':
      return ["docker info --format '{{.SecurityOptions}} {{.DockerRootDir}}'"]
    default:
      return assertNever(step)
  }
}

/** Brings Docker back after failed starts: systemd refuses another one until it is told to forget them. */
export function recoveryCommands(service: DockerService): readonly string[] {
  const restart = restartCommand(service)
  return service.manager === 'systemd'
    ? [`sudo systemctl reset-failed ${service.name}`, restart]
    : [restart]
}

/** Starts Docker, or starts it again, by the service manager that runs it. */
function restartCommand({ manager, name }: DockerService): string {
  switch (manager) {
    case 'systemd':
      return `sudo systemctl restart ${name}`
    case 'openrc':
      return `sudo rc-service ${name} restart`
    case 'runit':
      return `sudo sv -w 180 restart ${name}`
    case 'sysvinit':
      return `sudo /etc/init.d/${name} restart`
    default:
      return assertNever(manager)
  }
}

function argumentCommands({ loader, add, remove }: ArgumentStep): readonly string[] {
  switch (loader) {
    case 'grubby': {
      const added = add.length > 0 ? ` --args="${add.join(' ')}"` : ''
      const removed = remove.length > 0 ? ` --remove-args="${remove.join(' ')}"` : ''
      return [`sudo grubby --update-kernel=ALL${added}${removed}`]
    }
    case 'rpm-ostree':
      return [
        [
          'sudo rpm-ostree kargs',
          ...add.map((argument) => `--append-if-missing=${argument}`),
          ...remove.map((argument) => `--delete-if-present=${argument}`),
        ].join(' '),
      ]
    case 'kernelstub':
      return [
        ...add.map((argument) => `sudo kernelstub --add-options "${argument}"`),
        ...remove.map((argument) => `sudo kernelstub --delete-options "${argument}"`),
      ]
    default:
      return assertNever(loader)
  }
}

const BOOT_COMMANDS: Readonly<Record<BootLoaderTool, string>> = {
  'update-grub': 'sudo update-grub',
  'grub2-mkconfig': 'sudo grub2-mkconfig -o /boot/grub2/grub.cfg',
  'grub-mkconfig': 'sudo grub-mkconfig -o /boot/grub/grub.cfg',
  'kernel-install': 'sudo kernel-install add "$(uname -r)" "/usr/lib/modules/$(uname -r)/vmlinuz"',
}

/** A new file may need a new directory; /etc itself is there. */
function directoryCommands({ path, before }: FileStep): readonly string[] {
  const directory = path.slice(0, path.lastIndexOf('/'))
  return before === undefined && directory !== '/etc'
    ? [`sudo mkdir -p ${shellWord(directory)}`]
    : []
}

/** Appends lines where that is all; otherwise writes the whole file anew. */
function writingCommand({ path, before, after }: FileStep): string {
  if (after === undefined) return `sudo rm ${shellWord(path)}`
  const text = before?.text ?? ''
  const isAppended = text !== '' && text.endsWith('\n') && after.text.startsWith(text)
  const written = isAppended ? after.text.slice(text.length) : after.text
  const command = `sudo tee ${isAppended ? '-a ' : ''}${shellWord(path)} > /dev/null`
  const end = endOfText(written)
  return `${command} <<'${end}'\n${written}${written.endsWith('\n') ? '' : '\n'}${end}`
}

/** A line that is not in the text: it would end it there, and the rest would be commands. */
function endOfText(text: string): string {
  let end = 'END_OF_FILE'
  while (text.split('\n').includes(end)) end = `${end}_`
  return end
}
