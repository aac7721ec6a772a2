import { daemonWords, readDockerdFlags } from './configuration/dockerd-flags.ts'

/** What Subroot needs of dockerd's command line; undefined where the flag is not given. */
export type DockerdArguments = {
  readonly configFile: string | undefined
  readonly usernsRemap: string | undefined
  readonly dataRoot: string | undefined
  readonly storageDriver: string | undefined
  readonly hosts: readonly string[]
}

/** dockerd's argv, program name first. The last value of a flag wins; `--host` may be repeated. */
export function parseDockerdArguments(argv: readonly string[]): DockerdArguments {
  const flags = readDockerdFlags(daemonWords(argv))
  const last = (name: string) => flags.findLast((flag) => flag.name === name)?.value
  return {
    configFile: last('config-file'),
    usernsRemap: last('userns-remap'),
    dataRoot: last('data-root'),
    storageDriver: last('storage-driver'),
    hosts: flags.filter((flag) => flag.name === 'host').map((flag) => flag.value),
  }
}
