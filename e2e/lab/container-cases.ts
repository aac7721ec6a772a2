/** A container as its owner makes it, and a command in it that needs what it was given. */
export type ContainerCase = {
  readonly name: string
  /** Options of `docker create`. */
  readonly options: string
  readonly image?: 'busybox' | 'redis'
  /** Ends well, or says “Permission denied”. Without it the container just says who it is. */
  readonly command?: string
  /** What has to be there before it is created, in either of Docker's data directories. */
  readonly before?: string
  /** It goes on running, for others to join. */
  readonly detached?: boolean
  /** The lab lacks CAP_SYS_RESOURCE, without which no privileged container starts: only Docker's consent is asked for. */
  readonly createOnly?: boolean
}

/** `start` is the first ID of the range that containers will get. */
export function makeSources(start: number): string {
  return `
    set -e
    mkdir -p /srv/alice755 /srv/alice700 /srv/listed /srv/mapped /srv/handed /srv/secrets /srv/closed/open
    chown alice:alice /srv/alice755 /srv/alice700 /srv/listed /srv/closed /srv/closed/open
    chmod 700 /srv/alice700 /srv/listed /srv/mapped /srv/closed
    setfacl -m u:${start}:rwx /srv/listed
    chown ${start}:${start} /srv/mapped /srv/handed
    echo secret >/srv/secrets/key
    chmod 600 /srv/secrets/key
    echo page >/srv/alice755/page
    chown alice:alice /srv/alice755/page
    mknod /dev/open c 1 3
    chmod 666 /dev/open
    mknod /dev/shut c 1 3
    chmod 660 /dev/shut`
}

const socket = '-v /var/run/docker.sock:/var/run/docker.sock'
const askDocker = 'redis-cli -s /var/run/docker.sock ping'

/** Every refusal of userns-facts section 4 that a lab machine can show, and near misses. Targets come before who joins. */
export const containerCases: readonly ContainerCase[] = [
  { name: 'harmless', options: '' },
  { name: 'privileged', options: '--privileged', createOnly: true },
  { name: 'privileged-exempt', options: '--privileged --userns=host', createOnly: true },
  { name: 'host-network', options: '--network=host' },
  { name: 'host-network-exempt', options: '--network=host --userns=host' },
  { name: 'host-pid', options: '--pid=host' },
  { name: 'host-pid-exempt', options: '--pid=host --userns=host' },
  { name: 'host-ipc', options: '--ipc=host' },
  { name: 'host-ipc-own-mqueue', options: '--ipc=host -v /dev/mqueue:/dev/mqueue:ro' },
  { name: 'host-uts', options: '--uts=host' },
  { name: 'no-network', options: '--network=none' },
  { name: 'read-only', options: '--read-only' },
  { name: 'low-port', options: '-p 127.0.0.1:81:81' },
  { name: 'last-user', options: '--user 65535' },
  { name: 'user-above', options: '--user 65536' },
  { name: 'user-above-exempt', options: '--user 65536 --userns=host' },
  { name: 'group-above', options: '--user 0:70000' },
  { name: 'extra-group-above', options: '--group-add 70000' },
  { name: 'near', options: '--ipc shareable', detached: true },
  { name: 'far', options: '--ipc shareable --userns=host', detached: true },
  { name: 'joins-network', options: '--network container:near' },
  { name: 'joins-pid', options: '--pid container:near' },
  { name: 'joins-ipc', options: '--ipc container:near' },
  { name: 'joins-exempt-network', options: '--network container:far' },
  { name: 'joins-exempt-pid', options: '--pid container:far' },
  { name: 'joins-exempt-ipc', options: '--ipc container:far' },
  { name: 'joins-exempt-too', options: '--network container:far --userns=host' },
  { name: 'device', options: '--device /dev/open', command: 'cat /dev/open' },
  { name: 'device-renamed', options: '--device /dev/open:/dev/other', command: 'cat /dev/other' },
  { name: 'device-shut', options: '--device /dev/shut', command: 'cat /dev/shut' },
  { name: 'docker-socket', options: socket, image: 'redis', command: askDocker },
  {
    name: 'docker-socket-exempt',
    options: `${socket} --userns=host`,
    image: 'redis',
    command: askDocker,
  },
  { name: 'reads-755', options: '-v /srv/alice755:/m:ro', command: 'cat /m/page' },
  { name: 'writes-755', options: '-v /srv/alice755:/m', command: 'touch /m/new && rm /m/new' },
  { name: 'reads-700', options: '-v /srv/alice700:/m:ro', command: 'ls /m' },
  {
    name: 'reads-700-exempt',
    options: '-v /srv/alice700:/m:ro --userns=host',
    command: 'ls /m',
  },
  { name: 'writes-listed', options: '-v /srv/listed:/m', command: 'touch /m/new && rm /m/new' },
  { name: 'writes-mapped', options: '-v /srv/mapped:/m', command: 'touch /m/new && rm /m/new' },
  {
    name: 'writes-handed',
    options: '-v /srv/handed:/m',
    command: 'touch /m/new && rm /m/new',
  },
  { name: 'reads-secrets', options: '-v /srv/secrets:/m:ro', command: 'cat /m/key' },
  { name: 'below-closed', options: '-v /srv/closed/open:/m:ro', command: 'ls /m' },
  { name: 'named-volume', options: '-v kept:/m', command: 'touch /m/new && rm /m/new' },
  {
    name: 'bound-volume',
    options: '-v bound:/m',
    command: 'ls /m',
    before: 'docker volume create -o type=none -o o=bind -o device=/srv/alice700 bound',
  },
]
