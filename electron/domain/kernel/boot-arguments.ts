/**
 * The words of a kernel command line, as kernel/params.c (next_arg) splits them: at white space outside double quotes.
 * Words after `--` are for init and not for the kernel.
 */
export function parseCommandLine(text: string): readonly string[] {
  const words: readonly string[] = text.match(/(?:[^\s"]|"[^"]*(?:"|$))+/g) ?? []
  const end = words.indexOf('--')
  return end === -1 ? words : words.slice(0, end)
}

/** The value that an argument has last, which is the one that counts; undefined where it is not given at all. */
export function argumentValue(words: readonly string[], name: string): string | undefined {
  return words.findLast((word) => word.startsWith(`${name}=`))?.slice(name.length + 1)
}

/** What a kernel's configuration says about CONFIG_USER_NS. Distributions write `is not set` for no. */
export function userNamespaceOptionLine(configText: string): string | undefined {
  return /^(?:CONFIG_USER_NS=.*|# CONFIG_USER_NS is not set)$/m.exec(configText)?.[0]
}

/**
 * The build number of Red Hat's kernel for RHEL and CentOS 7: `3.10.0-957.el7.x86_64` is 957. undefined for every other
 * kernel, Oracle's and ELRepo's newer ones for the same systems among them.
 */
export function el7Build(release: string): number | undefined {
  const build = /^3\.10\.0-(?<build>\d+)(?:\.\d+)*\.el7(?:\.|_|$)/.exec(release)?.groups?.['build']
  return build === undefined ? undefined : Number(build)
}

/** First builds of RHEL 7.4 and 7.6. */
const EL7_4 = 693
const EL7_6 = 957

/**
 * The arguments that the kernel needs at boot before root may make user namespaces with mount namespaces in them.
 *
 * - 7.0 to 7.3: `user_namespace.enable=1` (moby#23573, moby#22302; moby's tests look at the parameter's file, where the
 *   kernel has one).
 * - 7.4 and 7.5: `namespace.unpriv_enable=1`, because runc makes the mount namespace from inside the user namespace
 *   (moby#35806; Red Hat's guide as quoted in apptainer/singularity#5240).
 * - From 7.6 on no argument: issue hpc/charliecloud#133, not measured here. Where the kernel itself says that a
 *   parameter is off, it counts as needed whatever the release.
 */
export function requiredArguments(
  release: string,
  parameters: {
    readonly userNamespaceEnable: string | undefined
    readonly unprivilegedEnable: string | undefined
  },
): readonly string[] {
  const build = el7Build(release)
  if (build === undefined) return []
  const needsEnable = build < EL7_4 || parameters.userNamespaceEnable === 'N'
  const needsUnprivileged =
    (build >= EL7_4 && build < EL7_6) || parameters.unprivilegedEnable === 'N'
  return [
    ...(needsEnable ? ['user_namespace.enable=1'] : []),
    ...(needsUnprivileged ? ['namespace.unpriv_enable=1'] : []),
  ]
}

/** RHEL 7.2 and 7.3 call user namespaces a technology preview (moby#34011, release notes of 7.4). */
export function isTechnologyPreview(release: string): boolean {
  const build = el7Build(release)
  return build !== undefined && build < EL7_4
}

/** From 7.4 on the limit is 0 unless a file raises it (userns-facts: RHEL/CentOS 7.4-7.9). */
export function isLimitedByDefault(release: string): boolean {
  const build = el7Build(release)
  return build !== undefined && build >= EL7_4
}
