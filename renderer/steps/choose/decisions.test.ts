import { expect, it } from 'vitest'
import { assess } from '#domain/findings/catalogue.ts'
import { parseHostFacts } from '#domain/parse-host-facts.ts'
import { bookworm, textFile } from '#domain/testing/bookworm.ts'
import { bookwormWithKernel, centos7 } from '#domain/testing/kernels.ts'
import { en } from '../../text/en.ts'
import { decisionsOf, undecidedReason } from './decisions.ts'

const findingsOf = (snapshot: Parameters<typeof parseHostFacts>[0]) =>
  assess(parseHostFacts(snapshot))

const limitZero = findingsOf(bookwormWithKernel({}, { maxUserNamespaces: '0\n' }))

it('asks for nothing on a machine where nothing needs an agreement', () => {
  const findings = findingsOf(bookworm)
  expect(decisionsOf(findings)).toEqual([])
  expect(undecidedReason(findings, [], en)).toBeUndefined()
})

it('asks for each agreement once, with every finding that needs it', () => {
  expect(
    decisionsOf(limitZero).map(({ consent, findings }) => [
      consent,
      findings.map(({ code }) => code),
    ]),
  ).toEqual([['raise-namespace-limit', ['user-namespaces-limit-zero']]])
})

it('says which agreements are missing, and nothing once they are there', () => {
  expect(undecidedReason(limitZero, [], en)).toBe(
    'it needs your agreement first. Allow user namespaces on this machine',
  )
  expect(undecidedReason(limitZero, ['raise-namespace-limit'], en)).toBeUndefined()
})

it('takes no agreement for another one', () => {
  const centos = findingsOf(centos7(693))
  expect(decisionsOf(centos).map(({ consent }) => consent)).toEqual([
    'raise-namespace-limit',
    'add-kernel-arguments',
  ])
  expect(undecidedReason(centos, ['raise-namespace-limit'], en)).toContain(
    'Change the arguments that the kernel starts with',
  )
})

it('names a blocker that no agreement settles before anything else', () => {
  const without = findingsOf({
    ...bookwormWithKernel({}, { maxUserNamespaces: '0\n' }),
    files: { ...bookworm.files, daemonConfig: textFile('{') },
  })
  expect(undecidedReason(without, ['raise-namespace-limit'], en)).toBe(
    'Docker’s configuration file is not valid',
  )
})

it('also asks for what a problem of the choices needs, and says nothing of a problem without', () => {
  const problem = { field: 'remapUser', severity: 'blocker', values: {} } as const
  const ranges = { ...problem, code: 'other-ranges', consent: 'normalise-ranges' } as const
  const group = { ...problem, code: 'group-missing' } as const
  expect(decisionsOf([], [ranges, group])).toEqual([
    { consent: 'normalise-ranges', findings: [], problems: [ranges] },
  ])
})
