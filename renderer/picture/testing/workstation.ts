import type { IdOwner } from '#domain/host-facts.ts'
import type { Machine } from '../bands.ts'

/** A workstation with one person, whose rootless containers have the first range, and remapped Docker above it. */
export const workstation: Machine = {
  accounts: [
    account('root', 0),
    account('redis', 110),
    account('alice', 1000),
    account('nobody', 65534),
  ],
  groups: [
    { name: 'root', gid: 0, members: [] },
    { name: 'alice', gid: 1000, members: [] },
  ],
  systemIds: { uid: { start: 100, count: 900 }, gid: { start: 100, count: 900 } },
  idOwners: [
    owner('system', 'system', 0, 65536),
    owner('subordinate', 'alice', 100000, 65536),
    owner('subordinate', 'dockremap', 458752, 65536),
    owner('reserved', 'systemd-homed', 65536, 458752, 'warn'),
    owner('reserved', 'above-31-bits', 2147483648, 2147483647),
    owner('reserved', 'no-id', 4294967295, 1),
  ],
}

export function owner(
  kind: IdOwner['kind'],
  name: string,
  start: number,
  count: number,
  severity: IdOwner['severity'] = 'refuse',
): IdOwner {
  return { range: { start, count }, ids: 'both', kind, name, severity }
}

function account(name: string, uid: number): Machine['accounts'][number] {
  return { name, uid, gid: uid, gecos: '', home: '/', shell: '/bin/sh' }
}
