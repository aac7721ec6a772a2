import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ContainerVerdict, VerdictKind } from '#domain/containers/verdict.ts'
import type { Plan } from '#domain/plan.ts'
import { parseRunEvents } from '#domain/run-events.ts'
import { compileScript } from '#domain/script.ts'
import { transactionText } from '#privileged/transaction/transaction-text.ts'
import type { CheckReport } from '../../check-report.ts'
import { releases } from '../base.ts'
import type { ContainerCase } from '../container-cases.ts'
import { containerCases, makeSources } from '../container-cases.ts'
import { importBusyboxImage, importRedisImage } from '../images.ts'
import { bootMachine, checkoutInside, nodeInside } from '../machine.ts'
import type { OwnedMachine } from '../machine.ts'
import { readMachineState } from '../machine-state.ts'

/** What Docker did: `refused` to create or start it, or ran it remapped or not, with or without what it needs. */
type Answer = 'refused' | 'breaks' | 'works' | 'exempt'

/** What a program does is not known beforehand: `may-break` promises only that the container starts. */
const confirming: Readonly<Record<VerdictKind, readonly Answer[]>> = {
  refused: ['refused'],
  breaks: ['breaks'],
  'may-break': ['breaks', 'works'],
  exempt: ['exempt'],
  works: ['works'],
}

/**
 * Our verdicts against Docker itself: alice's own reading judges containers while nothing is remapped, the compiled script
 * turns remapping on, and then Docker is asked for the same containers.
 */
describe.each(releases)('on %s', (release) => {
  let machine: OwnedMachine
  let verdicts: ReadonlyMap<string, ContainerVerdict> = new Map()
  let isRemapped = false
  const before = new Map<string, Answer>()
  const after = new Map<string, Answer>()

  beforeAll(async () => {
    machine = await bootMachine(release)
    await machine.shell('usermod --append --groups docker alice')
    const { choices } = await check()
    await machine.shell(makeSources(choices?.range.start ?? 0))
    await importImages()
    await askForAll(before)

    const { plan, verdicts: judged = [] } = await check()
    verdicts = new Map(judged.map((verdict) => [verdict.name, verdict]))
    await apply(plan)
    isRemapped = true
    await importImages()
    await askForAll(after)
    for (const { name } of containerCases) {
      console.log(`${name}: ${sayVerdict(name)}; Docker: ${before.get(name)}, ${after.get(name)}`)
    }
  })
  afterAll(() => machine.stop())

  it('gives each of five containers a verdict, which Docker confirms by refusing or running it', () => {
    const five = ['privileged', 'host-network', 'reads-700', 'docker-socket', 'harmless']
    const told = five.map((name) => [verdicts.get(name)?.verdict, after.get(name)])
    expect(told).toEqual([
      ['refused', 'refused'],
      ['refused', 'refused'],
      ['breaks', 'breaks'],
      ['breaks', 'breaks'],
      ['works', 'works'],
    ])
  })

  it.each(containerCases.map(({ name }) => name))('agrees with Docker on %s', (name) => {
    // Otherwise what fails afterwards would prove nothing.
    expect(['works', 'exempt']).toContain(before.get(name))
    const verdict = verdicts.get(name)
    expect(verdict ? confirming[verdict.verdict] : []).toContain(after.get(name))
  })

  it('reads the machine in less than a second, with 50 containers that get files of it', async () => {
    await machine.shell(`
      for number in $(seq 50); do
        mkdir -p /srv/site-$number
        docker create --name site-$number -v /srv/site-$number:/a -v site-$number:/b busybox >/dev/null
      done`)
    const code = `
      const { readSnapshot } = await import('${checkoutInside}/electron/host/read-host.ts')
      const { parseHostFacts } = await import('${checkoutInside}/electron/domain/parse-host-facts.ts')
      for (const round of [1, 2, 3, 4, 5]) {
        const start = performance.now()
        const { docker } = parseHostFacts(await readSnapshot())
        console.log(docker.containers.length, docker.pathReadings.length, performance.now() - start)
      }`
    const output = await asAlice(['--input-type=module', '-e', code])
    const rounds = output
      .trim()
      .split('\n')
      .map((line) => line.split(' ').map(Number))
    const [[containers = 0, paths = 0] = []] = rounds
    const times = rounds.map(([, , time = Infinity]) => Math.round(time))
    console.log(`${containers} containers, ${paths} paths: ${times.join(', ')} ms`)
    expect(containers).toBeGreaterThan(50)
    expect(paths).toBeGreaterThan(50)
    // The fastest one: the others may have waited for whatever else runs here.
    expect(Math.min(...times)).toBeLessThan(1000)
  })

  function sayVerdict(name: string): string {
    const { verdict, reasons = [] } = verdicts.get(name) ?? {}
    return [verdict, ...reasons.map(({ code }) => code)].join(' ')
  }

  async function importImages() {
    await importBusyboxImage(machine)
    await importRedisImage(machine)
  }

  /** `npm run check -- --json`, as alice. */
  async function check(): Promise<CheckReport> {
    return JSON.parse(await asAlice([`${checkoutInside}/e2e/commands/check.ts`, '--json']))
  }

  async function asAlice(args: readonly string[]): Promise<string> {
    const tsx = `${checkoutInside}/node_modules/tsx/dist/cli.mjs`
    const { stdout, stderr } = await machine.exec([nodeInside, tsx, ...args], {
      user: 'alice',
      env: { HOME: '/home/alice' },
    })
    if (stdout === '') throw new Error(stderr)
    return stdout
  }

  async function apply(plan: Plan | undefined) {
    if (plan === undefined) throw new Error('There is no plan.')
    const script = compileScript(plan, transactionText)
    await machine.exec(['sh', '-c', 'cat >/root/script.sh'], { input: script })
    const { code, stderr } = await machine.exec(['sh', '/root/script.sh', 'lab-verdicts'])
    const { stdout } = await machine.exec(['cat', '/run/subroot/lab-verdicts/events'])
    const last = parseRunEvents(stdout).at(-1)
    if (last?.kind !== 'run-finished' || last.outcome !== 'done') {
      throw new Error(`It ended with ${code}: ${stderr}\n${stdout}`)
    }
    expect(await readMachineState(machine)).toMatchObject({ remapped: true })
  }

  async function askForAll(answers: Map<string, Answer>) {
    for (const one of containerCases) answers.set(one.name, await ask(one))
  }

  async function ask({
    name,
    options,
    image = 'busybox',
    command = 'true',
    before: preparation = ':',
    detached = false,
    createOnly = false,
  }: ContainerCase): Promise<Answer> {
    await machine.shell(preparation)
    const script = image === 'redis' ? command : `sh -c '${command} && cat /proc/self/uid_map'`
    const program = detached ? 'sleep 10000' : script
    const created = await machine.exec([
      'sh',
      '-c',
      `docker create --name ${name} ${options} ${image} ${program}`,
    ])
    if (created.code !== 0) return 'refused'
    const usernsMode = await machine.shell(`docker inspect -f '{{.HostConfig.UsernsMode}}' ${name}`)
    const isExempt = usernsMode === 'host'
    if (createOnly) return isExempt ? 'exempt' : 'works'
    const start = detached ? 'start' : 'start --attach'
    const started = await machine.exec(['sh', '-c', `timeout 60 docker ${start} ${name} 2>&1`])
    const problem = await machine.shell(`docker inspect -f '{{.State.Error}}' ${name}`)
    if (problem !== '') return 'refused'
    if (/permission denied/i.test(started.stdout)) return 'breaks'
    // What redis-cli says of an answer that is no Redis: it got one.
    if (started.code !== 0 && !started.stdout.includes('Protocol error')) {
      throw new Error(`${name} ended with ${started.code}: ${started.stdout}`)
    }
    const map = /^\s*0\s+(?<start>\d+)\s+\d+$/m.exec(started.stdout)?.groups?.['start']
    if (map !== undefined && isRemapped && (map === '0') !== isExempt) {
      throw new Error(`${name} is mapped to ${map}`)
    }
    return isExempt ? 'exempt' : 'works'
  }
})
