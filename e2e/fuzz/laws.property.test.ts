import { describe, expect, it } from 'vitest'
import { FILE_KINDS, runLaws } from './laws.ts'

// A small run of `npm run fuzz`, which does the same hundredfold and asks the real readers too.
describe('almost valid files', () => {
  it.each(FILE_KINDS)('property: every law holds for $name', (kind) => {
    const { accepted, failures } = runLaws(kind, Date.now(), 1500)
    expect(failures).toEqual([])
    expect(accepted.length).toBeGreaterThan(200)
  })
})
