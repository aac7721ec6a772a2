import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { bookworm, bookwormWithFiles, textFile } from '#domain/testing/bookworm.ts'
import { check } from './check.ts'
import { reportOn } from './check-report.ts'

const project = join(import.meta.dirname, '..')
const dir = mkdtempSync(join(tmpdir(), 'subroot-check-'))
afterAll(() => rmSync(dir, { recursive: true }))

/** The command itself, as `npm run check` starts it. */
function runCommand(...args: readonly string[]) {
  const command = ['--import', 'tsx', 'e2e/commands/check.ts', ...args]
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    cwd: project,
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

/** The answer in JSON about a tree. */
async function reportOf(tree: string) {
  const outcome = await check(['--json', '--root', tree])
  if (outcome.status === 2) throw new Error(outcome.problem)
  return { status: outcome.status, report: JSON.parse(outcome.answer) }
}

const freshDebian = join(project, 'e2e/hosts/debian-12-fresh')

let trees = 0

/** A host tree outside of the repository. */
function makeTree(hostJson: string | undefined, files: Readonly<Record<string, string>> = {}) {
  trees += 1
  const tree = join(dir, `tree-${trees}`)
  mkdirSync(tree)
  if (hostJson !== undefined) writeFileSync(join(tree, 'host.json'), hostJson)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(tree, 'root', path)), { recursive: true })
    writeFileSync(join(tree, 'root', path), text)
  }
  return tree
}

describe('npm run check', () => {
  it('ends with 0 where remapping can be turned on, and prints the plan', () => {
    const { status, stdout, stderr } = runCommand('--root', freshDebian)
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toContain(`Host tree      ${freshDebian} (simulated)\nMachine        Debian`)
    expect(stdout).toContain('[edit-daemon-config]')
    expect(stdout).toMatch(/\nRemapping can be turned on here\.\n$/)
  })

  it('ends with 1 where something stands in the way, and names it', () => {
    const { status, stdout } = runCommand('--root', 'e2e/hosts/broken-subuid')
    expect(status).toBe(1)
    expect(stdout).toContain('> ci:231O72:65536')
    expect(stdout).not.toContain('[edit-daemon-config]')
  })

  it('ends with 2 where the input is wrong, with one sentence on standard error', () => {
    const { status, stdout, stderr } = runCommand('--root')
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toMatch(/^.*--root.* Use npm run .*\n$/)
  })

  it('prints one JSON document', async () => {
    const { status, report } = await reportOf(freshDebian)
    expect(status).toBe(0)
    expect(Object.keys(report)).toEqual([
      'facts',
      'findings',
      'verdicts',
      'projects',
      'choices',
      'plan',
      'result',
    ])
    expect(report.result).toEqual({ kind: 'can-be-done' })
  })

  it('tells what becomes of each container and Compose project, and the line to change', async () => {
    const tree = join(project, 'e2e/hosts/ubuntu-24.04-ce')
    const outcome = await check(['--root', tree])
    const text = outcome.status === 2 ? outcome.problem : outcome.answer
    expect(text).toContain('- crm: Will work (crm-api-1, crm-db-1) [works]')
    expect(text).toMatch(/^- traefik \(.*\): Will not start \[refused\]$/m)
    expect(text).toContain('> HostConfig.NetworkMode: host')
    expect(text).toContain('        --userns=host\n')
    const { report } = await reportOf(tree)
    expect(report.verdicts[0]).toMatchObject({
      name: 'traefik',
      verdict: 'refused',
      reasons: [
        { code: 'host-network', source: { certainty: 'measured' } },
        { code: 'docker-socket', outcome: 'breaks' },
      ],
    })
  })

  it('looks at this machine', () => {
    const { status, stdout, stderr } = runCommand()
    expect(stderr).toBe('')
    expect([0, 1]).toContain(status)
    expect(stdout).toMatch(/^Machine /)
  })

  it('takes a tree that says next to nothing: Linux under systemd, without Docker', async () => {
    const { status, report } = await reportOf(makeTree('{}'))
    const { facts, result } = report
    expect(status).toBe(1)
    expect(facts.machine.serviceManager).toBe('systemd')
    expect(result).toEqual({ kind: 'blocked', findings: ['docker-missing'] })
  })

  it('reads from the files of the tree what they tell', async () => {
    const tree = makeTree('{}', {
      'proc/version': 'Linux version 4.4.0-87-generic (buildd@lcy01-31) (gcc version 5.4.0)\n',
      'proc/1/comm': 'runit\n',
      'proc/sys/user/max_user_namespaces': '0\n',
      'run/systemd/container': 'lxc\n',
      'etc/passwd': 'alice:x:1000:1000::/srv/alice:/bin/sh\n',
      'etc/group': 'docker:x:998:alice\n',
    })
    const { facts } = (await reportOf(tree)).report
    expect(facts.machine).toMatchObject({
      kernelRelease: '4.4.0-87-generic',
      serviceManager: 'runit',
      insideContainer: 'lxc',
    })
    expect(facts.kernel.userNamespaces).toBe('limit-zero')
    expect(facts.user).toMatchObject({ groupIds: [1000, 998], homeDir: '/srv/alice' })
  })

  it('follows no link out of the tree', async () => {
    const tree = makeTree('{}', { 'etc/group': '' })
    symlinkSync('/etc/passwd', join(tree, 'root/etc/passwd'))
    symlinkSync('/etc/os-release', join(tree, 'root/etc/os-release'))
    const { facts } = (await reportOf(tree)).report
    expect(facts.accounts).toEqual([])
    expect(facts.unusableFiles).toEqual([{ path: '/etc/passwd', reason: 'not-regular' }])
    expect(facts.machine.os.id).not.toBe('debian')
  })

  it.each<[string, () => readonly string[], RegExp]>([
    ['an unknown option', () => ['--rot', 'x'], /^Unknown option '--rot'.* Use npm run/],
    ['an option without its value', () => ['--root'], /--root.* Use npm run/],
    ['a word too many', () => ['here'], /Unexpected argument 'here'.* Use npm run/],
    ['no such directory', () => ['--root', join(dir, 'none')], /none is not a directory\. Name/],
    ['no host.json', () => ['--root', makeTree(undefined)], /host\.json cannot be read \(ENOENT\)/],
    [
      'no JSON',
      () => ['--root', makeTree('{\n  "user": }\n')],
      /host\.json:2:11 is not JSON \(ValueExpected\)\. Correct it there\.$/,
    ],
    ['no object', () => ['--root', makeTree('[]')], /host\.json is not a JSON object\./],
    [
      'a wrong type',
      () => ['--root', makeTree('{"user":{"uid":"1000"}}')],
      /user\.uid is wrong \(.*expected number, received string\)/,
    ],
    [
      'an unknown key',
      () => ['--root', makeTree('{"docker":{"deamons":[]}}')],
      /docker is wrong \(Unrecognized key: "deamons"\)/,
    ],
    [
      'a base that is not there',
      () => ['--root', makeTree('{"base":"amiga"}')],
      /base is "amiga", and there is no such machine/,
    ],
  ])('ends with 2 and one sentence for %s', async (_, args, sentence) => {
    const outcome = await check(args())
    if (outcome.status !== 2) throw new Error(outcome.answer)
    expect(outcome.problem).toMatch(sentence)
    expect(outcome.problem.split('\n')).toHaveLength(1)
  })
})

describe('reportOn', () => {
  it('has a plan where nothing stands in the way, and its source with every finding', () => {
    const { result, plan, findings } = reportOn(bookworm)
    expect(result).toEqual({ kind: 'can-be-done' })
    expect(plan?.steps.map(({ id }) => id)).toContain('restart-docker')
    expect(findings.every(({ source }) => source.url.startsWith('https://'))).toBe(true)
  })

  it('says so when no finding is in the way and yet nothing can be suggested', () => {
    // Every ID from 65536 on is root's.
    const all = textFile('root:65536:4294901759\n')
    const { result, plan } = reportOn(bookwormWithFiles({ subuid: all, subgid: all }))
    expect(result).toEqual({ kind: 'no-plan', problem: undefined })
    expect(plan).toBeUndefined()
  })
})
