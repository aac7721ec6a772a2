import { describe, expect, it } from 'vitest'
import { textFile } from '#domain/testing/bookworm.ts'
import type { ConfigurationSnapshot, DockerConfiguration } from './docker-configuration.ts'
import { readDockerConfiguration } from './docker-configuration.ts'

const UNIT = '/lib/systemd/system/docker.service'
const DROP_IN = '/etc/systemd/system/docker.service.d/override.conf'
const OPTIONS = '/etc/default/docker'

/** Debian's docker.io 20.10 in what matters: its options file is read by systemd. */
const debianUnit = `[Unit]
Description=Docker Application Container Engine

[Service]
Type=notify
EnvironmentFile=-/etc/default/docker
ExecStart=/usr/sbin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock $DOCKER_OPTS
ExecReload=/bin/kill -s HUP $MAINPID
Environment=LIBNETWORK=x

[Install]
WantedBy=multi-user.target
`

function systemd(
  unitText: string,
  optionText?: string,
  dropInText?: string,
  changes: Partial<ConfigurationSnapshot> = {},
): DockerConfiguration {
  const snapshot: ConfigurationSnapshot = {
    unitFiles: [
      { path: UNIT, file: textFile(unitText) },
      ...(dropInText === undefined ? [] : [{ path: DROP_IN, file: textFile(dropInText) }]),
    ],
    needsReload: false,
    script: undefined,
    optionFiles: [
      { path: OPTIONS, file: optionText === undefined ? { kind: 'absent' } : textFile(optionText) },
    ],
    ...changes,
  }
  return readDockerConfiguration(snapshot, 'systemd', [])
}

function commandOf(configuration: DockerConfiguration): string | undefined {
  return configuration.nextArguments?.join(' ')
}

describe('a unit', () => {
  const bare = '/usr/sbin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock'

  it.each<[string, string, string | undefined, string | undefined, string | undefined]>([
    ['Debian’s, without options', debianUnit, undefined, undefined, bare],
    [
      'Debian’s, with options',
      debianUnit,
      'DOCKER_OPTS="-D  --icc"',
      undefined,
      `${bare} -D --icc`,
    ],
    [
      'a drop-in that replaces the command',
      debianUnit,
      'DOCKER_OPTS=-D',
      '[Service]\nExecStart=\nExecStart=-/usr/bin/dockerd --userns-remap=default\n',
      '/usr/bin/dockerd --userns-remap=default',
    ],
    [
      'the daemon of Docker 1.12',
      '[Service]\nExecStart=/usr/bin/docker daemon -H fd://\n',
      undefined,
      undefined,
      '/usr/bin/docker daemon -H fd://',
    ],
    [
      'continued lines, a comment between and quotes',
      '[Service]\nExecStart=/usr/bin/dockerd \\\n  --label "a b" \\\n# no\n  -D\n',
      undefined,
      undefined,
      '/usr/bin/dockerd --label a b -D',
    ],
    [
      'an environment file that a drop-in forgets',
      '[Service]\nEnvironmentFile=/etc/default/docker\nExecStart=/usr/bin/dockerd $DOCKER_OPTS\n',
      'DOCKER_OPTS=-D',
      '[Service]\nEnvironmentFile=\n',
      '/usr/bin/dockerd',
    ],
  ])('starts dockerd as its files say: %s', (_, unit, options, dropIn, expected) => {
    expect(commandOf(systemd(unit, options, dropIn))).toBe(expected)
  })

  it.each<[string, DockerConfiguration]>([
    ['a shell around dockerd', systemd('[Service]\nExecStart=/bin/sh -c "dockerd"\n')],
    ['a specifier', systemd('[Service]\nExecStart=/usr/bin/dockerd --label %H\n')],
    ['a variable in a word', systemd('[Service]\nExecStart=/usr/bin/dockerd --label=${X}\n')],
    ['two commands', systemd(debianUnit, '', '[Service]\nExecStart=/bin/true\n')],
    ['an options file that is unclear', systemd(debianUnit, 'DOCKER_OPTS="$X"')],
    ['quotes in the options', systemd(debianUnit, `DOCKER_OPTS='--label "a b"'`)],
    ['Environment= beside', systemd(debianUnit, '', '[Service]\nEnvironment=DOCKER_OPTS=-D\n')],
    ['an environment file that was not read', systemd(debianUnit, '', '', { optionFiles: [] })],
    [
      'a unit file that may not be read',
      systemd(debianUnit, '', '', {
        unitFiles: [{ path: UNIT, file: { kind: 'unreadable', reason: 'permission' } }],
      }),
    ],
  ])('leaves open what it starts: %s', (_, configuration) => {
    expect(configuration.nextArguments).toBe(undefined)
  })

  it('names the options file only where the command takes its variable', () => {
    expect(systemd(debianUnit, 'DOCKER_OPTS=-D').options).toMatchObject({
      path: OPTIONS,
      variable: 'DOCKER_OPTS',
    })
    // Docker's own packages install the file, too, and their unit does not read it.
    const dockerUnit = '[Service]\nExecStart=/usr/bin/dockerd -H fd://\n'
    expect(systemd(dockerUnit, 'DOCKER_OPTS=-D').options).toBe(undefined)
    const unread = '[Service]\nExecStart=/usr/bin/dockerd $DOCKER_OPTS\n'
    expect(systemd(unread, 'DOCKER_OPTS=-D')).toMatchObject({
      options: undefined,
      nextArguments: ['/usr/bin/dockerd'],
    })
  })

  it('names the variable that the file sets, of several that the command takes', () => {
    const suse = `[Service]
EnvironmentFile=/etc/sysconfig/docker
ExecStart=/usr/bin/dockerd --add-runtime oci=/usr/sbin/runc $DOCKER_NETWORK_OPTIONS $DOCKER_OPTS
`
    const variableIn = (text: string) => {
      const optionFiles = [{ path: '/etc/sysconfig/docker', file: textFile(text) }]
      return systemd(suse, undefined, undefined, { optionFiles }).options?.variable
    }
    expect(variableIn('DOCKER_OPTS=""\n')).toBe('DOCKER_OPTS')
    expect(variableIn('DOCKER_OPTS=""\nDOCKER_NETWORK_OPTIONS=""\n')).toBe('DOCKER_NETWORK_OPTIONS')
    expect(variableIn('')).toBe('DOCKER_NETWORK_OPTIONS')
  })

  it('finds where --userns-remap stands', () => {
    const remap = '[Service]\nExecStart=\n\nExecStart=/usr/bin/dockerd --userns-remap=bob\n'
    expect(systemd(debianUnit, '', remap).remapFlagAt).toEqual({
      in: 'unit',
      path: DROP_IN,
      line: 4,
    })
    const options = '# no --userns-remap=x\nDOCKER_OPTS="-D --userns-remap=default"\n'
    expect(systemd(debianUnit, options).remapFlagAt).toEqual({
      in: 'options',
      path: OPTIONS,
      line: 2,
    })
    expect(systemd(debianUnit, 'OTHER=--userns-remap=x').remapFlagAt).toBe(undefined)
  })
})

function openrc(
  scriptText: string,
  optionText: string,
  running: string,
  path = '/etc/conf.d/docker',
): DockerConfiguration {
  const snapshot: ConfigurationSnapshot = {
    unitFiles: [],
    needsReload: false,
    script: { path: '/etc/init.d/docker', file: textFile(scriptText) },
    optionFiles: [{ path, file: textFile(optionText) }],
  }
  return readDockerConfiguration(snapshot, 'openrc', running.split(' '))
}

describe('a script', () => {
  const alpine = '#!/sbin/openrc-run\ncommand_args="${DOCKER_OPTS}"\n'

  it('starts dockerd as it runs, where the running one has the options of the file', () => {
    const read = openrc(alpine, 'DOCKER_OPTS="--icc -D"\n', '/usr/bin/dockerd --icc -D')
    expect(commandOf(read)).toBe('/usr/bin/dockerd --icc -D')
    expect(read.options?.path).toBe('/etc/conf.d/docker')
  })

  it.each([
    ['was edited since', openrc(alpine, 'DOCKER_OPTS=-D', '/usr/bin/dockerd').nextArguments],
    ['is unclear', openrc(alpine, 'DOCKER_OPTS=`x`', '/usr/bin/dockerd').nextArguments],
    ['is not where they look', openrc(alpine, '', '/usr/bin/dockerd', '/etc/docker').options],
    ['is not what it uses', openrc('# $DOCKER_OPTS\n', '', '/usr/bin/dockerd').options],
  ])('concludes nothing where the file %s', (_, concluded) => {
    expect(concluded).toBe(undefined)
  })

  it('concludes nothing where nothing was read', () => {
    expect(readDockerConfiguration(undefined, 'openrc', ['dockerd'])).toEqual({
      nextArguments: undefined,
      needsReload: false,
      options: undefined,
      remapFlagAt: undefined,
    })
  })
})
