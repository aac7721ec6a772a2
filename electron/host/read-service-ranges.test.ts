import { describe, expect, it } from 'vitest'
import { success } from '#domain/result.ts'
import { textFile } from '#domain/testing/bookworm.ts'
import type { RunProcess } from './process-runner.ts'
import { readServiceRanges } from './read-service-ranges.ts'

function answering(replies: Readonly<Record<string, string>>): {
  readonly asked: string[]
  readonly run: RunProcess
} {
  const asked: string[] = []
  return {
    asked,
    run: async (command, args) => {
      const line = [command, ...args].join(' ')
      asked.push(line)
      const stdout = replies[line]
      return success({ exitCode: stdout === undefined ? 1 : 0, stdout: stdout ?? '', stderr: '' })
    },
  }
}

describe('readServiceRanges', () => {
  it('asks getsubids where a service has the ranges', async () => {
    const { run, asked } = answering({
      'getsubids alice': '0: alice 300000 65536\n1: alice 2147483648 65536\n',
    })
    expect(await readServiceRanges(textFile('subid: sss\n'), 'alice', run)).toEqual({
      uid: [
        { start: 300000, count: 65536 },
        { start: 2147483648, count: 65536 },
      ],
      gid: [],
    })
    expect(asked).toEqual(['getsubids alice', 'getsubids -g alice'])
  })

  it('starts nothing where the files have them', async () => {
    const { run, asked } = answering({})
    const texts = ['', 'passwd: files sss\n', 'subid: files sss\n']
    for (const text of texts) {
      expect(await readServiceRanges(textFile(text), 'alice', run)).toBeUndefined()
    }
    expect(await readServiceRanges({ kind: 'absent' }, 'alice', run)).toBeUndefined()
    expect(asked).toEqual([])
  })
})
