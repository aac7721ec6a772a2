import type { DaemonConfigFacts, HostFacts } from '#domain/host-facts.ts'
import { fill } from '../../text/fill.ts'
import type { Text } from '../../text/en.ts'
import { useText } from '../../text/use-text.ts'
import { KeyValues } from '../../ui/KeyValues.tsx'
import type { KeyValue } from '../../ui/KeyValues.tsx'

type Props = { readonly facts: HostFacts }

/** What this machine is, and where Docker's configuration really comes from. */
export function MachineSummary({ facts }: Props) {
  const text = useText()
  return (
    <section className="section">
      <h2>{text.check.machine}</h2>
      <KeyValues rows={rowsOf(facts, text)} />
      {facts.access === 'elevated' && <p className="quiet">{text.check.elevatedNote}</p>}
    </section>
  )
}

function rowsOf(facts: HostFacts, text: Text): readonly KeyValue[] {
  const { check } = text
  const { docker, machine, daemonConfig } = facts
  const engine = check.engines[docker.engine]
  const rows: readonly (KeyValue | undefined)[] = [
    { label: check.distribution, value: machine.os.prettyName },
    { label: check.kernel, value: machine.kernelRelease, isMachineText: true },
    {
      label: check.docker,
      value:
        docker.version === undefined
          ? engine
          : fill(check.versionOf, { engine, version: docker.version }),
      note: docker.evidence,
    },
    { label: check.serviceManager, value: check.serviceManagers[machine.serviceManager] },
    docker.engine === 'rootful'
      ? {
          label: check.configuration,
          value: daemonConfig.path,
          isMachineText: true,
          note: stateOf(daemonConfig, text),
        }
      : undefined,
    docker.unitFiles.length > 0
      ? { label: check.unitFiles, value: docker.unitFiles.join('\n'), isMachineText: true }
      : undefined,
    docker.dataRoot === undefined
      ? undefined
      : { label: check.dataRoot, value: docker.dataRoot, isMachineText: true },
    docker.api === 'answers'
      ? { label: check.containers, value: containersOf(facts, text) }
      : undefined,
  ]
  return rows.filter((row) => row !== undefined)
}

function stateOf(config: DaemonConfigFacts, { check }: Text): string | undefined {
  switch (config.state.kind) {
    case 'absent':
      return check.fileAbsent
    case 'unreadable':
      return check.notReadable
    default:
      return undefined
  }
}

function containersOf({ docker }: HostFacts, { check }: Text): string {
  const running = docker.containers.filter((container) => container.running).length
  const values = { running, stopped: docker.containers.length - running }
  return docker.imageCount === undefined
    ? fill(check.containersOnly, values)
    : fill(check.containersAndImages, { ...values, images: docker.imageCount })
}
