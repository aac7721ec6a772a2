import type { Consent } from '#domain/consents.ts'
import type { FindingCode } from '#domain/findings/catalogue.ts'
import type { HostFacts } from '#domain/host-facts.ts'

/** What is true of a machine of this directory, and so what Check must say about it. */
export type Expected = {
  readonly engine: HostFacts['docker']['engine']
  /** Blockers and warnings, all of them. */
  readonly problems: readonly FindingCode[]
  /** What is fine, all of it. */
  readonly fine: readonly FindingCode[]
  /** The plan for what is suggested; undefined: Subroot does not change this machine. */
  readonly plan: ExpectedPlan | undefined
}

export type ExpectedPlan = {
  /** What the user has to agree to first. */
  readonly consents: readonly Consent[]
  readonly steps: readonly string[]
  /** The first ID of the range. */
  readonly start: number
}

const QUIET: readonly FindingCode[] = [
  'docker-ok',
  'daemon-config-ok',
  'kernel-ok',
  'subordinate-files-ok',
]

const ACCOUNT = ['create-group', 'create-user']
const RANGES = ['edit-subuid', 'edit-subgid']
const DOCKER = ['edit-daemon-config', 'restart-docker', 'verify-docker']
/** Docker 23 and newer can be asked whether it would start (moby 8f80e55111). */
const ASKING = ['edit-daemon-config', 'validate-docker', 'restart-docker', 'verify-docker']
const LIMIT = ['edit-sysctl', 'set-kernel-limit']

/** The highest piece of 65536 in the pool below systemd's containers; nobody has lines there on most machines. */
const USUAL = 458752
/** The highest piece above everything that a directory service may use and below 2^31. */
const ABOVE_DIRECTORIES = 2147287040

function planned(
  docker: readonly string[],
  problems: readonly FindingCode[] = [],
  start = USUAL,
): Expected {
  const steps = [...ACCOUNT, ...RANGES, ...docker]
  return { engine: 'rootful', problems, fine: QUIET, plan: { consents: [], steps, start } }
}

function withProblems(...problems: readonly FindingCode[]): Expected {
  return { ...planned(ASKING, [...problems, 'existing-objects-hidden']) }
}

/** Stopped by what is in the way; the other notes stand all the same. */
function refused(problems: readonly FindingCode[], fine: readonly FindingCode[] = QUIET): Expected {
  return { engine: 'rootful', problems, fine, plan: undefined }
}

/** Which engine it is, is all there is to say. */
function another(engine: Expected['engine'], problem: FindingCode): Expected {
  return { engine, problems: [problem], fine: [], plan: undefined }
}

/** Asked for, and not in effect: with the agreement it is taken away first, for good. */
function pending(
  problems: readonly FindingCode[],
  consent: Consent,
  taken: readonly string[],
): Expected {
  const steps = [...ACCOUNT, ...RANGES, ...taken, ...DOCKER]
  return { ...planned(DOCKER, problems), plan: { consents: [consent], steps, start: USUAL } }
}

function agreed(row: Expected, consents: readonly Consent[], fine = row.fine): Expected {
  return { ...row, fine, plan: row.plan && { ...row.plan, consents } }
}

function without(...codes: readonly FindingCode[]): readonly FindingCode[] {
  return QUIET.filter((code) => !codes.includes(code))
}

/** The highest piece of systemd's pool for containers. */
const ABOVE_LOW_POOL = 1878982656

const STOPPED: readonly FindingCode[] = ['running-containers-stop', 'existing-objects-hidden']
/** Ubuntu limits user namespaces of processes without rights, which dockerd is not. */
const UBUNTU_24: readonly FindingCode[] = [...QUIET, 'unprivileged-namespaces-limited']

export const expected: Readonly<Record<string, Expected>> = {
  // Docker on this machine itself, run by systemd.
  'debian-12': planned(DOCKER, STOPPED),
  'debian-12-fresh': planned(DOCKER),
  'many-containers': planned(DOCKER, STOPPED),
  // Whatever things are called, they are what they are.
  'hostile-names': planned(DOCKER, STOPPED),
  // Neither a limit of user namespaces (Linux 4.9) nor `--validate` (Docker 23) yet.
  'ubuntu-16.04-docker-17.06': planned(DOCKER, STOPPED),
  // dockremap has the range already and shares it with nobody: it is kept, and neither file is written.
  'ubuntu-16.04-article-range': {
    ...planned(DOCKER, STOPPED),
    plan: { consents: [], steps: [...ACCOUNT, ...DOCKER], start: 123000 },
  },
  'ubuntu-24.04-ce': {
    ...planned(ASKING, [...STOPPED]),
    fine: UBUNTU_24,
  },
  arch: planned(ASKING),
  opensuse: planned(ASKING),
  // OPTIONS goes on over several lines, which are not followed: dockerd is not asked with flags that may be others.
  'fedora-moby-engine': planned(DOCKER),
  'fedora-silverblue': planned(DOCKER),
  // Remapped, Docker chooses a graph driver by itself (moby daemon_linux.go).
  'docker-29-containerd-store': withProblems('image-store-changes'),
  'docker-29-snapshotter-on': agreed(
    withProblems('containerd-snapshotter-on', 'image-store-changes'),
    ['turn-off-containerd-snapshotter'],
  ),
  'live-restore': planned(
    ['edit-daemon-config', 'validate-docker', 'stop-containers', 'restart-docker', 'verify-docker'],
    ['live-restore-on', ...STOPPED],
  ),
  swarm: planned(ASKING, ['swarm-active', ...STOPPED]),
  // A virtual machine with a kernel of its own; systemd and Docker are the distribution's.
  wsl2: { ...withProblems(), fine: UBUNTU_24 },
  'lxc-container': withProblems('inside-system-container'),
  // sudo is another way to become root.
  'no-pkexec': planned(DOCKER, ['pkexec-missing', ...STOPPED]),
  // The API tells nothing yet, and daemon.json neither.
  'socket-not-readable': refused(['probe-needed'], ['kernel-ok', 'subordinate-files-ok']),

  // Where the configuration lives.
  'flag-and-file-conflict': refused(['flag-and-file-conflict', 'existing-objects-hidden']),
  'broken-daemon-json': refused(['daemon-config-invalid', ...STOPPED], without('daemon-config-ok')),
  'already-remapped': refused(['remapping-already-on', 'existing-objects-hidden']),
  // The flag is what turned it on: nothing is pending.
  'userns-flag': refused(['remapping-already-on', 'existing-objects-hidden']),
  nixos: refused(
    ['daemon-config-elsewhere', 'configuration-generated'],
    without('daemon-config-ok'),
  ),

  // The flag and the key came after Docker's start; its next one would remap, or fail where both are there.
  'userns-flag-pending': pending(
    ['restart-changes-flags', 'userns-remap-flag'],
    'drop-remap-flag',
    ['drop-remap-flag'],
  ),
  'userns-flag-and-file': pending(
    ['restart-changes-flags', 'userns-remap-flag-and-file'],
    'drop-remap-flag',
    ['drop-remap-flag', 'drop-remap-key'],
  ),
  'userns-remap-pending': pending(['userns-remap-pending'], 'replace-pending-remap', [
    'drop-remap-key',
  ]),
  'closed-data-root': refused(['data-root-closed', 'existing-objects-hidden']),

  // Other service managers, none, and more than one daemon.
  'alpine-openrc': planned(ASKING),
  // dockerd's own path is not known, so it is not asked.
  'void-runit': planned(DOCKER),
  'debian-sysvinit-docker-opts': planned(DOCKER),
  'artix-s6': refused(['service-manager-unsupported']),
  'static-binaries': refused(['docker-not-a-service', 'existing-objects-hidden']),
  'two-daemons': refused(['several-daemons', 'existing-objects-hidden']),
  'docker-1.9': refused(['docker-too-old', 'existing-objects-hidden']),

  // The kernel.
  // From 7.6 on no argument is needed, unless the kernel says that the parameter is off; the limit is 0 by default.
  'centos-7.9': agreed(
    {
      ...planned(
        [...LIMIT, 'change-kernel-arguments'],
        ['kernel-argument-missing', 'user-namespaces-limit-zero', 'directory-service'],
      ),
      plan: {
        consents: [],
        steps: [...LIMIT, 'change-kernel-arguments'],
        start: ABOVE_DIRECTORIES,
      },
    },
    ['add-kernel-arguments', 'raise-namespace-limit'],
    without('kernel-ok'),
  ),
  // Before 7.4 there is no limit. nsswitch.conf names SSSD on every CentOS 7, whether it is used or not.
  'centos-7.3': agreed(
    {
      ...planned([], ['kernel-argument-missing', 'kernel-technology-preview', 'directory-service']),
      plan: { consents: [], steps: ['change-kernel-arguments'], start: ABOVE_DIRECTORIES },
    },
    ['add-kernel-arguments'],
    without('kernel-ok'),
  ),
  'rhel-9-stig': agreed(
    {
      ...planned(ASKING, ['user-namespaces-limit-zero', 'namespace-limit-policy']),
      plan: { consents: [], steps: [...LIMIT, ...ACCOUNT, ...RANGES, ...ASKING], start: USUAL },
    },
    ['raise-namespace-limit'],
    without('kernel-ok'),
  ),
  // No file brings the 0 back, so no policy can be named.
  'no-user-namespaces': agreed(
    {
      ...planned(DOCKER, ['user-namespaces-limit-zero', ...STOPPED]),
      plan: { consents: [], steps: [...LIMIT, ...ACCOUNT, ...RANGES, ...DOCKER], start: USUAL },
    },
    ['raise-namespace-limit'],
    without('kernel-ok'),
  ),

  'kernel-without-user-namespaces': refused(['user-namespaces-missing'], without('kernel-ok')),

  // Who hands out IDs.
  'broken-subuid': refused(
    ['subordinate-line-invalid', ...STOPPED],
    without('subordinate-files-ok'),
  ),
  // The good line is kept; only the broken one is replaced.
  'broken-dockremap-range': agreed(
    {
      ...planned(DOCKER, ['remap-user-line-invalid']),
      plan: { consents: [], steps: [...ACCOUNT, 'edit-subuid', ...DOCKER], start: 231072 },
    },
    ['normalise-ranges'],
    without('subordinate-files-ok'),
  ),
  // The first three pieces have owners, and 700000 runs; the usual one has none.
  'rootless-podman-ranges': planned(DOCKER),
  sssd: planned(
    ASKING,
    ['subid-not-files', 'directory-service', 'existing-objects-hidden'],
    ABOVE_DIRECTORIES,
  ),
  // Its ranges are known by smb.conf, so what is between them is free.
  winbind: withProblems('directory-service'),
  // nslcd says nothing about its numbers; the least contested pool is all that is left to suggest.
  ldap: withProblems('directory-service'),
  lxd: { ...withProblems(), fine: UBUNTU_24 },
  incus: withProblems(),

  // Its homes cannot hold IDs of the low pool.
  'systemd-homed': planned(ASKING, ['existing-objects-hidden'], ABOVE_LOW_POOL),
  // Its pieces lie above the low pool.
  'systemd-nspawn': withProblems(),
  // Every hole in the pool of login.defs belongs to a future user, up to 600100000.
  'deterministic-subids': planned(
    ASKING,
    ['deterministic-ranges', 'existing-objects-hidden'],
    ABOVE_LOW_POOL,
  ),
  // User, group and /etc/subgid are there already; one line is put in order.
  'broken-dockremap-line': {
    ...planned(ASKING, ['remap-user-line-invalid', 'existing-objects-hidden']),
    fine: without('subordinate-files-ok'),
    plan: { consents: ['normalise-ranges'], steps: ['edit-subuid', ...ASKING], start: 231072 },
  },
  // What Docker would make of several ranges depends on its version, so dockremap2 is suggested.
  'several-dockremap-lines': withProblems('several-ranges'),
  // dockremap shares its range with alice in both files, so dockremap2 is suggested.
  'docker-28-default-range': withProblems('overlapping-ranges', 'overlapping-ranges'),

  // Kubernetes.
  'kubernetes-node': planned(ASKING, [...STOPPED, 'kubernetes-node', 'kubernetes-cri-dockerd']),
  // Before 1.5 its pods cannot have the host's user namespace (kubernetes#31169).
  'kubernetes-1.4': refused([...STOPPED, 'kubernetes-too-old']),
  // The kubelet in the node's container is not a node of this machine.
  kind: planned(ASKING, [...STOPPED, 'kubernetes-kind']),
  minikube: planned(ASKING, [...STOPPED, 'kubernetes-minikube']),
  k3d: planned(ASKING, [...STOPPED, 'kubernetes-k3d']),

  // Another engine than a rootful one on this machine itself.
  'no-docker': another('none', 'docker-missing'),
  'docker-stopped': another('stopped', 'docker-stopped'),
  'rootless-docker': another('rootless', 'docker-rootless'),
  'docker-desktop': another('desktop', 'docker-desktop'),
  'ubuntu-24.04-snap': another('snap', 'docker-snap'),
  'podman-shim': another('podman', 'docker-podman'),
  // The local engine runs, too; the command does not reach it.
  'remote-context': another('remote', 'docker-remote'),
  colima: another('virtual-machine', 'docker-virtual-machine'),
  lima: another('virtual-machine', 'docker-virtual-machine'),
  'rancher-desktop': another('virtual-machine', 'docker-virtual-machine'),
  dind: another('in-container', 'docker-in-container'),
}

/** Machines whose service passes options of a file to dockerd, and the file and the variable that they are in. */
export const serviceOptions: Readonly<Record<string, string>> = {
  ...onDebian('debian-12', 'debian-12-fresh', 'many-containers', 'no-pkexec', 'no-user-namespaces'),
  ...onDebian('socket-not-readable', 'broken-daemon-json', 'broken-subuid', 'already-remapped'),
  ...onDebian('userns-flag', 'userns-flag-pending', 'userns-flag-and-file', 'userns-remap-pending'),
  ...onDebian('kernel-without-user-namespaces', 'rootless-podman-ranges', 'remote-context'),
  ...onDebian('docker-stopped', 'rootless-docker', 'debian-sysvinit-docker-opts'),
  ...onDebian('broken-dockremap-range', 'hostile-names'),
  opensuse: '/etc/sysconfig/docker DOCKER_OPTS',
  'fedora-moby-engine': '/etc/sysconfig/docker OPTIONS',
  'fedora-silverblue': '/etc/sysconfig/docker OPTIONS',
  'alpine-openrc': '/etc/conf.d/docker DOCKER_OPTS',
  'void-runit': '/etc/sv/docker/conf OPTS',
}

/** Debian's own packages. Docker's do not read the file, even where it is there: see ubuntu-16.04-docker-17.06. */
function onDebian(...names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [name, '/etc/default/docker DOCKER_OPTS']))
}
