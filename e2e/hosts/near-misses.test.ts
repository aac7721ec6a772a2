import { expect, it } from 'vitest'
import { assess, catalogue } from '#domain/findings/catalogue.ts'
import { engineFindings } from '#domain/findings/engine.ts'
import { parseHostFacts } from '#domain/parse-host-facts.ts'
import { hostDescriptionSchema } from '#simulated/host-description-schema.ts'
import { merge } from '#simulated/host-description.ts'
import { createMachine } from '#simulated/simulated-machine.ts'
import { takeSnapshot } from '#simulated/simulated-reading.ts'
import { loadHost } from './host-tree.ts'
import { nearMisses } from './near-misses.ts'
import type { NearMiss, Variant } from './variants.ts'

/** What Check says of a machine as the real reading sees it. */
async function codesOf({ host, texts = {}, json = {} }: Variant): Promise<readonly string[]> {
  const loaded = loadHost(host)
  const all = new Map(loaded.texts)
  for (const [path, text] of Object.entries(texts)) {
    if (text === undefined) all.delete(path)
    else all.set(path, text)
  }
  const absentFiles = loaded.description.absentFiles.filter((path) => !(path in texts))
  const description = hostDescriptionSchema.parse(
    merge(loaded.description, { absentFiles, ...json }),
  )
  const machine = createMachine({ ...loaded, description, texts: all })
  return assess(parseHostFacts(await takeSnapshot(machine, 'user'))).map(({ code }) => code)
}

const pairs = Object.entries<NearMiss>(nearMisses)

it('every finding has a machine that shows it, and a near miss that does not', () => {
  expect(pairs.map(([code]) => code).toSorted()).toEqual(Object.keys(catalogue).toSorted())
})

it.each(pairs)('%s is found where it is, and not where it only seems to be', async (code, pair) => {
  const shown = await codesOf(pair.shows)
  const missed = await codesOf(pair.misses)
  expect(shown).toContain(code)
  expect(missed).not.toContain(code)
  // Another engine would hide the finding, whatever the machine is like.
  const hiding = missed.filter((one) => Object.hasOwn(engineFindings, one))
  expect(hiding).toEqual(/^docker-(?:missing|cannot-start)$/.test(code) ? ['docker-stopped'] : [])
})
