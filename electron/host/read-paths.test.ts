import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { PathReading, PathState } from '#domain/containers/path-reading.ts'
import { failure, success } from '#domain/result.ts'
import type { MachineFiles } from './machine-files.ts'
import { realFiles } from './machine-files.ts'
import type { RunProcess } from './process-runner.ts'
import { runProcess } from './process-runner.ts'
import { readPaths } from './read-paths.ts'

const dir = mkdtempSync(join(tmpdir(), 'subroot-paths-'))
afterAll(() => rmSync(dir, { recursive: true }))

const inDir = (name: string) => join(dir, name)

function make(name: string, mode: number): string {
  mkdirSync(inDir(name), { recursive: true })
  chmodSync(inDir(name), mode)
  return inDir(name)
}

async function read(path: string, files: MachineFiles = realFiles): Promise<PathReading> {
  const [reading] = await readPaths([path], files, runProcess)
  return reading!
}

function seen({ state }: PathReading): Extract<PathState, { kind: 'seen' }> {
  if (state.kind !== 'seen') throw new Error(state.kind)
  return state
}

const refuse = () => Promise.reject(new Error('asked'))

const missing: RunProcess = async () => failure({ code: 'not-found', detail: 'getfacl' })

describe('readPaths', () => {
  it('sees owner, permissions and kind, through links and dots', async () => {
    const path = make('folder', 0o751)
    writeFileSync(inDir('file'), 'secret', { mode: 0o640 })
    symlinkSync('folder', inDir('link'))
    symlinkSync(inDir('link'), inDir('absolute'))
    const { uid, gid } = lstatSync(path)
    for (const name of ['folder', 'link', 'absolute', 'link/../folder/.', 'folder/']) {
      expect(seen(await read(`${dir}/${name}`)).inode).toMatchObject({
        kind: 'directory',
        uid,
        gid,
        mode: 0o751,
      })
    }
    expect(seen(await read(inDir('file'))).inode).toMatchObject({ kind: 'file', mode: 0o640 })
    expect(seen(await read('/dev/null')).inode).toMatchObject({ kind: 'device', mode: 0o666 })
    expect(seen(await read('/')).inode.kind).toBe('directory')
  })

  it('sees sockets', async () => {
    const server = createServer().listen(inDir('socket'))
    await new Promise((resolve) => {
      server.once('listening', resolve)
    })
    expect(seen(await read(inDir('socket'))).inode.kind).toBe('socket')
    server.close()
  })

  it('tells what is not there from what may not be looked at', async () => {
    symlinkSync('nowhere', inDir('dangling'))
    symlinkSync('circle', inDir('circle'))
    writeFileSync(inDir('plain'), '')
    const kinds = ['missing', 'dangling', 'circle', 'plain/below', 'missing/below']
    for (const name of kinds) expect((await read(inDir(name))).state).toEqual({ kind: 'absent' })
    const files = { ...realFiles, entryOf: async () => 'denied' as const }
    expect((await read(inDir('folder'), files)).state).toEqual({ kind: 'denied' })
  })

  it('counts what lies in a directory by owner and permissions, and gives no more names than it needs', async () => {
    const path = make('many', 0o755)
    for (let count = 0; count < 10; count += 1) {
      writeFileSync(join(path, `open-${count}`), '', { mode: 0o644 })
    }
    writeFileSync(join(path, 'shut\t\u202e'), '', { mode: 0o600 })
    const { inside } = seen(await read(path))
    expect(inside?.complete).toBe(true)
    expect(
      inside?.groups.map(({ mode, count }) => [mode, count]).toSorted(([a = 0], [b = 0]) => a - b),
    ).toEqual([
      [0o600, 1],
      [0o644, 10],
    ])
    for (let count = 0; count < 60; count += 1) writeFileSync(join(path, `more-${count}`), '')
    expect(seen(await read(path)).inside).toMatchObject({ complete: false })
  })

  it('names closed directories above, outermost first', async () => {
    make('closed', 0o700)
    make('closed/open', 0o755)
    make('closed/open/shut', 0o750)
    const path = make('closed/open/shut/x', 0o755)
    const { closedAbove } = await read(path)
    const ours = closedAbove.filter((parent) => parent.path.startsWith(`${dir}/`))
    expect(ours.map((parent) => [parent.path, parent.mode])).toEqual([
      [inDir('closed'), 0o700],
      [inDir('closed/open/shut'), 0o750],
    ])
  })

  it('never touches a remote file system, also where a link leads onto one', async () => {
    symlinkSync('/mnt/team/data', inDir('to-nfs'))
    const touched: string[] = []
    const files: MachineFiles = {
      ...realFiles,
      readReference: async () => ({
        kind: 'text',
        text: '1 0 8:1 / / rw - ext4 /dev/sda1 rw\n2 1 0:9 / /mnt/team rw - nfs4 s:/t rw\n',
        mode: 0o444,
        uid: 0,
        gid: 0,
      }),
      entryOf: (path) => {
        touched.push(path)
        return path === '/mnt'
          ? Promise.resolve({ kind: 'directory', uid: 0, gid: 0, mode: 0o755, target: undefined })
          : realFiles.entryOf(path)
      },
      listSome: (path, count) => {
        touched.push(path)
        return realFiles.listSome(path, count)
      },
    }
    for (const path of ['/mnt/team', '/mnt/team/data/x', inDir('to-nfs')]) {
      expect(await read(path, files)).toMatchObject({
        fileSystem: 'nfs4',
        state: { kind: 'not-read' },
      })
    }
    expect(touched.filter((path) => path.startsWith('/mnt/team'))).toEqual([])
  })

  it('says of too many paths that they were not looked at', async () => {
    const paths = Array.from({ length: 500 }, (_, index) => inDir(`p${index}`))
    const readings = await readPaths(paths, realFiles, runProcess)
    expect(readings.map(({ path }) => path)).toEqual(paths)
    expect(readings.at(-1)?.state).toEqual({ kind: 'not-read' })
  })

  it('asks nothing where there is nothing to look at', async () => {
    const files = { readReference: refuse, entryOf: refuse, listSome: refuse }
    expect(await readPaths([], files, refuse)).toEqual([])
  })
})

/** Its answer may take as long as a busy machine needs. */
const unhurried: RunProcess = (command, args, limits) =>
  runProcess(command, args, { ...limits, timeoutMs: 60_000 })

/** What getfacl 2.3.1 printed for the paths of this test. */
const printed = (first: string, second: string): RunProcess => {
  const list =
    'user::rwx\nuser:231072:rwx\ngroup::---\nmask::rwx\nother::---\ndefault:user::rwx\n\n'
  return async () =>
    success({
      exitCode: 0,
      stdout: [first, second]
        .map((path) => `# file: ${path}\n# owner: 0\n# group: 0\n${list}`)
        .join(''),
      stderr: '',
    })
}

describe('access control lists', () => {
  it('are read from getfacl, which is given paths as they are and never a flag', async () => {
    const path = make('with list', 0o770)
    writeFileSync(join(path, 'x'), '')
    const calls: (readonly string[])[] = []
    const recording: RunProcess = (command, args, limits) => {
      calls.push([command, ...args])
      return printed(path, join(path, 'x'))(command, args, limits)
    }
    const [reading] = await readPaths([path], realFiles, recording)
    expect(calls[0]?.slice(0, 6)).toEqual([
      'getfacl',
      '--numeric',
      '--absolute-names',
      '--skip-base',
      '--',
      path,
    ])
    const { inode, inside } = seen(reading!)
    expect(inode.aclText).toMatch(/^user::rwx\nuser:231072:rwx\n/)
    expect(inside?.groups[0]?.aclText).toContain('user:231072:rwx')
  })

  it('are unknown without the program', async () => {
    const [reading] = await readPaths([make('plain folder', 0o755)], realFiles, missing)
    expect(seen(reading!).inode.aclText).toBeUndefined()
  })

  const canSet = spawnSync('setfacl', ['-m', 'u:231072:rwX', make('real list', 0o700)]).status === 0
  if (!canSet) console.log('Skipped: setfacl is not here, or the file system has no lists.')
  it.skipIf(!canSet)('are those that setfacl made', async () => {
    const [reading] = await readPaths([inDir('real list')], realFiles, unhurried)
    expect(seen(reading!).inode.aclText).toContain('user:231072:rwx')
  })
})
