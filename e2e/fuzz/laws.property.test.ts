import { describe, expect, it } from 'vitest'
import { FILE_KINDS, runLaws } from './laws.ts'

// A small run of `npm run fuzz`, which does the same hundredfold and asks the real readers too.
describe('almost valid files', () => {
  it.each(FILE_KINDS)('property: every law holds for $name', (kind) => {
    const seed = Date.now()
    const { accepted, failures } = runLaws(kind, seed, 2500)
    expect({ seed, failures }).toEqual({ seed, failures: [] })
    expect(accepted.length, `accepted of seed ${seed}`).toBeGreaterThan(300)
  })
})
