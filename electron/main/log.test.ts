import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { log, startLog } from './log.ts'

const dir = mkdtempSync(join(tmpdir(), 'subroot-log-'))
afterEach(() => rmSync(dir, { recursive: true }))

it('writes a log that nobody else may read', () => {
  const path = join(dir, 'logs/main.log')
  startLog(path)
  log.info('Subroot was here')
  expect(readFileSync(path, 'utf8')).toContain('Subroot was here')
  expect((statSync(path).mode & 0o777).toString(8)).toBe('600')
})
