import type { FileState } from '#domain/host-snapshot.ts'
import type { BootLoader } from './boot-loader.ts'
import { addBootFileArguments, bootFileArguments, detectBootLoader } from './boot-loader.ts'
import {
  argumentValue,
  isLimitedByDefault,
  isTechnologyPreview,
  parseCommandLine,
  requiredArguments,
} from './boot-arguments.ts'
import type { KernelSnapshot } from './kernel-snapshot.ts'
import { SYSCTL_CONF } from './kernel-snapshot.ts'
import type { NamespacePolicy } from './namespace-policy.ts'
import { findNamespacePolicy } from './namespace-policy.ts'
import type { SetBy } from './sysctl-files.ts'
import { inSysctlOrder, settersOf } from './sysctl-files.ts'

export const NAMESPACE_LIMIT = 'user.max_user_namespaces'

/** Sorts after every name that anybody would give a file of /etc/sysctl.d, so that it wins (sysctl.d(5)). */
export const OWN_SYSCTL_PATH = '/etc/sysctl.d/zz-subroot.conf'

/** Whether the kernel lets root make user namespaces, now and after the next boot. */
export type KernelFacts = {
  readonly release: string
  /** What stands in the way, the worst first. The limit may be 0 besides a missing argument. */
  readonly userNamespaces: 'available' | 'none-in-kernel' | 'boot-argument-missing' | 'limit-zero'
  /** What `userNamespaces` was concluded from besides the release, in the machine's own words. */
  readonly evidence: readonly string[]
  readonly isTechnologyPreview: boolean
  /** Another one after each boot; undefined where it cannot be read. */
  readonly bootId: string | undefined
  /** user.max_user_namespaces now; undefined where the kernel has no such limit. */
  readonly limit: number | undefined
  /** The limit after the next boot, as far as files and the kernel's release say it. */
  readonly limitAtNextBoot: number | undefined
  /** Every line that sets the limit, in the order in which they are applied. */
  readonly limitSetBy: readonly SetBy[]
  /** Files of sysctl.d that come after Subroot's own and set the limit to 0 again. */
  readonly limitSetAfterOwn: readonly SetBy[]
  readonly policy: NamespacePolicy | undefined
  readonly bootLoader: BootLoader
  /** Arguments that the kernel needs at boot and was not started with. */
  readonly missingArguments: readonly string[]
  /** Arguments of the running kernel that say the opposite of a missing one. */
  readonly opposingArguments: readonly string[]
  /** All missing arguments stand in the file that the boot loader is made from: only the restart is missing. */
  readonly argumentsAwaitReboot: boolean
  /** How many keys each user but root may have; undefined where the kernel does not say. */
  readonly maxKeys: number | undefined
  /** Limits of unprivileged user namespaces that are on, as `name = value`. They do not concern root's Docker. */
  readonly unprivilegedLimits: readonly string[]
}

export type KernelReading = {
  readonly release: string
  readonly hasUserNamespaces: boolean
  readonly maxUserNamespaces: string | undefined
  readonly insideContainer: string | undefined
  readonly usesSystemd: boolean
  readonly osId: string
  readonly osVersion: string
  /** Files that a plan may edit, by path. */
  readonly otherFiles: Readonly<Record<string, FileState>>
  /** undefined for readings that did not look. */
  readonly kernel: KernelSnapshot | undefined
}

const NOTHING_READ: KernelSnapshot = {
  bootId: undefined,
  commandLine: '',
  userNamespaceOption: undefined,
  parameters: { userNamespaceEnable: undefined, unprivilegedEnable: undefined },
  unprivileged: { usernsClone: undefined, apparmorRestrict: undefined },
  maxKeys: undefined,
  sysctlFiles: [],
  bootPrograms: [],
  bootPaths: [],
  kubernetesProcesses: [],
  kubernetesPaths: [],
}

export function kernelFacts(reading: KernelReading): KernelFacts {
  const { release, hasUserNamespaces, insideContainer, kernel = NOTHING_READ } = reading
  const words = parseCommandLine(kernel.commandLine)
  const missingArguments = requiredArguments(release, kernel.parameters).filter(
    (argument) => !isGiven(words, argument),
  )
  const limit = numberOf(reading.maxUserNamespaces)
  const sysctlTexts = kernel.sysctlFiles.flatMap(({ path, file }) =>
    file.kind === 'text' ? [{ path, text: file.text }] : [],
  )
  // A file that could not be read hides those of its name all the same.
  const readable = new Set(inSysctlOrder(kernel.sysctlFiles).map(({ path }) => path))
  const effective = sysctlTexts.filter(({ path }) => readable.has(path))
  const limitSetBy = settersOf(effective, NAMESPACE_LIMIT)
  const bootLoader = drivable(
    detectBootLoader(kernel, insideContainer),
    reading.otherFiles,
    missingArguments,
  )
  const optionLine = kernel.userNamespaceOption
  return {
    release,
    userNamespaces: standingOf(hasUserNamespaces, optionLine?.line, missingArguments, limit),
    evidence: [
      ...(hasUserNamespaces ? [] : ['/proc/self/ns/user']),
      ...(optionLine ? [`${optionLine.path}: ${optionLine.line}`] : []),
    ],
    isTechnologyPreview: isTechnologyPreview(release),
    bootId: kernel.bootId,
    limit,
    limitAtNextBoot: limitAtNextBoot(reading, limit, limitSetBy),
    limitSetBy,
    limitSetAfterOwn: limitSetAfterOwn(limitSetBy),
    policy: findNamespacePolicy(effective, limitSetBy, reading),
    bootLoader,
    missingArguments,
    opposingArguments: missingArguments.flatMap((argument) => opposing(words, argument)),
    argumentsAwaitReboot: awaitReboot(bootLoader, reading.otherFiles, missingArguments),
    maxKeys: numberOf(kernel.maxKeys),
    unprivilegedLimits: unprivilegedLimits(kernel.unprivileged),
  }
}

/**
 * runc's test is /proc/self/ns/user. Red Hat's old kernels have user namespaces and hide them until they are asked for
 * at boot, so there a missing file means a missing argument, unless they were built without.
 */
function standingOf(
  hasUserNamespaces: boolean,
  optionLine: string | undefined,
  missingArguments: readonly string[],
  limit: number | undefined,
): KernelFacts['userNamespaces'] {
  const builtWithout = optionLine !== undefined && optionLine !== 'CONFIG_USER_NS=y'
  if (!hasUserNamespaces && (builtWithout || missingArguments.length === 0)) return 'none-in-kernel'
  if (missingArguments.length > 0) return 'boot-argument-missing'
  return limit === 0 ? 'limit-zero' : 'available'
}

/** As the kernel reads a flag: of several of one name, the last one counts. */
function isGiven(words: readonly string[], argument: string): boolean {
  const [name = '', value] = argument.split('=')
  return argumentValue(words, name) === value
}

function opposing(words: readonly string[], argument: string): readonly string[] {
  const [name = '', value] = argument.split('=')
  const other = argumentValue(words, name)
  return other === undefined || other === value ? [] : [`${name}=${other}`]
}

/** systemd reads /etc/sysctl.conf only through the link in /etc/sysctl.d that distributions put there. */
function limitAtNextBoot(
  { release, usesSystemd }: KernelReading,
  limit: number | undefined,
  setBy: readonly SetBy[],
): number | undefined {
  if (limit === undefined) return undefined
  const last = setBy.findLast(({ path }) => !usesSystemd || path !== SYSCTL_CONF)
  if (last !== undefined) return numberOf(last.value)
  return isLimitedByDefault(release) ? 0 : undefined
}

function limitSetAfterOwn(setBy: readonly SetBy[]): readonly SetBy[] {
  const ownName = nameOf(OWN_SYSCTL_PATH)
  return setBy.filter(({ path, value }) => nameOf(path) > ownName && numberOf(value) === 0)
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** A boot file that is absent, a link or not understood is for its owner to change. */
function drivable(
  bootLoader: BootLoader,
  otherFiles: KernelReading['otherFiles'],
  missingArguments: readonly string[],
): BootLoader {
  if (bootLoader.kind !== 'file') return bootLoader
  const file = otherFiles[bootLoader.path]
  const edits =
    file?.kind === 'text'
      ? addBootFileArguments(bootLoader.path, file.text, missingArguments)
      : undefined
  return edits === undefined ? { kind: 'manual', place: bootLoader.path } : bootLoader
}

function awaitReboot(
  bootLoader: BootLoader,
  otherFiles: KernelReading['otherFiles'],
  missingArguments: readonly string[],
): boolean {
  if (bootLoader.kind !== 'file' || missingArguments.length === 0) return false
  const file = otherFiles[bootLoader.path]
  const words = file?.kind === 'text' ? bootFileArguments(bootLoader.path, file.text) : undefined
  return words !== undefined && missingArguments.every((argument) => isGiven(words, argument))
}

function unprivilegedLimits({
  usernsClone,
  apparmorRestrict,
}: KernelSnapshot['unprivileged']): readonly string[] {
  return [
    ...(usernsClone === '0' ? ['kernel.unprivileged_userns_clone = 0'] : []),
    ...(apparmorRestrict === '1' ? ['kernel.apparmor_restrict_unprivileged_userns = 1'] : []),
  ]
}

function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,10}$/.test(text.trim()) ? Number(text) : undefined
}
