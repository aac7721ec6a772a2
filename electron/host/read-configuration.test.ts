import { expect, it } from 'vitest'
import type { DockerUnit, FileState } from '#domain/host-snapshot.ts'
import { readConfiguration } from './read-configuration.ts'

const unit: DockerUnit = {
  name: 'docker.service',
  loadState: 'loaded',
  activeState: 'active',
  mainPid: 912,
  fragmentPath: '/lib/systemd/system/docker.service',
  dropInPaths: ['/etc/systemd/system/docker.service.d/a.conf'],
  needsReload: true,
}

const SYSTEMD = { systemdBooted: true, initCommand: 'systemd' }
const RUNIT = { systemdBooted: false, initCommand: 'runit' }

function state(text: string | undefined): FileState {
  return text === undefined
    ? { kind: 'absent' }
    : { kind: 'text', text, mode: 0o644, uid: 0, gid: 0 }
}

function from(files: Readonly<Record<string, string>>) {
  return (path: string) => Promise.resolve(state(files[path]))
}

it('reads a unit’s files, and the environment files that they name', async () => {
  const fragment = '[Service]\nEnvironmentFile=-/etc/default/docker\nEnvironmentFile=/run/x/*.env\n'
  const dropIn = '[Service]\nEnvironmentFile=/etc/sysconfig/docker\n'
  const read = await readConfiguration(
    unit,
    SYSTEMD,
    from({
      [unit.fragmentPath]: fragment,
      [unit.dropInPaths[0]!]: dropIn,
      '/etc/default/docker': 'DOCKER_OPTS=-D\n',
      '/etc/conf.d/docker': 'DOCKER_OPTS=x\n',
    }),
  )
  expect(read).toEqual({
    unitFiles: [
      { path: unit.fragmentPath, file: state(fragment) },
      { path: unit.dropInPaths[0], file: state(dropIn) },
    ],
    needsReload: true,
    script: undefined,
    // The pattern's files are not known: whoever needs them is to notice that.
    optionFiles: [
      { path: '/etc/default/docker', file: state('DOCKER_OPTS=-D\n') },
      { path: '/etc/sysconfig/docker', file: { kind: 'absent' } },
    ],
  })
})

it('reads the script and the options of other service managers', async () => {
  const files = { '/etc/sv/docker/run': 'exec dockerd $OPTS\n', '/etc/sv/docker/conf': 'OPTS=-D\n' }
  const read = await readConfiguration(undefined, RUNIT, from(files))
  expect(read?.script).toEqual({ path: '/etc/sv/docker/run', file: state('exec dockerd $OPTS\n') })
  expect(read?.optionFiles.filter(({ file }) => file.kind === 'text')).toEqual([
    { path: '/etc/sv/docker/conf', file: state('OPTS=-D\n') },
  ])
})

it('reads the script that the machine’s own service manager runs, where packages bring two', async () => {
  const files = { '/etc/sv/docker/run': 'run', '/etc/init.d/docker': 'init' }
  const sysvinit = { systemdBooted: false, initCommand: 'init' }
  const read = await Promise.all(
    [RUNIT, sysvinit].map((machine) => readConfiguration(undefined, machine, from(files))),
  )
  expect(read.map((configuration) => configuration?.script?.path)).toEqual([
    '/etc/sv/docker/run',
    '/etc/init.d/docker',
  ])
})

it('reads nothing where there is no service', async () => {
  expect(await readConfiguration(undefined, SYSTEMD, from({}))).toBe(undefined)
  expect(await readConfiguration(undefined, RUNIT, from({}))).toBe(undefined)
})
