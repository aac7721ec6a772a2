import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CONSENTS } from '#domain/consents.ts'
import { check } from '../check.ts'
import { reportOn } from '../check-report.ts'
import { HOSTS_DIR, listHosts, loadHost } from './host-tree.ts'
import { createMachine } from '#simulated/simulated-machine.ts'
import { takeSnapshot } from '#simulated/simulated-reading.ts'
import { expected, serviceOptions } from './expected.ts'

/** What is simulated: the machine. What is real: its reading, the facts, the findings and the plan. */
describe('a simulated machine', () => {
  it.each(Object.entries(expected))('%s is what it is', async (name, row) => {
    const snapshot = await takeSnapshot(createMachine(loadHost(name)), 'user')
    const { facts, findings, plan, result } = reportOn(snapshot)
    const codesOf = (isNote: boolean) =>
      findings.filter(({ severity }) => (severity === 'note') === isNote).map(({ code }) => code)
    expect({
      engine: facts.docker.engine,
      problems: codesOf(false).toSorted(),
      fine: codesOf(true).toSorted(),
      plan: plan && {
        consents: result.kind === 'needs-agreement' ? result.consents : [],
        steps: plan.steps.map(({ id }) => id),
        start: plan.range.start,
      },
    }).toEqual({
      ...row,
      problems: row.problems.toSorted(),
      fine: row.fine.toSorted(),
    })
  })

  it.each(Object.keys(expected))('%s passes the options that its service does', async (name) => {
    const snapshot = await takeSnapshot(createMachine(loadHost(name)), 'user')
    const { options } = reportOn(snapshot).facts.docker.configuration
    expect(options && `${options.path} ${options.variable}`).toBe(serviceOptions[name])
  })

  it.each(Object.entries(expected))(
    '%s gets its exit status from npm run check',
    async (name, row) => {
      const { status } = await check(['--root', join(HOSTS_DIR, name)])
      const canBeDone = row.plan !== undefined && row.plan.consents.length === 0
      expect(status).toBe(canBeDone ? 0 : 1)
    },
  )
})

it('says of every machine in this directory what is expected of it', () => {
  expect(Object.keys(expected).toSorted()).toEqual(listHosts().toSorted())
})

it('has a machine for everything that the user may be asked to agree to', () => {
  const asked = Object.values(expected).flatMap(({ plan }) => plan?.consents ?? [])
  expect([...new Set(asked)].toSorted()).toEqual(CONSENTS.toSorted())
})
