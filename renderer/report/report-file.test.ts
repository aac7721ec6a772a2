import { expect, it } from 'vitest'
import type { LiveProof } from '#domain/proof/live-proof.ts'
import { en } from '../text/en.ts'
import { proofInChinese } from '../text/proof-zh-CN.ts'
import { proofInEnglish } from '../text/proof-en.ts'
import { zhCN } from '../text/zh-CN.ts'
import type { ProveState } from '../wizard/wizard-state.ts'
import type { ReportParts } from './report-data.ts'
import { reportFiles } from './report-file.ts'

const HOSTILE = 'sh -c <script>alert("1")</script> & \u202Etrue'
const range = { start: 458752, count: 65536 }
const mapping = [{ containerId: 0, hostId: 458752, size: 65536 }]
const at: ProveState = {
  step: 'prove',
  runId: 'run-1',
  plan: {
    version: 1,
    action: 'apply',
    remapUser: 'dockremap',
    range,
    usernsRemap: 'default',
    dataRoot: '/var/lib/docker',
    remappedDataRoot: '/var/lib/docker/458752.458752',
    needsReboot: false,
  },
  checks: {
    kind: 'ready',
    value: [
      { code: 'data-root', ok: true, evidence: '/var/lib/docker/458752.458752', expected: '' },
      { code: 'container-mapping', ok: false, evidence: '0 0 4294967295', expected: HOSTILE },
    ],
  },
  processes: {
    kind: 'ready',
    value: {
      at: 0,
      readMs: 1,
      processes: [
        {
          containerId: 'a'.repeat(64),
          containerName: HOSTILE,
          pid: { host: 4242, container: 1 },
          uid: { host: 458752, container: 0, hostName: undefined, containerName: 'root' },
          gid: { host: 458752, container: 0, hostName: undefined, containerName: 'root' },
          command: HOSTILE,
          uidMappings: mapping,
          gidMappings: mapping,
          hostUserNamespace: false,
          effectiveCapabilities: '00000000a80425fb',
        },
      ],
    },
  },
  paused: false,
}
const now: LiveProof = {
  at: 2000,
  simulated: false,
  remapped: true,
  dockerVersion: HOSTILE,
  kernelRelease: HOSTILE,
  rootOnlyFile: { path: '/etc/shadow', uid: 0, gid: 42, mode: 0o640 },
  containers: [
    {
      role: 'ordinary',
      name: 'subroot-proof-1000-ab-ordinary',
      uidMappings: mapping,
      gidMappings: mapping,
      file: { uid: 458752, gid: 458752 },
      process: { pid: 1, uid: 458752, gid: 458752, command: HOSTILE, landing: 'nobody' },
      rootOnly: { outcome: 'denied', words: `dd: ${HOSTILE}` },
    },
    { role: 'exempt', name: 'x', uidMappings: [], gidMappings: [], problem: HOSTILE },
  ],
  leftBehind: [HOSTILE],
}
const parts: ReportParts = {
  at,
  run: undefined,
  pair: { before: undefined, now },
  pictures: [
    { at: 1500, png: 'iVBORw0KGgo=' },
    { at: 1600, png: '"><script>alert(1)</script>' },
  ],
  facts: undefined,
  simulated: false,
  subrootVersion: '0.1.0',
  now: 3000,
}
const english = { text: en, proofText: proofInEnglish, language: 'en' } as const
const chinese = { text: zhCN, proofText: proofInChinese, language: 'zh-CN' } as const

it.each([english, chinese])(
  'needs nothing but itself, and what a machine said stays text ($language)',
  (words) => {
    const { html } = reportFiles(parts, words)
    expect(html).not.toMatch(/<script|<link|<iframe|<[^>]*\son\w+=|url\(|https?:|\u202E/u)
    expect(html).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; ⟨U+202E⟩true')
    expect(html.match(/src="[^"]*"/gu)).toEqual(['src="data:image/png;base64,iVBORw0KGgo="'])
  },
)

it('says what was not measured, and counts it neither as passed nor as failed', () => {
  const { html, json } = reportFiles(
    { ...parts, pair: { before: undefined, now: undefined } },
    english,
  )
  expect(html).toContain('1 of 5 checks passed, 1 failed, 3 not measured.')
  expect(html.match(/<td><em>Not measured<\/em><\/td>/gu)).toHaveLength(15)
  expect(JSON.parse(json)).toMatchObject({
    machine: null,
    proofs: { before: null, now: null },
    checks: [{ ok: true }, { ok: false }, { ok: null }, { ok: null }, { ok: null }],
  })
})

it('shows the refusal without a reading beside it, and does not let it pass', () => {
  const { html, json } = reportFiles(parts, english)
  expect(html).toContain('Refused: ')
  const checks: unknown = JSON.parse(json).checks
  expect(checks).toContainEqual(expect.objectContaining({ code: 'break-out', ok: null }))
})

it.each([english, chinese])(
  'is marked in both forms when the machine was simulated ($language)',
  (words) => {
    const { html, json } = reportFiles({ ...parts, simulated: true }, words)
    const mark = `<p class="simulated"><strong>${words.proofText.report.simulated}</strong>`
    expect(html).toContain(mark)
    expect(reportFiles(parts, words).html).not.toContain(mark)
    expect(JSON.parse(json)).toMatchObject({
      simulated: true,
      format: 'subroot-report',
      version: 1,
    })
  },
)
