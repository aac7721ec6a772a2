import type { HostFacts } from '#domain/host-facts.ts'
import { limitFiles, limitTrouble } from '#domain/kernel/namespace-limit.ts'
import type { LimitTrouble } from '#domain/kernel/namespace-limit.ts'
import type { Declarations, Seen } from './declaration.ts'
import { when } from './declaration.ts'
import { derived, documented, readInSource, reported } from './sources.ts'

const NAMESPACES = 'https://man7.org/linux/man-pages/man7/user_namespaces.7.html'
const LIMIT = 'https://man7.org/linux/man-pages/man7/namespaces.7.html'
const SYSCTL = 'https://man7.org/linux/man-pages/man5/sysctl.d.5.html'
const STIG =
  'https://github.com/CMSgov/redhat-enterprise-linux-8-stig-baseline/blob/main/controls/SV-230548.rb'

/** What the kernel and the file system of the machine allow. */
export const kernelFindings = {
  /** runc's own test; the same file is in the sources of Docker's check-config.sh. values: release */
  'user-namespaces-missing': {
    severity: 'blocker',
    source: readInSource('https://github.com/moby/moby/blob/master/contrib/check-config.sh'),
    find: ({ kernel: { userNamespaces, evidence, release } }) =>
      when(userNamespaces === 'none-in-kernel', [...evidence, release], { release }),
  },
  /** RHEL and CentOS 7.0 to 7.5 (moby#23573, moby#35806). values: arguments, loader */
  'kernel-argument-missing': {
    severity: 'blocker',
    source: reported('https://github.com/moby/moby/issues/35806'),
    consent: 'add-kernel-arguments',
    find: (facts) => {
      const { bootLoader } = facts.kernel
      if (bootLoader.kind !== 'tool' && bootLoader.kind !== 'file') return []
      return facts.kernel.argumentsAwaitReboot
        ? []
        : missingArguments(facts, { loader: bootLoader.tool })
    },
  },
  /** The same where no program changes the boot loader. values: arguments, place */
  'kernel-argument-by-hand': {
    severity: 'blocker',
    source: reported('https://github.com/moby/moby/issues/35806'),
    find: (facts) => {
      const { bootLoader } = facts.kernel
      return bootLoader.kind === 'manual'
        ? missingArguments(facts, { place: bootLoader.place })
        : []
    },
  },
  /** The same in a container, whose kernel is started by the machine around it. values: arguments, manager */
  'kernel-argument-outside': {
    severity: 'blocker',
    source: derived('https://github.com/moby/moby/issues/35806'),
    find: (facts) => {
      const { bootLoader } = facts.kernel
      return bootLoader.kind === 'outer-machine'
        ? missingArguments(facts, { manager: bootLoader.manager })
        : []
    },
  },
  /** The boot loader has the argument, the running kernel does not. values: arguments, path */
  'reboot-pending': {
    severity: 'blocker',
    source: documented('https://man7.org/linux/man-pages/man7/bootparam.7.html'),
    find: (facts) => {
      const { bootLoader, argumentsAwaitReboot } = facts.kernel
      return argumentsAwaitReboot && bootLoader.kind === 'file'
        ? missingArguments(facts, { path: bootLoader.path }, [bootLoader.path])
        : []
    },
  },
  /** RHEL and CentOS 7.0 to 7.3. values: release */
  'kernel-technology-preview': {
    severity: 'warning',
    source: reported('https://github.com/moby/moby/issues/34011'),
    find: ({ kernel: { isTechnologyPreview, userNamespaces, release } }) =>
      when(isTechnologyPreview && userNamespaces !== 'none-in-kernel', [release], { release }),
  },
  /** It counts for root, too: clone(2) fails with ENOSPC. */
  'user-namespaces-limit-zero': {
    severity: 'blocker',
    source: documented(LIMIT),
    consent: 'raise-namespace-limit',
    find: (facts) => limit(facts, 'zero'),
  },
  /** A file, or the default of RHEL 7.4 and newer 7, brings 0 back. */
  'user-namespaces-limit-zero-at-boot': {
    severity: 'blocker',
    source: documented(SYSCTL),
    consent: 'raise-namespace-limit',
    find: (facts) => limit(facts, 'zero-at-boot'),
  },
  /** values: path */
  'user-namespaces-limit-set-last': {
    severity: 'blocker',
    source: documented(SYSCTL),
    find: (facts) =>
      limit(facts, 'set-last', { path: facts.kernel.limitSetAfterOwn.at(-1)?.path ?? '' }),
  },
  /** values: manager */
  'user-namespaces-limit-outside': {
    severity: 'blocker',
    source: derived(LIMIT),
    find: (facts) => limit(facts, 'outside', { manager: facts.machine.insideContainer ?? '' }),
  },
  /** values: path, rule */
  'namespace-limit-policy': {
    severity: 'warning',
    source: documented(STIG),
    find: ({ kernel: { policy } }) =>
      policy === undefined
        ? []
        : when(true, [`${policy.path}:${policy.line}`], { path: policy.path, rule: policy.rule }),
  },
  /** values: path, reason (an `UnusableReason`) */
  'file-unusable': {
    severity: 'blocker',
    source: documented('https://man7.org/linux/man-pages/man5/subuid.5.html'),
    find: (facts) =>
      [...facts.unusableFiles, ...unusableLimitFiles(facts)]
        // What the user may not read, root still may: that is `probe-needed`.
        .filter(({ reason }) => reason !== 'permission' || facts.access === 'elevated')
        .map(({ path, reason }) => ({ evidence: [path], values: { path, reason } })),
  },
  /** This machine is itself a system container; WSL is a virtual machine with a kernel of its own. values: manager */
  'inside-system-container': {
    severity: 'warning',
    source: derived('https://github.com/opencontainers/runc/issues/1658'),
    find: ({ machine: { insideContainer: manager } }) =>
      manager === undefined || manager === 'wsl' ? [] : when(true, [manager], { manager }),
  },
  /**
   * Debian's and Ubuntu's and hardened Arch's limits are for processes without CAP_SYS_ADMIN, and dockerd has it: they do
   * not matter here, and loosening them would weaken the machine.
   */
  'unprivileged-namespaces-limited': {
    severity: 'note',
    source: reported('https://github.com/a13xp0p0v/kernel-hardening-checker/issues/189'),
    find: ({ kernel: { unprivilegedLimits } }) =>
      when(unprivilegedLimits.length > 0, unprivilegedLimits),
  },
  /** values: release */
  'kernel-ok': {
    severity: 'note',
    source: documented(NAMESPACES),
    find: ({ kernel, machine }) =>
      when(
        kernel.userNamespaces === 'available' &&
          limitTrouble(kernel, machine.insideContainer) === undefined,
        [kernel.release],
        { release: kernel.release },
      ),
  },
} as const satisfies Declarations

function missingArguments(
  { kernel }: HostFacts,
  values: Seen['values'],
  evidence: readonly string[] = [],
): readonly Seen[] {
  if (kernel.userNamespaces !== 'boot-argument-missing') return []
  return when(
    true,
    [kernel.release, ...kernel.evidence, ...kernel.opposingArguments, ...evidence],
    {
      arguments: kernel.missingArguments.join(' '),
      ...values,
    },
  )
}

function limit(
  { kernel, machine }: HostFacts,
  trouble: LimitTrouble,
  values: Seen['values'] = {},
): readonly Seen[] {
  const now = kernel.limit === undefined ? [] : [`user.max_user_namespaces = ${kernel.limit}`]
  const files = kernel.limitSetBy.map(({ path, line, value }) => `${path}:${line}: ${value}`)
  return when(limitTrouble(kernel, machine.insideContainer) === trouble, [...now, ...files], values)
}

/** What raising the limit would have to write, and cannot. */
function unusableLimitFiles(facts: HostFacts): HostFacts['unusableFiles'] {
  const trouble = limitTrouble(facts.kernel, facts.machine.insideContainer)
  if (trouble !== 'zero' && trouble !== 'zero-at-boot') return []
  return limitFiles(facts.kernel).flatMap((path) => {
    const file = facts.otherFiles[path]
    return file?.kind === 'unreadable' ? [{ path, reason: file.reason }] : []
  })
}
