import { describe, expect, it } from 'vitest'
import { parseProbeReport } from './probe-report.ts'

const report = (...lines: readonly string[]) =>
  `${['subroot-probe\t1', ...lines, 'end'].join('\n')}\n`

describe('parseProbeReport', () => {
  it('reads everything that the probe tells', () => {
    expect(
      parseProbeReport(
        report(
          'daemon-config\tfile\t600\t0\t0\te30K',
          'version\t{"Version":"20.10.24"}',
          'info\t{"DockerRootDir":"/var/lib/docker"}',
          'container\t{"Id":"a"}',
          'container\t{"Id":"b"}',
          'volumes\t{"Volumes":[]}',
        ),
      ),
    ).toEqual({
      ok: true,
      value: {
        daemonConfig: { kind: 'file', mode: 0o600, uid: 0, gid: 0, base64: 'e30K' },
        versionJson: '{"Version":"20.10.24"}',
        infoJson: '{"DockerRootDir":"/var/lib/docker"}',
        containersJson: ['{"Id":"a"}', '{"Id":"b"}'],
        volumesJson: '{"Volumes":[]}',
      },
    })
  })

  it.each([
    ['daemon-config\tabsent', { kind: 'absent' }],
    ['daemon-config\tunreadable\tnot-regular', { kind: 'unreadable', reason: 'not-regular' }],
    ['daemon-config\tunreadable\ttoo-large', { kind: 'unreadable', reason: 'too-large' }],
    ['daemon-config\tfile\t644\t0\t0\t', { kind: 'file', mode: 0o644, uid: 0, gid: 0, base64: '' }],
  ])('reads %j of a Docker that does not answer', (line, daemonConfig) => {
    expect(parseProbeReport(report(line))).toEqual({
      ok: true,
      value: {
        daemonConfig,
        versionJson: undefined,
        infoJson: undefined,
        containersJson: [],
        volumesJson: undefined,
      },
    })
  })

  it.each([
    ['', 'begin'],
    ['subroot-probe\t2\nend\n', 'begin'],
    ['subroot-probe\t1\ndaemon-config\tabsent\n', 'end'],
    ['subroot-probe\t1\ndaemon-config\tabsent\nend', 'end'],
    [report(), 'nothing of the daemon configuration'],
    [report('daemon-config\tfile\t999\t0\t0\te30K'), 'nothing of the daemon configuration'],
    [report('daemon-config\tfile\t600\t0\t0\t<>'), 'nothing of the daemon configuration'],
    [report('daemon-config\tabsent', 'hostname\tx'), 'Unknown line: hostname'],
    [report('daemon-config\tabsent', 'info\t{}\t{}'), 'Unknown line: info'],
  ])('refuses %j', (text, message) => {
    expect(parseProbeReport(text)).toEqual({ ok: false, error: expect.stringContaining(message) })
  })
})
