import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { HostFacts } from './host-facts.ts'
import { parseHostFacts } from './parse-host-facts.ts'
import type { FileState, HostFiles, HostSnapshot } from './host-snapshot.ts'
import type { Choices, JournalPlan, Plan, PlanStep } from './plan.ts'
import { createPlan } from './plan.ts'
import { toJournalPlan } from './script.ts'
import { bookworm, bookwormWithFiles, textFile } from './testing/bookworm.ts'
import { applyEdits } from './text-edit.ts'
import { createUndoPlan } from './undo-plan.ts'

const CHOICES: Choices = {
  remapUser: 'dockremap',
  range: { start: 458752, count: 65536 },
  way: 'daemon-config',
  consents: [],
}

const USER_LINE = 'dockremap:x:997:997::/nonexistent:/usr/sbin/nologin'

function planFor(snapshot: HostSnapshot): Plan {
  const plan = createPlan(parseHostFacts(snapshot), CHOICES)
  if (!plan.ok) throw new Error(JSON.stringify(plan.error))
  return plan.value
}

/** What the root side makes of a machine's files: edits applied, accounts added or removed. */
function carryOut({ files, ...snapshot }: HostSnapshot, steps: readonly PlanStep[]): HostSnapshot {
  return { ...snapshot, files: steps.reduce(afterStep, files) }
}

function afterStep(files: HostFiles, step: PlanStep): HostFiles {
  switch (step.kind) {
    case 'create-user':
      return { ...files, passwd: append(files.passwd, step.line) }
    case 'create-group':
      return { ...files, group: append(files.group, `${step.name}:x:${step.gid}:`) }
    case 'remove-user':
      return { ...files, passwd: without(files.passwd, step.name) }
    case 'remove-group':
      return { ...files, group: without(files.group, step.name) }
    case 'edit-file': {
      const key = keyOf(step.path)
      const text = applyEdits(textOf(files[key]), step.edits)
      return { ...files, [key]: step.after ? textFile(text) : { kind: 'absent' } }
    }
    default:
      return files
  }
}

function keyOf(path: string): 'subuid' | 'subgid' | 'daemonConfig' {
  if (path === '/etc/subuid') return 'subuid'
  return path === '/etc/subgid' ? 'subgid' : 'daemonConfig'
}

function append(file: FileState, line: string): FileState {
  return textFile(`${textOf(file)}${line}\n`)
}

function without(file: FileState, name: string): FileState {
  return textFile(textOf(file).replace(new RegExp(`^${name}:.*\n`, 'm'), ''))
}

function textOf(file: FileState): string {
  return file.kind === 'text' ? file.text : ''
}

/** A file with such a text, or none. */
function maybeFile(text: fc.Arbitrary<string>): fc.Arbitrary<FileState> {
  return fc.oneof(
    text.map((text) => textFile(text)),
    fc.constant<FileState>({ kind: 'absent' }),
  )
}

function applied(before: HostSnapshot): { journal: JournalPlan; after: HostSnapshot } {
  const plan = planFor(before)
  return { journal: toJournalPlan(plan), after: carryOut(before, plan.steps) }
}

function undo(journal: JournalPlan, snapshot: HostSnapshot) {
  return createUndoPlan(journal, parseHostFacts(snapshot), 'run-1')
}

describe('createUndoPlan', () => {
  it('takes everything back in order, naming the run', () => {
    const { journal, after } = applied(bookworm)
    const plan = undo(journal, after)
    expect(
      plan.ok && {
        ...plan.value,
        steps: plan.value.steps.map((step) =>
          step.kind === 'edit-file' ? [step.id, step.path, step.after?.text] : step,
        ),
      },
    ).toEqual({
      version: 1,
      action: 'undo',
      undoes: 'run-1',
      remapUser: 'dockremap',
      range: { start: 458752, count: 65536 },
      usernsRemap: 'default',
      dataRoot: '/var/lib/docker',
      remappedDataRoot: '/var/lib/docker/458752.458752',
      needsReboot: false,
      steps: [
        ['edit-daemon-config', '/etc/docker/daemon.json', undefined],
        ['edit-subgid', '/etc/subgid', 'alice:100000:65536\n'],
        ['edit-subuid', '/etc/subuid', 'alice:100000:65536\n'],
        {
          id: 'remove-user',
          kind: 'remove-user',
          name: 'dockremap',
          uid: 997,
          line: USER_LINE,
        },
        { id: 'remove-group', kind: 'remove-group', name: 'dockremap', gid: 997 },
        {
          id: 'restart-docker',
          kind: 'restart-docker',
          service: { manager: 'systemd', name: 'docker.service' },
        },
        {
          id: 'verify-docker',
          kind: 'verify-docker',
          remapped: false,
          dataRoot: '/var/lib/docker',
        },
      ],
    })
  })

  it('property: restores every file byte for byte, whatever was in it', () => {
    const lines = fc
      .tuple(
        fc.array(fc.constantFrom('alice:100000:65536', '# x', '', 'bob:165536:65536', '\r')),
        fc.boolean(),
      )
      .map(([lines, ends]) => lines.join('\n') + (ends ? '\n' : ''))
    const config = fc
      .tuple(
        fc.dictionary(fc.constantFrom('debug', 'a', 'ü'), fc.jsonValue()),
        fc.constantFrom(undefined, 2, '\t'),
        fc.boolean(),
      )
      .map(([value, space, crlf]) =>
        JSON.stringify(value, null, space).replaceAll('\n', crlf ? '\r\n' : '\n'),
      )
    fc.assert(
      fc.property(
        maybeFile(lines),
        maybeFile(lines),
        maybeFile(config),
        (subuid, subgid, daemonConfig) => {
          const before = bookwormWithFiles({ subuid, subgid, daemonConfig })
          const { journal, after } = applied(before)
          const plan = undo(journal, after)
          expect(after.files).not.toEqual(before.files)
          expect(plan.ok && carryOut(after, plan.value.steps).files).toEqual(before.files)
        },
      ),
    )
  })

  it('leaves out what is as before already', () => {
    const { journal, after } = applied(bookworm)
    const files = { ...after.files, subgid: bookworm.files.subgid, passwd: bookworm.files.passwd }
    const plan = undo(journal, { ...after, files })
    expect(plan.ok && plan.value.steps.map(({ id }) => id)).toEqual([
      'edit-daemon-config',
      'edit-subuid',
      'remove-group',
      'restart-docker',
      'verify-docker',
    ])
  })

  it('does not remove a user and group that were there before the run', () => {
    const before = bookwormWithFiles({
      passwd: textFile('dockremap:x:500:500::/:/bin/false\n'),
      group: textFile('dockremap:x:500:\n'),
    })
    const { journal, after } = applied(before)
    const plan = undo(journal, after)
    expect(plan.ok && plan.value.steps.map(({ id }) => id)).toEqual([
      'edit-daemon-config',
      'edit-subgid',
      'edit-subuid',
      'restart-docker',
      'verify-docker',
    ])
  })

  it('has nothing to do on a machine that is as before', () => {
    const { journal } = applied(bookworm)
    expect(undo(journal, bookworm)).toEqual({ ok: false, error: { code: 'nothing-to-undo' } })
  })

  it.each<[string, Partial<HostFiles>, path: string, after: string | undefined]>([
    [
      'a setting beside ours in daemon.json',
      { daemonConfig: textFile('{\n  "debug": true,\n  "userns-remap": "default"\n}\n') },
      '/etc/docker/daemon.json',
      '{\n  "debug": true\n}\n',
    ],
    [
      'a line behind ours in /etc/subuid, as useradd writes it',
      { subuid: textFile('alice:100000:65536\ndockremap:458752:65536\ncarol:524288:65536\n') },
      '/etc/subuid',
      'alice:100000:65536\ncarol:524288:65536\n',
    ],
    [
      'lines around ours in /etc/subgid',
      { subgid: textFile('bob:165536:65536\ndockremap:458752:65536\n# by hand') },
      '/etc/subgid',
      'bob:165536:65536\n# by hand',
    ],
    [
      'the layout of a daemon.json that the run made, which goes as a whole',
      { daemonConfig: textFile('{"userns-remap":"default"}') },
      '/etc/docker/daemon.json',
      undefined,
    ],
  ])('takes out only what the run wrote where others changed %s', (_, files, path, after) => {
    const { journal, after: applied_ } = applied(bookworm)
    const plan = undo(journal, { ...applied_, files: { ...applied_.files, ...files } })
    const steps = plan.ok ? plan.value.steps : []
    const merged = steps.filter((step) => step.kind === 'edit-file' && step.merged)
    expect(merged).toMatchObject([{ path, before: {}, merged: true }])
    expect(merged[0]?.kind === 'edit-file' && merged[0].after?.text).toBe(after)
    // Everything else goes as if nobody had done anything.
    expect(steps.map(({ id }) => id)).toHaveLength(7)
  })

  it('leaves a file out from which somebody took our line already', () => {
    const { journal, after } = applied(bookworm)
    const files = { ...after.files, subuid: textFile('carol:524288:65536\n') }
    const plan = undo(journal, { ...after, files })
    expect(plan.ok && plan.value.steps.map(({ id }) => id)).not.toContain('edit-subuid')
  })

  it.each<[string, Partial<HostFiles>, object]>([
    [
      'our key in daemon.json has another value',
      { daemonConfig: textFile('{"userns-remap": "alice"}') },
      {
        code: 'file-changed',
        path: '/etc/docker/daemon.json',
        reason: 'own-part-changed',
        difference: {
          ours: '{\n  "userns-remap": "default"\n}\n',
          now: '{"userns-remap": "alice"}',
        },
      },
    ],
    [
      'our line in /etc/subuid has another count',
      { subuid: textFile('alice:100000:65536\ndockremap:458752:1000\n') },
      {
        code: 'file-changed',
        path: '/etc/subuid',
        reason: 'own-part-changed',
        difference: { ours: 'dockremap:458752:65536', now: 'dockremap:458752:1000' },
      },
    ],
    [
      '/etc/subgid was removed',
      { subgid: { kind: 'absent' } },
      {
        code: 'file-changed',
        path: '/etc/subgid',
        reason: 'removed',
        difference: { ours: 'dockremap:458752:65536\n', now: '' },
      },
    ],
    [
      'daemon.json cannot be read',
      { daemonConfig: { kind: 'unreadable', reason: 'permission' } },
      { code: 'file-unreadable', path: '/etc/docker/daemon.json' },
    ],
    ...[
      ['the user has another UID now', 'dockremap:x:500:997::/nonexistent:/usr/sbin/nologin'],
      ['the user has another group now', 'dockremap:x:997:500::/nonexistent:/usr/sbin/nologin'],
      ['the user may log in now', 'dockremap:x:997:997::/home/dock:/bin/bash'],
      [
        'somebody put a name to the user',
        'dockremap:x:997:997:Dock:/nonexistent:/usr/sbin/nologin',
      ],
    ].map(([name = '', now = '']): [string, Partial<HostFiles>, object] => [
      name,
      { passwd: textFile(`${now}\n`) },
      {
        code: 'account-changed',
        name: 'dockremap',
        path: '/etc/passwd',
        difference: { ours: USER_LINE, now },
      },
    ]),
    [
      'somebody joined the group',
      { group: textFile('dockremap:x:997:alice\n') },
      {
        code: 'account-changed',
        name: 'dockremap',
        path: '/etc/group',
        difference: { ours: 'dockremap:x:997:', now: 'dockremap:x:997:alice' },
      },
    ],
    [
      'the group is somebody’s primary group',
      { passwd: textFile(`${USER_LINE}\nx:x:1:997::/:/bin/sh\n`) },
      { code: 'group-in-use', name: 'dockremap', users: ['x'] },
    ],
  ])('refuses, naming what is in the way: %s', (_, files, error) => {
    const { journal, after } = applied(bookworm)
    expect(undo(journal, { ...after, files: { ...after.files, ...files } })).toEqual({
      ok: false,
      error,
    })
  })

  it('refuses a journal whose edits do not lead to its digest', () => {
    const { journal, after } = applied(bookworm)
    const steps = journal.steps.map((step) =>
      step.id === 'edit-subuid' ? { ...step, inverseEdits: [] } : step,
    )
    expect(undo({ ...journal, steps }, after)).toMatchObject({
      ok: false,
      error: { code: 'file-changed', path: '/etc/subuid', reason: 'untraceable' },
    })
  })

  it('refuses where Docker’s configuration is read from another path now', () => {
    const { journal, after } = applied(bookworm)
    const facts: HostFacts = parseHostFacts({
      ...after,
      docker: { ...after.docker, daemonConfigPath: '/srv/daemon.json' },
    })
    expect(createUndoPlan(journal, facts, 'run-1')).toEqual({
      ok: false,
      error: { code: 'file-unreadable', path: '/etc/docker/daemon.json' },
    })
  })
})
