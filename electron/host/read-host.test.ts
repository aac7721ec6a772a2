import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { release, tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { parseHostFacts } from '#domain/parse-host-facts.ts'
import { parseIdMap } from '#domain/id-mapping.ts'
import { success } from '#domain/result.ts'
import type { RunProcess } from './process-runner.ts'
import { runProcess } from './process-runner.ts'
import { createProcReader } from './proc-reader.ts'
import {
  chooseMainDaemon,
  findClosedParents,
  readDockerUnit,
  readProcessFacts,
} from './read-daemons.ts'
import { readSnapshot } from './read-host.ts'

vi.mock('node:child_process', { spy: true })

const dir = mkdtempSync(join(tmpdir(), 'subroot-test-'))
afterAll(() => rmSync(dir, { recursive: true }))
afterEach(() => vi.mocked(spawn).mockClear())

/** An empty home directory and nothing on the PATH. */
function makeEnvironment(name: string) {
  const home = join(dir, name)
  mkdirSync(join(home, 'bin'), { recursive: true })
  return { HOME: home, PATH: join(home, 'bin'), XDG_RUNTIME_DIR: join(home, 'run') }
}

function answer(stdout: string, exitCode = 0): RunProcess {
  return async () => success({ exitCode, stdout, stderr: '' })
}

const unitOutput = answer('Id=docker.service\nLoadState=loaded\n')

describe('readSnapshot', () => {
  it('reads this machine as it is', async () => {
    const snapshot = await readSnapshot()
    expect(snapshot.access).toBe('user')
    expect(snapshot.machine.kernelRelease).toBe(release())
    expect(snapshot.user).toMatchObject({ name: userInfo().username, uid: process.getuid?.() })
    expect(snapshot.files.passwd).toMatchObject({ text: readFileSync('/etc/passwd', 'utf8') })
    expect(parseHostFacts(snapshot).accounts[0]).toMatchObject({ name: 'root', uid: 0 })
  })

  it('is plain JSON', async () => {
    const snapshot = await readSnapshot()
    expect(JSON.parse(JSON.stringify(snapshot))).toEqual(snapshot)
  })

  it('starts nothing but systemctl show, and that only under systemd', async () => {
    const { machine } = await readSnapshot()
    // Shows that what is started is seen here.
    await runProcess('true', [], { timeoutMs: 5000, maxOutputBytes: 0 })
    const commands = vi.mocked(spawn).mock.calls.map(([command, args]) => [command, args])
    const show = [
      'systemctl',
      [
        'show',
        'docker.service',
        '--no-pager',
        '--property=Id,LoadState,ActiveState,MainPID,FragmentPath,DropInPaths,NeedDaemonReload',
      ],
    ]
    expect(commands).toEqual([...(machine.systemdBooted ? [show] : []), ['true', []]])
  })

  it('passes on only the variables that say which Docker is meant', async () => {
    const environment = { ...makeEnvironment('variables'), DOCKER_HOST: 'ssh://x', SECRET: 'y' }
    const { user } = await readSnapshot({ environment, runProcess: unitOutput })
    expect(user.environment).toEqual({
      DOCKER_HOST: 'ssh://x',
      XDG_RUNTIME_DIR: environment.XDG_RUNTIME_DIR,
    })
  })

  it("reads the user's Docker context and its endpoint", async () => {
    const environment = makeEnvironment('context')
    // The directory is named by the SHA-256 of the context's name (docker/cli cli/context/store).
    const id = 'fe9c6bd7a66301f49ca9b6a70b217107cd1284598bfc254700c989b916da791e'
    const metaDir = join(environment.HOME, '.docker/contexts/meta', id)
    mkdirSync(metaDir, { recursive: true })
    writeFileSync(
      join(environment.HOME, '.docker/config.json'),
      '{"auths":{},"currentContext":"desktop-linux"}',
    )
    writeFileSync(
      join(metaDir, 'meta.json'),
      '{"Name":"desktop-linux","Metadata":{},"Endpoints":{"docker":{"Host":"unix:///home/alice/.docker/desktop/docker.sock","SkipTLSVerify":false}}}',
    )
    const current = await readSnapshot({ environment, runProcess: unitOutput })
    const chosen = await readSnapshot({
      environment: { ...environment, DOCKER_CONTEXT: 'elsewhere' },
      runProcess: unitOutput,
    })
    expect(current.user.dockerContext).toEqual({
      name: 'desktop-linux',
      endpoint: 'unix:///home/alice/.docker/desktop/docker.sock',
    })
    expect(chosen.user.dockerContext).toEqual({ name: 'elsewhere', endpoint: undefined })
  })

  it('does without a Docker configuration that is no JSON', async () => {
    const environment = makeEnvironment('broken')
    mkdirSync(join(environment.HOME, '.docker'))
    writeFileSync(join(environment.HOME, '.docker/config.json'), '{')
    const { user } = await readSnapshot({ environment, runProcess: unitOutput })
    expect(user.dockerContext).toBeUndefined()
  })

  it("finds the user's docker command, and its text where it is a script", async () => {
    const environment = makeEnvironment('command')
    const script = '#!/bin/sh\nexec /usr/bin/podman "$@"\n'
    writeFileSync(join(environment.HOME, 'podman-docker'), script, { mode: 0o755 })
    symlinkSync('../podman-docker', join(environment.PATH, 'docker'))
    const { docker } = await readSnapshot({ environment, runProcess: unitOutput })
    expect(docker.cli).toEqual({
      path: join(environment.PATH, 'docker'),
      realPath: join(environment.HOME, 'podman-docker'),
      scriptText: script,
    })
  })

  it('finds the sockets of other engines', async () => {
    const environment = makeEnvironment('sockets')
    const socketPath = join(environment.HOME, '.rd/docker.sock')
    mkdirSync(join(environment.HOME, '.rd'))
    const server = createServer()
    await new Promise<void>((resolve) => {
      server.listen(socketPath, resolve)
    })
    const { docker } = await readSnapshot({ environment, runProcess: unitOutput })
    server.close()
    expect(docker.otherSockets).toEqual([socketPath])
  })
})

describe('readProcessFacts', () => {
  // Copied from /proc: two daemons of the host, one in a system container, and a process of UID 300000.
  const recorded = createProcReader(join(import.meta.dirname, 'fixtures/proc'))

  it('finds every dockerd, and tells those in containers', async () => {
    const { daemons } = await readProcessFacts(recorded)
    expect(
      daemons
        .toSorted((a, b) => a.pid - b.pid)
        .map(({ pid, uid, argv, inContainer }) => [pid, uid, argv[1], inContainer]),
    ).toEqual([
      [5579, 0, '-H', true],
      [9186, 0, '--data-root', false],
      [9516, 0, '--data-root', false],
    ])
  })

  it('knows the daemon of Docker 1.10 to 1.12 from the client of the same name', async () => {
    const status = recorded.readStatus(9186)!
    const argv: Readonly<Record<number, readonly string[]>> = {
      5: ['/usr/bin/docker', 'daemon', '-H', 'fd://'],
      6: ['docker', 'run', 'daemon'],
    }
    const { daemons } = await readProcessFacts({
      ...recorded,
      readStatus: () => ({ ...status, name: 'docker' }),
      readArguments: (pid) => argv[pid] ?? [],
      visitProcesses: async (visit) => [5, 6].forEach(visit),
    })
    expect(daemons.map(({ pid }) => pid)).toEqual([5])
  })

  it('counts high IDs of host processes, and not those of remapped containers', async () => {
    const { runningIds, mappedRanges } = await readProcessFacts(recorded)
    expect(runningIds).toEqual({ uid: [300000], gid: [300001] })
    expect(mappedRanges).toEqual({ uid: [], gid: [] })
  })

  it('counts ranges that namespaces of other processes are mapped to, each once', async () => {
    const status = { ...recorded.readStatus(9186)!, name: 'init' }
    const maps: Readonly<Record<number, string>> = {
      1: '         0          0 4294967295\n',
      // LXC; the same in a second process.
      5: '         0    1000000 1000000000\n',
      6: '         0    1000000 1000000000\n',
      // Rootless Podman: the user, then the user's range.
      7: '         0       1000          1\n         1     200000      65536\n',
      // systemd's PrivateUsers=identity: the same IDs inside.
      8: '         0          0      65536\n     70000      70000         10\n',
    }
    const { mappedRanges, runningIds } = await readProcessFacts({
      ...recorded,
      readStatus: () => status,
      readContainerId: () => undefined,
      readIdMap: (pid) => parseIdMap(maps[pid] ?? ''),
      visitProcesses: async (visit) => [1, 5, 6, 7, 8].forEach(visit),
    })
    const ranges = [
      { start: 200000, count: 65536 },
      { start: 1000000, count: 1000000000 },
    ]
    expect(mappedRanges).toEqual({ uid: ranges, gid: ranges })
    expect(runningIds).toEqual({ uid: [], gid: [] })
  })

  it('does not count the map of the machine itself, where that is a container', async () => {
    const { mappedRanges } = await readProcessFacts({
      ...recorded,
      readContainerId: () => undefined,
      readIdMap: () => parseIdMap('         0     100000      65536\n'),
    })
    expect(mappedRanges).toEqual({ uid: [], gid: [] })
  })

  it('sees the map of a real namespace, where root may make one', async () => {
    const child = spawn('unshare', ['--user', 'sh', '-c', 'echo ready; sleep 20'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    await once(child.stdout, 'data')
    if (process.getuid?.() === 0 && child.pid !== undefined) {
      writeFileSync(`/proc/${child.pid}/uid_map`, '0 1800000000 65536\n')
      writeFileSync(`/proc/${child.pid}/gid_map`, '0 1800065536 65536\n')
    }
    const { mappedRanges } = await readProcessFacts(createProcReader())
    child.kill()
    // Without root nobody may map IDs that are not their own.
    const seen = process.getuid?.() === 0
    expect(mappedRanges.uid.some(({ start }) => start === 1800000000)).toBe(seen)
    expect(mappedRanges.gid.some(({ start }) => start === 1800065536)).toBe(seen)
  })
})

describe('readDockerUnit', () => {
  it('reads what systemctl show prints', async () => {
    const stdout = [
      'MainPID=912',
      'Id=docker.service',
      'LoadState=loaded',
      'ActiveState=active',
      'FragmentPath=/lib/systemd/system/docker.service',
      'DropInPaths=/etc/systemd/system/docker.service.d/a.conf /run/systemd/b.conf',
      'NeedDaemonReload=yes',
      '',
    ].join('\n')
    expect(await readDockerUnit(answer(stdout))).toEqual({
      name: 'docker.service',
      loadState: 'loaded',
      activeState: 'active',
      mainPid: 912,
      fragmentPath: '/lib/systemd/system/docker.service',
      dropInPaths: ['/etc/systemd/system/docker.service.d/a.conf', '/run/systemd/b.conf'],
      needsReload: true,
    })
  })

  it('knows no unit where none is installed or systemd does not answer', async () => {
    const missing = 'MainPID=0\nId=docker.service\nLoadState=not-found\nActiveState=inactive\n'
    expect(await readDockerUnit(answer(missing))).toBeUndefined()
    expect(await readDockerUnit(answer('', 1))).toBeUndefined()
  })
})

describe('chooseMainDaemon', () => {
  const daemon = { pid: 1, uid: 0, argv: ['dockerd'], inContainer: false }

  it("takes the unit's process, else the first of root outside containers", () => {
    const inContainer = { ...daemon, pid: 2, inContainer: true }
    const rootless = { ...daemon, pid: 3, uid: 1000 }
    const first = { ...daemon, pid: 4 }
    const ofUnit = { ...daemon, pid: 5 }
    const unit = {
      name: 'docker.service',
      loadState: 'loaded',
      activeState: 'active',
      mainPid: 5,
      fragmentPath: '',
      dropInPaths: [],
    }
    const daemons = [inContainer, rootless, first, ofUnit]
    expect(chooseMainDaemon(daemons, unit)).toBe(ofUnit)
    expect(chooseMainDaemon(daemons, undefined)).toBe(first)
    expect(chooseMainDaemon([inContainer, rootless], undefined)).toBeUndefined()
  })
})

describe('findClosedParents', () => {
  it('names the closed directories above the data root, and not the data root', async () => {
    const closedDir = join(dir, 'closed')
    const dataRoot = join(closedDir, 'open/docker')
    mkdirSync(closedDir, { mode: 0o700 })
    mkdirSync(join(closedDir, 'open'), { mode: 0o755 })
    mkdirSync(dataRoot, { mode: 0o710 })
    symlinkSync(dataRoot, join(dir, 'link'))
    // The test's own directory is closed too: mkdtemp(3) makes it so. What is above it is not the test's.
    const closedBelowTmp = async (path: string) =>
      (await findClosedParents(path)).filter((closed) => closed.startsWith(dir))
    expect(await closedBelowTmp(dataRoot)).toEqual([dir, closedDir])
    expect(await closedBelowTmp(join(dir, 'link'))).toEqual([dir, closedDir])
    expect(await findClosedParents('/var/lib/docker')).toEqual([])
  })
})
