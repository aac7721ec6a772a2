import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import type { Plan } from '#domain/plan.ts'
import { compileScript, toJournalPlan } from '#domain/script.ts'
import { sha256 } from '#domain/sha256.ts'
import { readScript } from './script-reader.ts'

const before = '{ "exec-opts": [ "it\'s # not \\\\ a comment" ] }\n'
const content = ',\n  "x": "it\'s \\ # $HOME `id` \\"é\\" \\\n}\n'
const offset = before.length - 3

const plan: Plan = {
  version: 1,
  action: 'undo',
  undoes: 'run-1',
  remapUser: 'dockremap',
  range: { start: 231072, count: 65536 },
  usernsRemap: 'default',
  dataRoot: "/srv/it's here/docker",
  remappedDataRoot: "/srv/it's here/docker/231072.231072",
  needsReboot: false,
  steps: [
    { id: 'create-group', kind: 'create-group', name: 'dockremap', gid: 990 },
    {
      id: 'edit-daemon-config',
      kind: 'edit-file',
      path: "/etc/docker/daemon's.json",
      before: { text: before, sha256: sha256(before) },
      after: {
        text: before.slice(0, offset) + content + before.slice(offset),
        sha256: sha256(before.slice(0, offset) + content + before.slice(offset)),
      },
      edits: [{ offset, length: 0, content }],
      mode: 0o644,
    },
    {
      id: 'restart-docker',
      kind: 'restart-docker',
      service: { manager: 'systemd', name: 'docker.service' },
    },
    { id: 'verify-docker', kind: 'verify-docker', remapped: false, dataRoot: '/var/lib/docker' },
  ],
}

const script = compileScript(plan, '# Part 2 stands here.\nrun() { :; }\n')

/** What a shell makes of a block: each command with its words. */
function askShell(block: string): readonly (readonly string[])[] {
  const names = [
    'expect_command',
    'expect_free',
    'expect_file',
    'expect_service',
    'expect_docker',
    'create_group',
    'edit_file',
  ]
  const functions = [...names, 'restart_docker', 'verify_docker'].map(
    (name) => `${name}() { printf '%s\\0' ${name} "$@"; printf '\\0'; }`,
  )
  const { stdout } = spawnSync(
    'sh',
    ['-c', [...functions, script, block].join('\n'), 'sh', 'run'],
    {
      encoding: 'utf8',
    },
  )
  return stdout
    .split('\0\0')
    .filter((words) => words !== '')
    .map((words) => words.split('\0'))
}

describe('readScript', () => {
  it.each(['expectations', 'changes'] as const)('reads %s as a shell does', (block) => {
    const commands = askShell(block)
    expect(commands.length).toBeGreaterThan(2)
    expect(readScript(script)[block]).toEqual(commands)
  })

  it('reads what the run is, and the plan that the journal keeps', () => {
    const { action, undoes, plan: journalPlan } = readScript(script)
    expect({ action, undoes }).toEqual({ action: 'undo', undoes: 'run-1' })
    expect(journalPlan).toEqual(toJournalPlan(plan))
  })

  it('refuses a text that no plan was compiled to', () => {
    expect(() => readScript('#!/bin/sh\necho hello\n')).toThrow('The script runs nothing')
  })
})
