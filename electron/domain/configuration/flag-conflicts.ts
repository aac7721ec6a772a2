import type { DockerdFlag } from './dockerd-flags.ts'
import { daemonWords, readDockerdFlags } from './dockerd-flags.ts'

/** Keys of daemon.json whose flag is named otherwise (moby daemon/command: the NamedOptions). */
const KEY_OF_FLAG = new Map([
  ['add-runtime', 'runtimes'],
  ['authorization-plugin', 'authorization-plugins'],
  ['cdi-spec-dir', 'cdi-spec-dirs'],
  ['cluster-store-opt', 'cluster-store-opts'],
  ['default-address-pool', 'default-address-pools'],
  ['default-network-opt', 'default-network-opts'],
  ['default-ulimit', 'default-ulimits'],
  ['dns-opt', 'dns-opts'],
  ['exec-opt', 'exec-opts'],
  ['feature', 'features'],
  ['host', 'hosts'],
  ['host-gateway-ip', 'host-gateway-ips'],
  ['insecure-registry', 'insecure-registries'],
  ['label', 'labels'],
  ['log-opt', 'log-opts'],
  ['node-generic-resource', 'node-generic-resources'],
  ['registry-mirror', 'registry-mirrors'],
  ['storage-opt', 'storage-opts'],
])

/** Keys that had another name once; the flag stands for both. */
const OLDER_KEYS = new Map([
  ['graph', 'data-root'],
  ['host-gateway-ip', 'host-gateway-ips'],
])

/** dockerd merges these two instead of refusing them (moby skipDuplicates). */
const MERGED_KEYS = new Set(['runtimes'])

/** A setting that stands both on the command line and in daemon.json: dockerd refuses to start, even where they agree. */
export type FlagConflict = {
  /** As daemon.json has it. */
  readonly key: string
  /** As the command line has it. */
  readonly words: string
}

/** moby findConfigurationConflicts. `keys` are those of `DaemonConfig.keys`. */
export function findFlagConflicts(
  argv: readonly string[],
  keys: readonly string[],
): readonly FlagConflict[] {
  const words = daemonWords(argv)
  const flags = readDockerdFlags(words)
  return [...new Set(keys)].flatMap((key) => {
    const compared = OLDER_KEYS.get(key) ?? key
    if (MERGED_KEYS.has(compared)) return []
    const own = flags.filter((flag) => keyOf(flag) === compared)
    return own.length === 0 ? [] : [{ key, words: own.map(textOf).join(' ') }]
  })

  function textOf({ index, length }: DockerdFlag): string {
    return words.slice(index, index + length).join(' ')
  }
}

function keyOf({ name }: DockerdFlag): string {
  return KEY_OF_FLAG.get(name) ?? name
}
