import type { MachineFile } from '#simulated/machine-catalogue.ts'
import { createMachine } from '#simulated/simulated-machine.ts'
import { takeSnapshot } from '#simulated/simulated-reading.ts'
import { join } from 'node:path'
import { reportOn, type CheckResult } from '../check-report.ts'
import { HOSTS_DIR, listHosts, loadHost, readHostTree } from './host-tree.ts'

/** Every machine of this directory, with what Check would make of it: the file that the built wizard practises on. */
async function pack(): Promise<MachineFile> {
  return Promise.all(listHosts().map(packOne))
}

async function packOne(name: string): Promise<MachineFile[number]> {
  const tree = readHostTree(join(HOSTS_DIR, name))
  if (!tree.ok) throw new Error(tree.error)
  const { json, texts, links, executables, unreadable } = tree.value
  const loaded = loadHost(name)
  const { facts, result } = reportOn(await takeSnapshot(createMachine(loaded), 'user'))
  return {
    name,
    summary: {
      about: loaded.description.about,
      distribution: facts.machine.os.prettyName,
      engine: facts.docker.engine,
      dockerVersion: facts.docker.version,
      outcome: outcomeOf(result),
    },
    json,
    texts: Object.fromEntries(texts),
    links: Object.fromEntries(links),
    executables: [...executables],
    unreadable: Object.fromEntries(unreadable),
  }
}

function outcomeOf({ kind }: CheckResult): MachineFile[number]['summary']['outcome'] {
  return kind === 'can-be-done' || kind === 'needs-agreement' ? kind : 'refused'
}

process.stdout.write(JSON.stringify(await pack()))
