import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { releases } from '../base.ts'
import type { Release } from '../base.ts'
import { bootMachine } from '../machine.ts'
import type { OwnedMachine } from '../machine.ts'
import { brokenPromises, writeReport } from '../report.ts'
import { doWholeJob } from '../whole-job.ts'

/** The whole job on every release, with the Docker that Debian has in it. */
const dockerVersions: Readonly<Record<Release, RegExp>> = {
  bullseye: /^20\.10\.5/,
  bookworm: /^20\.10\.24/,
  trixie: /^26\.1\.5/,
  // Not released yet: its Docker still moves on.
  forky: /^(28|29|[3-9]\d)\./,
}

describe.each(releases)('%s', (release) => {
  const outDir = resolve(import.meta.dirname, '../../../out/lab', release)
  let machine: OwnedMachine
  beforeAll(async () => {
    machine = await bootMachine(release)
  })
  afterAll(() => machine.stop())

  it('is the release that was asked for, with the Docker that Debian has in it', async () => {
    expect(await machine.shell('. /etc/os-release; echo "$VERSION_CODENAME"')).toBe(release)
    expect(await machine.shell("docker info --format '{{.ServerVersion}}'")).toMatch(
      dockerVersions[release],
    )
    expect(await machine.shell("docker info --format '{{.Driver}}'")).toBe('overlay2')
  })

  it('turns remapping on behind one password, proves it, and takes it back byte for byte', async () => {
    const report = await doWholeJob(machine, { outDir, undo: true, say: console.log })
    writeReport(outDir, report)
    expect(brokenPromises(report)).toEqual([])
    const { uid, gid } = report.after.remappedRoot
    expect(report).toMatchObject({
      release,
      passwordPrompts: 1,
      before: { remapped: false },
      after: {
        remapped: true,
        dataRoot: `/var/lib/docker/${uid}.${gid}`,
        subuid: `dockremap:${uid}:65536`,
        subgid: `dockremap:${gid}:65536`,
      },
      undo: { remapped: false, passwordPrompts: 1, filesIdentical: true },
    })
    expect(report.screenshots.filter((name) => !existsSync(resolve(outDir, name)))).toEqual([])
  })
})
