import { describe, expect, it } from 'vitest'
import { parseHostFacts } from './parse-host-facts.ts'
import type { HostSnapshot } from './host-snapshot.ts'
import type { Choices, PlanStep } from './plan.ts'
import { createPlan } from './plan.ts'
import { sha256 } from './sha256.ts'
import { bookworm, bookwormWithDocker, bookwormWithFiles, textFile } from './testing/bookworm.ts'

const DOCKREMAP: Choices = {
  remapUser: 'dockremap',
  range: { start: 458752, count: 65536 },
  way: 'daemon-config',
  consents: [],
}

function planFor(snapshot: HostSnapshot, choices = DOCKREMAP) {
  return createPlan(parseHostFacts(snapshot), choices)
}

/** The plan's steps; a plan that could not be made fails the test. */
function stepsFor(snapshot: HostSnapshot, choices = DOCKREMAP): readonly PlanStep[] {
  const plan = planFor(snapshot, choices)
  if (!plan.ok) throw new Error(JSON.stringify(plan.error))
  return plan.value.steps
}

describe('createPlan', () => {
  it('does everything in order on an ordinary machine', () => {
    const subuidBefore = 'alice:100000:65536\n'
    const subuidAfter = 'alice:100000:65536\ndockremap:458752:65536\n'
    const configAfter = '{\n  "userns-remap": "default"\n}\n'
    const editSubordinate = {
      kind: 'edit-file',
      before: { text: subuidBefore, sha256: sha256(subuidBefore) },
      after: { text: subuidAfter, sha256: sha256(subuidAfter) },
      edits: [{ offset: 19, length: 0, content: 'dockremap:458752:65536\n' }],
      mode: 0o644,
    }
    expect(planFor(bookworm)).toEqual({
      ok: true,
      value: {
        version: 1,
        action: 'apply',
        remapUser: 'dockremap',
        range: { start: 458752, count: 65536 },
        usernsRemap: 'default',
        dataRoot: '/var/lib/docker',
        remappedDataRoot: '/var/lib/docker/458752.458752',
        needsReboot: false,
        steps: [
          { id: 'create-group', kind: 'create-group', name: 'dockremap', gid: 997 },
          {
            id: 'create-user',
            kind: 'create-user',
            name: 'dockremap',
            uid: 997,
            gid: 997,
            line: 'dockremap:x:997:997::/nonexistent:/usr/sbin/nologin',
          },
          { ...editSubordinate, id: 'edit-subuid', path: '/etc/subuid' },
          { ...editSubordinate, id: 'edit-subgid', path: '/etc/subgid' },
          {
            id: 'edit-daemon-config',
            kind: 'edit-file',
            path: '/etc/docker/daemon.json',
            before: undefined,
            after: { text: configAfter, sha256: sha256(configAfter) },
            edits: [{ offset: 0, length: 0, content: configAfter }],
            mode: 0o644,
          },
          {
            id: 'restart-docker',
            kind: 'restart-docker',
            service: { manager: 'systemd', name: 'docker.service' },
          },
          {
            id: 'verify-docker',
            kind: 'verify-docker',
            remapped: true,
            dataRoot: '/var/lib/docker/458752.458752',
          },
        ],
      },
    })
  })

  it.each<[string, HostSnapshot, readonly string[]]>([
    [
      'files that do not exist',
      bookwormWithFiles({ subuid: { kind: 'absent' }, subgid: { kind: 'absent' } }),
      ['create-group', 'create-user', 'edit-subuid', 'edit-subgid', 'edit-daemon-config'],
    ],
    [
      'a user that exists',
      bookwormWithFiles({
        passwd: textFile('dockremap:x:500:500::/:/bin/false\n'),
        group: textFile('dockremap:x:500:\n'),
      }),
      ['edit-subuid', 'edit-subgid', 'edit-daemon-config'],
    ],
    [
      'a group that exists',
      bookwormWithFiles({ group: textFile('dockremap:x:500:\n') }),
      ['create-user', 'edit-subuid', 'edit-subgid', 'edit-daemon-config'],
    ],
    [
      'a line that exists in one file',
      bookwormWithFiles({ subgid: textFile('dockremap:458752:65536\n') }),
      ['create-group', 'create-user', 'edit-subuid', 'edit-daemon-config'],
    ],
    [
      'user and ranges that exist, the ranges by UID',
      bookwormWithFiles({
        passwd: textFile('dockremap:x:500:500::/:/bin/false\n'),
        group: textFile('dockremap:x:500:\n'),
        subuid: textFile('500:458752:65536\n'),
        subgid: textFile('500:458752:65536\n'),
      }),
      ['edit-daemon-config'],
    ],
  ])('leaves out what is already so: %s', (_, snapshot, expected) => {
    expect(stepsFor(snapshot).map(({ id }) => id)).toEqual([
      ...expected,
      'restart-docker',
      'verify-docker',
    ])
  })

  it('gives a new user the GID of a group that is left, and writes another name by itself', () => {
    const snapshot = bookwormWithFiles({
      group: textFile('remap:x:500:\n'),
      daemonConfig: textFile('{"debug":true}'),
    })
    const plan = planFor(snapshot, { ...DOCKREMAP, remapUser: 'remap' })
    const user = plan.ok && plan.value.steps.find(({ id }) => id === 'create-user')
    const config = plan.ok && plan.value.steps.find(({ id }) => id === 'edit-daemon-config')
    expect([
      plan.ok && plan.value.usernsRemap,
      user,
      config && 'after' in config && config.after?.text,
    ]).toEqual([
      'remap',
      {
        id: 'create-user',
        kind: 'create-user',
        name: 'remap',
        uid: 998,
        gid: 500,
        line: 'remap:x:998:500::/nonexistent:/usr/sbin/nologin',
      },
      '{"debug":true,"userns-remap":"remap"}',
    ])
  })

  it('takes the whole range that the user has from that start', () => {
    const text = textFile('dockremap:458752:131072\n')
    const plan = planFor(bookwormWithFiles({ subuid: text, subgid: textFile('') }))
    const added = plan.ok && plan.value.steps.find(({ id }) => id === 'edit-subgid')
    expect([plan.ok && plan.value.range, added && 'after' in added && added.after?.text]).toEqual([
      { start: 458752, count: 131072 },
      'dockremap:458752:131072\n',
    ])
  })

  it('follows the data root that Docker reports', () => {
    const info = { ...bookworm.docker.info!, dataRoot: '/srv/docker' }
    expect(stepsFor(bookwormWithDocker({ info })).at(-1)).toEqual({
      id: 'verify-docker',
      kind: 'verify-docker',
      remapped: true,
      dataRoot: '/srv/docker/458752.458752',
    })
  })

  it('makes no plan for a machine with blockers, and names them', () => {
    const snapshot = {
      ...bookwormWithFiles({ subuid: textFile('bad\n'), nsswitch: textFile('subid: sss\n') }),
      docker: { ...bookworm.docker, cli: undefined },
    }
    expect(planFor(snapshot)).toEqual({
      ok: false,
      error: { code: 'blocked', findings: ['api-client-missing', 'subordinate-line-invalid'] },
    })
  })

  it('makes no plan for choices with blockers, and names them', () => {
    expect(
      planFor(bookworm, {
        ...DOCKREMAP,
        remapUser: 'root',
        range: { start: 458752, count: 65537 },
      }),
    ).toEqual({
      ok: false,
      error: {
        code: 'choices-invalid',
        problems: [{ field: 'remapUser', code: 'name-root', severity: 'blocker', values: {} }],
      },
    })
  })

  it('turns containerd’s image store off in the same edit, once the user agreed', () => {
    const text = '{\n  "features": { "containerd-snapshotter": true }\n}\n'
    const snapshot = bookwormWithFiles({ daemonConfig: textFile(text) })
    expect(planFor(snapshot)).toEqual({
      ok: false,
      error: { code: 'blocked', findings: ['containerd-snapshotter-on'] },
    })
    const consents = ['turn-off-containerd-snapshotter'] as const
    const steps = stepsFor(snapshot, { ...DOCKREMAP, consents })
    expect(steps.find(({ id }) => id === 'edit-daemon-config')).toMatchObject({
      after: {
        text: '{\n  "features": { "containerd-snapshotter": false },\n  "userns-remap": "default"\n}\n',
      },
    })
  })

  it('is the same plan for the same facts, so that what was reviewed can be compared', () => {
    expect(JSON.stringify(planFor(structuredClone(bookworm)))).toBe(
      JSON.stringify(planFor(bookworm)),
    )
  })
})
