import { expect, it } from 'vitest'
import { parseBackups } from './run-backups.ts'

const DIGEST = 'a'.repeat(64)
const COPY = '/var/lib/subroot/runs/run-1/backup/etc/subuid'

it('reads each copy once, the last line of it, and tells no digest of passwords', () => {
  const text = [
    `/etc/subuid\t${COPY}\t7\t${'b'.repeat(64)}`,
    // Older wc(1) puts spaces before the number.
    `/etc/subuid\t${COPY}\t   20\t${DIGEST}`,
    '/etc/shadow\t/copy/etc/shadow\t900\t-',
    '',
  ].join('\n')
  expect(parseBackups(text)).toEqual([
    { path: '/etc/subuid', copyPath: COPY, bytes: 20, sha256: DIGEST },
    { path: '/etc/shadow', copyPath: '/copy/etc/shadow', bytes: 900, sha256: undefined },
  ])
})

it.each([
  ['half a line', `/etc/subuid\t${COPY}\t7`],
  ['a path that is none', `etc/subuid\t${COPY}\t7\t${DIGEST}`],
  ['a size that is none', `/etc/subuid\t${COPY}\t-7\t${DIGEST}`],
  ['a digest that is none', `/etc/subuid\t${COPY}\t7\t${'g'.repeat(64)}`],
  ['a field more', `/etc/subuid\t${COPY}\t7\t${DIGEST}\tx`],
])('leaves out %s', (_, line) => {
  expect(parseBackups(`${line}\n`)).toEqual([])
})
