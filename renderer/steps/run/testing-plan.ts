import type { JournalPlan, JournalStep } from '#domain/plan.ts'

/** A step that changes a file for good. */
export const lasting = (id: string, path: string): JournalStep => ({
  id,
  kind: 'edit-file',
  path,
  before: undefined,
  after: undefined,
  inverseEdits: [],
  ours: [],
  mode: 0o644,
  lasting: true,
})

/** For tests: a change of a machine where remapping had been asked for while Docker ran. */
export const plan: JournalPlan = {
  version: 1,
  action: 'apply',
  remapUser: 'dockremap',
  range: { start: 458752, count: 65536 },
  usernsRemap: 'default',
  dataRoot: '/var/lib/docker',
  remappedDataRoot: '/var/lib/docker/458752.458752',
  needsReboot: false,
  steps: [
    lasting('drop-remap-flag', '/etc/default/docker'),
    lasting('drop-remap-key', '/etc/docker/daemon.json'),
    { id: 'create-group', kind: 'create-group', name: 'dockremap', gid: 996 },
    {
      id: 'restart-docker',
      kind: 'restart-docker',
      service: { manager: 'systemd', name: 'docker.service' },
    },
  ],
}
