import { expect, it } from 'vitest'
import type { PlanStep } from '#domain/plan.ts'
import { commandsOf } from './commands.ts'

const text = (content: string) => ({ text: content, sha256: '' })
const file = (path: string, before: string | undefined, after: string | undefined): PlanStep => ({
  id: 'edit',
  kind: 'edit-file',
  path,
  before: before === undefined ? undefined : text(before),
  after: after === undefined ? undefined : text(after),
  edits: [],
  mode: 0o644,
})

const commandsFor = (steps: readonly PlanStep[]) => commandsOf({ steps, needsReboot: false })

const whole = (content: string) =>
  `sudo tee /etc/a > /dev/null <<'END_OF_FILE'\n${content}\nEND_OF_FILE`

it('appends where a file only grows', () => {
  expect(
    commandsFor([
      file('/etc/subuid', 'alice:100000:65536\n', 'alice:100000:65536\ndockremap:458752:65536\n'),
    ]),
  ).toEqual([
    "sudo tee -a /etc/subuid > /dev/null <<'END_OF_FILE'\ndockremap:458752:65536\nEND_OF_FILE",
  ])
})

it('writes the whole file where it changes, is new, or has no final line feed', () => {
  expect(
    commandsFor([
      file('/etc/a', '{}\n', '{ "userns-remap": "default" }\n'),
      file('/etc/a', undefined, 'new\n'),
      file('/etc/a', 'old', 'old\nnew\n'),
    ]),
  ).toEqual([whole('{ "userns-remap": "default" }'), whole('new'), whole('old\nnew')])
})

it('removes a file that was not there before', () => {
  expect(commandsFor([file('/etc/docker/daemon.json', '{}', undefined)])).toEqual([
    'sudo rm /etc/docker/daemon.json',
  ])
})

it('ends a text by a line that is not in it, and takes any path for one word', () => {
  expect(
    commandsFor([file("/etc/it's $(here)/a", 'x\n', 'END_OF_FILE\nreboot\nEND_OF_FILE_\n')]),
  ).toEqual([
    "sudo tee '/etc/it'\\''s $(here)/a' > /dev/null <<'END_OF_FILE__'\nEND_OF_FILE\nreboot\nEND_OF_FILE_\nEND_OF_FILE__",
  ])
})
