import { resolve } from 'node:path'
import { existsSync } from 'node:fs'
import { expect, it } from 'vitest'
import { bootMachine } from '../machine.ts'
import { brokenPromises, writeReport } from '../report.ts'
import { doWholeJob } from '../whole-job.ts'

it('turns remapping on behind one password, proves it, and takes it back byte for byte', async () => {
  const outDir = resolve(import.meta.dirname, '../../../out/lab/bookworm')
  const machine = await bootMachine('bookworm')
  try {
    const report = await doWholeJob(machine, { outDir, undo: true, say: console.log })
    writeReport(outDir, report)
    expect(brokenPromises(report)).toEqual([])
    const { uid, gid } = report.after.remappedRoot
    expect(report).toMatchObject({
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
  } finally {
    await machine.stop()
  }
})
