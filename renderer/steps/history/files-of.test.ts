import { expect, it } from 'vitest'
import type { Backup } from '#domain/run-backups.ts'
import { toJournalPlan } from '#domain/script.ts'
import { fileStep, planOfSteps } from '#domain/testing/every-step.ts'
import { filesOf } from './files-of.ts'

const copyOf = (path: string, copyPath = `/copies${path}`): Backup => ({
  path,
  copyPath,
  bytes: 1,
  sha256: undefined,
})

it('names account files, edited files with all their copies, and files that were made', () => {
  const plan = toJournalPlan(
    planOfSteps([
      fileStep('first', 'a\n', 'b\n', '/etc/subuid'),
      fileStep('second', 'b\n', 'c\n', '/etc/subuid'),
      fileStep('made', undefined, '{}\n', '/etc/docker/daemon.json'),
    ]),
  )
  const passwd = copyOf('/etc/passwd')
  const copies = [copyOf('/etc/subuid'), copyOf('/etc/subuid', '/copies/etc/subuid.2')]
  expect(filesOf(plan, [passwd, ...copies])).toEqual([
    { path: '/etc/passwd', copies: [passwd] },
    { path: '/etc/subuid', copies },
    { path: '/etc/docker/daemon.json', copies: [] },
  ])
})
