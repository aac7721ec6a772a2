import { expect, it } from 'vitest'
import { catalogue, declarationOf } from '#domain/findings/catalogue.ts'
import type { Finding, FindingCode } from '#domain/findings/catalogue.ts'
import { byTopic, groupFindings } from './finding-groups.ts'

const finding = (code: FindingCode): Finding => ({
  code,
  severity: declarationOf(code).severity,
  evidence: [],
  values: {},
})
const codes = (findings: readonly Finding[]) => findings.map(({ code }) => code)
const isCode = (code: string): code is FindingCode => code in catalogue
const everything = Object.keys(catalogue).filter(isCode).map(finding)

it('puts every finding into one group, and none twice', () => {
  const grouped = groupFindings(everything)
  expect(codes(Object.values(grouped).flat()).toSorted()).toEqual(codes(everything).toSorted())
})

it('calls a blocker in the way, unless an agreement settles it', () => {
  const { blocked, undecided } = groupFindings(everything)
  expect(codes(blocked)).toContain('docker-snap')
  expect(blocked.filter(({ code }) => declarationOf(code).consent !== undefined)).toEqual([])
  expect(undecided.filter(({ code }) => declarationOf(code).consent === undefined)).toEqual([])
})

it('heads long lists by what the findings are about, in the order of the catalogue', () => {
  const findings = (
    ['swarm-active', 'several-ranges', 'directory-service', 'running-containers-stop'] as const
  ).map(finding)
  expect(byTopic(findings).map(({ topic, findings }) => [topic, codes(findings)])).toEqual([
    ['docker', ['swarm-active']],
    ['ids', ['several-ranges', 'directory-service']],
    ['containers', ['running-containers-stop']],
  ])
})

it('keeps every finding when it sorts them by topic', () => {
  const sorted = byTopic(everything).flatMap(({ findings }) => findings)
  expect(codes(sorted).toSorted()).toEqual(codes(everything).toSorted())
})
