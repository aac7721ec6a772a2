import { capabilitiesOf } from '#domain/capabilities.ts'
import type { ContainerProcess, IdPair } from '#domain/container-process.ts'
import { landingOf } from '#domain/landing.ts'
import { fill } from '../text/fill.ts'
import { useText } from '../text/use-text.ts'
import type { Text } from '../text/en.ts'
import { KeyValues } from '../ui/KeyValues.tsx'
import { Prose } from '../ui/Prose.tsx'
import { nameOf } from './comparison-rows.ts'
import { LandingBadge } from './LandingBadge.tsx'
import { sidesOf } from './mapping-text.ts'

/** All that is known of one process, and what it means. */
export function ProcessDetails({ process }: { readonly process: ContainerProcess }) {
  const text = useText()
  const { compare } = text
  const landing = landingOf(process)
  return (
    <section className="compare-details" aria-label={compare.details}>
      <h3>
        <bdi className="machine-inline">{process.command}</bdi>
      </h3>
      <p className="compare-landing">
        <LandingBadge landing={landing} />
        <span>
          <Prose>
            {fill(compare.landingDetails[landing], {
              name: process.uid.hostName ?? '',
              uid: process.uid.host,
            })}
          </Prose>
        </span>
      </p>
      <KeyValues
        rows={[
          { label: compare.container, value: nameOf(process), note: process.containerId },
          {
            label: compare.pids,
            value: fill(compare.pidPair, {
              inside: process.pid.container,
              outside: process.pid.host,
            }),
          },
          { label: compare.user, value: describePair(process.uid, text) },
          { label: compare.userGroup, value: describePair(process.gid, text) },
          {
            label: compare.namespace,
            value: process.hostUserNamespace
              ? compare.namespaceHost
              : process.uidMappings
                  .map((mapping) => fill(compare.mapping, sidesOf(mapping)))
                  .join(', ') || compare.unmapped,
          },
          { label: compare.capabilities, ...capabilityText(process, text) },
        ]}
      />
    </section>
  )
}

function describePair(pair: IdPair, { compare }: Text): string {
  const inside = pair.container === undefined ? compare.unmapped : String(pair.container)
  return fill(compare.idPair, {
    inside: withName(inside, pair.containerName),
    outside: withName(String(pair.host), pair.hostName),
  })
}

function withName(id: string, name: string | undefined): string {
  return name === undefined ? id : `${id} (${name})`
}

/** Linux 5.9 and newer have 41; older ones fewer, and their full set is listed name by name. */
const CAPABILITY_COUNT = 41

function capabilityText(
  { effectiveCapabilities, hostUserNamespace }: ContainerProcess,
  { compare }: Text,
): { readonly value: string; readonly note?: string } {
  if (effectiveCapabilities === undefined) return { value: compare.capabilitiesUnknown }
  const names = capabilitiesOf(effectiveCapabilities)
  if (names.length === 0) return { value: compare.capabilitiesNone }
  return {
    value:
      names.length === CAPABILITY_COUNT
        ? fill(compare.capabilitiesAll, { count: CAPABILITY_COUNT })
        : names.join(', '),
    note: hostUserNamespace ? compare.capabilitiesOutside : compare.capabilitiesInside,
  }
}
