import { randomUUID } from 'node:crypto'
import { parseCommandLine } from '#domain/kernel/boot-arguments.ts'
import { NAMESPACE_LIMIT } from '#domain/kernel/kernel-facts.ts'
import { settersOf } from '#domain/kernel/sysctl-files.ts'
import type { SimulatedMachine } from './simulated-machine.ts'

const BOOT_ID = '/proc/sys/kernel/random/boot_id'
const COMMAND_LINE = '/proc/cmdline'
const LIMIT = '/proc/sys/user/max_user_namespaces'
const USER_NAMESPACE = '/proc/self/ns/user'

/** Parameters that Red Hat's kernels for version 7 show, by the argument that sets them. */
const PARAMETERS: readonly (readonly [argument: string, path: string])[] = [
  ['user_namespace.enable', '/sys/module/user_namespace/parameters/enable'],
  ['namespace.unpriv_enable', '/sys/module/namespace/parameters/unpriv_enable'],
]

/** The arguments of the machine's next start, as its boot loader has them before anything changes them. */
export function firstArguments(texts: ReadonlyMap<string, string>): ReadonlySet<string> {
  return new Set(parseCommandLine(texts.get(COMMAND_LINE) ?? ''))
}

/**
 * The machine starts again: another boot ID, the arguments that its boot loader's tool keeps, and the limit that the
 * files of sysctl.d set. Files of a boot loader (/etc/default/grub) are not read here.
 */
export function reboot({ texts, kernelArguments, description }: SimulatedMachine): void {
  texts.set(BOOT_ID, `${randomUUID()}\n`)
  texts.set(COMMAND_LINE, `${[...kernelArguments].join(' ')}\n`)
  for (const [argument, path] of PARAMETERS) {
    if (texts.has(path)) texts.set(path, kernelArguments.has(`${argument}=1`) ? 'Y\n' : 'N\n')
  }
  const hidesNamespaces =
    description.absentFiles.includes(USER_NAMESPACE) &&
    !kernelArguments.has('user_namespace.enable=1')
  if (hidesNamespaces) texts.delete(USER_NAMESPACE)
  else texts.set(USER_NAMESPACE, '')
  const files = [...texts].map(([path, text]) => ({ path, text }))
  const limit = settersOf(files, NAMESPACE_LIMIT).at(-1)?.value
  if (limit !== undefined && texts.has(LIMIT)) texts.set(LIMIT, `${limit}\n`)
}
