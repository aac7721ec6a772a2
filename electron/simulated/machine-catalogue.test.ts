import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { parseHostFacts } from '#domain/parse-host-facts.ts'
import { expected } from '../../e2e/hosts/expected.ts'
import { HOSTS_DIR, listHosts } from '../../e2e/hosts/host-tree.ts'
import { openSimulated } from '../../e2e/hosts/open-simulated.ts'
import { readMachineCatalogue } from './machine-catalogue.ts'

/** The file as the build writes it. */
const file = execFileSync(
  process.execPath,
  ['--import', 'tsx', join(HOSTS_DIR, 'pack-machines.ts')],
  { maxBuffer: 64 * 1024 * 1024 },
)
const path = join(mkdtempSync(join(tmpdir(), 'subroot-machines-')), 'practice-machines.json')
writeFileSync(path, file)
const catalogue = readMachineCatalogue(path, () => () => 0)

it('offers every machine of e2e/hosts, the article’s first', () => {
  const names = catalogue.list().map(({ name }) => name)
  expect(names[0]).toBe('ubuntu-16.04-docker-17.06')
  expect(names.toSorted()).toEqual(listHosts().toSorted())
})

it('says of each what Check says, and describes it in both languages', () => {
  for (const { name, outcome, about } of catalogue.list()) {
    const { plan } = expected[name]!
    const agreed = plan && plan.consents.length > 0 ? 'needs-agreement' : 'can-be-done'
    expect(`${name}: ${outcome}`).toBe(`${name}: ${plan ? agreed : 'refused'}`)
    expect(about.en).toMatch(/^\S.*\.$/u)
    expect(about['zh-CN']).toMatch(/\p{Script=Han}.*。$/u)
  }
})

it.each(['ubuntu-16.04-article-range', 'hostile-names', 'no-docker'])(
  'opens %s as the tree has it, bases and all',
  async (name) => {
    const packed = parseHostFacts(await catalogue.open(name)!.readSnapshot())
    expect(packed).toEqual(parseHostFacts(await openSimulated(name).readSnapshot()))
  },
)

it('knows no other machine', () => {
  expect(catalogue.open('amiga')).toBeUndefined()
})

it('stays small: nobody who does not practise should pay for it', () => {
  expect(file.length).toBeLessThan(250_000)
})
