import type { DaemonConfigFacts, HostFacts } from '#domain/host-facts.ts'
import type { BootLoader } from '#domain/kernel/boot-loader.ts'
import { assertNever } from '#domain/result.ts'
import type { Language } from '../../preferences.ts'
import type { Text } from '../../text/en.ts'
import { fill } from '../../text/fill.ts'
import { fillPlural } from '../../text/plural.ts'
import type { KeyValue } from '../../ui/KeyValues.tsx'

/** What the machine is, what its Docker is, and where that Docker's configuration really comes from. */
export function machineRows(facts: HostFacts, text: Text, language: Language): readonly KeyValue[] {
  const { check } = text
  const { docker, machine } = facts
  const engine = check.engines[docker.engine]
  const rows: readonly (KeyValue | undefined)[] = [
    { label: check.distribution, value: machine.os.prettyName },
    { label: check.kernel, value: machine.kernelRelease, isMachineText: true },
    bootLoaderRow(facts, text),
    {
      label: check.docker,
      value:
        docker.version === undefined
          ? engine
          : fill(check.versionOf, { engine, version: docker.version }),
      note: docker.evidence,
    },
    { label: check.serviceManager, value: check.serviceManagers[machine.serviceManager] },
    ...(docker.engine === 'rootful' ? configurationRows(facts, text) : []),
    docker.dataRoot === undefined
      ? undefined
      : { label: check.dataRoot, value: docker.dataRoot, isMachineText: true },
    docker.api === 'answers'
      ? { label: check.containers, value: containersOf(facts, text, language) }
      : undefined,
  ]
  return rows.filter((row) => row !== undefined)
}

/** The file that Docker reads by itself, and what its service passes on the command line. */
function configurationRows(
  { docker, daemonConfig }: HostFacts,
  { check }: Text,
): readonly (KeyValue | undefined)[] {
  const { configuration, daemonArguments, unitFiles } = docker
  const { options, nextArguments, needsReload } = configuration
  const running = daemonArguments.join(' ')
  const next = nextArguments?.join(' ')
  return [
    {
      label: check.configuration,
      value: daemonConfig.path,
      isMachineText: true,
      note: stateOf(daemonConfig, check),
    },
    options && {
      label: check.options,
      value: options.path,
      isMachineText: true,
      note: fill(check.optionsNote, { variable: options.variable }),
    },
    unitFiles.length === 0
      ? undefined
      : {
          label: check.unitFiles,
          value: unitFiles.join('\n'),
          isMachineText: true,
          note: needsReload ? check.needsReload : undefined,
        },
    running === ''
      ? undefined
      : {
          label: check.commandLine,
          value: running,
          isMachineText: true,
          note:
            next === undefined || next === running
              ? undefined
              : fill(check.nextCommandLine, { command: next }),
        },
  ]
}

/** Only where something has to be changed there. */
function bootLoaderRow({ kernel }: HostFacts, { check }: Text): KeyValue | undefined {
  return kernel.missingArguments.length === 0
    ? undefined
    : { label: check.bootLoader, value: bootLoaderOf(kernel.bootLoader), isMachineText: true }
}

function bootLoaderOf(bootLoader: BootLoader): string {
  switch (bootLoader.kind) {
    case 'tool':
      return bootLoader.tool
    case 'file':
      return `${bootLoader.path}, ${bootLoader.tool}`
    case 'outer-machine':
      return bootLoader.manager
    case 'manual':
      return bootLoader.place
    default:
      return assertNever(bootLoader)
  }
}

function stateOf({ state }: DaemonConfigFacts, check: Text['check']): string | undefined {
  switch (state.kind) {
    case 'absent':
      return check.fileAbsent
    case 'unreadable':
      return check.notReadable
    default:
      return undefined
  }
}

function containersOf({ docker }: HostFacts, { check }: Text, language: Language): string {
  const running = docker.containers.filter((container) => container.running).length
  const values = { running, stopped: docker.containers.length - running }
  return docker.imageCount === undefined
    ? fill(check.containersOnly, values)
    : fill(check.containersAndImages, {
        ...values,
        images: fillPlural(check.images, docker.imageCount, language),
      })
}
