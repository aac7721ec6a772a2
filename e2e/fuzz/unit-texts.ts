import * as fc from 'fast-check'
import { almostValid } from './almost-valid.ts'
import { linesOf } from './texts.ts'

const plainWord = fc.constantFrom(
  '-H',
  'fd://',
  '--containerd=/run/containerd/containerd.sock',
  '--userns-remap=default',
  '$DOCKER_OPTS',
  '$OPTIONS',
  '"a b"',
  "'c d'",
  '--label=a=b',
  '""',
)
const oddWord = fc.constantFrom('--label="x y"', '${BRACED}', '$$', '%i', '%%', 'back\\slash', ';')
const word = fc.oneof({ weight: 12, arbitrary: plainWord }, { weight: 1, arbitrary: oddWord })

const command = fc
  .tuple(
    fc.constantFrom('', '', '', '', '', '', '', '-', '+', '!', '@', ':'),
    fc.constantFrom('/usr/bin/dockerd', '/usr/sbin/dockerd', '"/opt/docker/dockerd"'),
    fc.array(word, { maxLength: 5 }),
  )
  .map(([sign, program, words]) => `${sign}${[program, ...words].join(' ')}`)

const harmless = fc.constantFrom(
  'ExecStartPre=/bin/true',
  'Environment="DOCKER_OPTS=--debug" A=b',
  'EnvironmentFile=-/etc/default/docker',
  'Type=notify',
  'Restart=always',
  '# ExecStart=/bin/false',
  '; ExecStart=/bin/false',
  '[Install]',
  '[Service]',
  '',
)

const setting = fc.oneof(
  command.map((command) => `ExecStart=${command}`),
  { weight: 3, arbitrary: harmless },
  fc.constantFrom(
    'ExecStart=',
    'ExecStart = /usr/bin/dockerd -H fd://',
    'ExecStart=/usr/bin/dockerd \\\n  # a comment \\\n  -H fd://',
    'ExecStart=/usr/bin/dockerd -H fd:// \\\n  $DOCKER_OPTS',
  ),
)

/** systemd.service(5), as packages and administrators write them for Docker. */
export const unitText = almostValid(
  fc
    .tuple(fc.constantFrom('[Unit]\nDescription=Docker\n', ''), linesOf(setting), command)
    .map(([unit, settings, command]) => `${unit}[Service]\nExecStart=${command}\n${settings}`),
)
