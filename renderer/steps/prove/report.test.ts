import { expect, it } from 'vitest'
import { en } from '../../text/en.ts'
import type { ProveState } from '../../wizard/wizard-state.ts'
import { reportOf } from './report.ts'

const range = { start: 458752, count: 65536 }
const proof: ProveState = {
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
      { code: 'container-mapping', ok: undefined, evidence: '', expected: '0 458752 65536' },
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
          containerName: 'proof',
          pid: { host: 4242, container: 1 },
          uid: { host: 458752, container: 0, hostName: undefined, containerName: 'root' },
          gid: { host: 458752, container: 0, hostName: undefined, containerName: 'root' },
          command: 'sh -c <script>alert("1")</script> & true',
          uidMappings: [{ containerId: 0, hostId: 458752, size: 65536 }],
          gidMappings: [{ containerId: 0, hostId: 458752, size: 65536 }],
          hostUserNamespace: false,
          effectiveCapabilities: '00000000a80425fb',
        },
      ],
    },
  },
  paused: false,
}

it('tells every check and process, and what a machine said stays text', () => {
  const html = reportOf(proof, en, 'en', 0)
  for (const text of ['/var/lib/docker/458752.458752', 'Not seen yet', '4242', '458752:458752']) {
    expect(html).toContain(`<td>${text}</td>`)
  }
  expect(html).toContain(
    '<td>sh -c &lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; true</td>',
  )
})

it('needs nothing but itself', () => {
  expect(reportOf(proof, en, 'en', 0)).not.toMatch(/<script|<link|src=|url\(/u)
})
