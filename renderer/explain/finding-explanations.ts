import type { FindingCode } from '#domain/findings/catalogue.ts'
import type { TermId } from './terms.ts'

/** The words that a finding rests on, and what somebody types to see for themselves what Subroot saw. */
export type FindingExplanation = {
  readonly terms: readonly [TermId, ...TermId[]]
  /** `{name}` stands for a value of the finding, as in its texts. Nothing here changes anything. */
  readonly commands: readonly [string, ...string[]]
}

const SECURITY = "docker info --format '{{.SecurityOptions}}'"
const DAEMON_COMMAND = 'ps -o user,pid,args -C dockerd'
const CONTEXTS = ['docker context ls', 'echo "$DOCKER_HOST"'] as const
const UNIT = 'systemctl cat docker.service'
const DAEMON_CONFIG = 'cat /etc/docker/daemon.json'
const SUBORDINATE = 'cat /etc/subuid /etc/subgid'
const NAMES = "grep -E '^(passwd|group|subid):' /etc/nsswitch.conf"
const LIMIT = 'sysctl user.max_user_namespaces'
const LIMIT_FILES =
  'grep -rs max_user_namespaces /etc/sysctl.conf /etc/sysctl.d /run/sysctl.d /usr/lib/sysctl.d'
const BOOT_ARGUMENTS = 'cat /proc/cmdline'
const OUTER = 'systemd-detect-virt --container'
const CONTAINERS = "docker ps --all --format '{{.Names}}\\t{{.Image}}\\t{{.Status}}'"
const CONTAINER_MAP = 'docker exec CONTAINER cat /proc/self/uid_map'
const DRIVER = "docker info --format '{{.Driver}} {{.DriverStatus}}'"

/** One for each finding: a finding without one does not compile. */
export const FINDING_EXPLANATIONS: Readonly<Record<FindingCode, FindingExplanation>> = {
  'docker-missing': { terms: ['daemon'], commands: ['command -v docker dockerd', DAEMON_COMMAND] },
  'docker-stopped': {
    terms: ['daemon', 'service'],
    commands: ['systemctl status docker', DAEMON_COMMAND],
  },
  'docker-cannot-start': {
    terms: ['daemonConfig', 'service'],
    commands: ['cat {path}', UNIT, 'journalctl --unit docker --boot --lines 30'],
  },
  'docker-rootless': { terms: ['rootless', 'userNamespace'], commands: [SECURITY, DAEMON_COMMAND] },
  'docker-desktop': {
    terms: ['engine'],
    commands: [...CONTEXTS, "docker info --format '{{.OperatingSystem}}'"],
  },
  'docker-snap': { terms: ['engine'], commands: ['command -v docker', 'snap list docker'] },
  'docker-podman': {
    terms: ['engine'],
    commands: ['docker --version', 'file "$(command -v docker)"'],
  },
  'docker-remote': { terms: ['engine'], commands: CONTEXTS },
  'docker-virtual-machine': { terms: ['engine'], commands: CONTEXTS },
  'docker-in-container': { terms: ['container', 'engine'], commands: [OUTER, 'ls /.dockerenv'] },
  'probe-needed': {
    terms: ['privilege', 'passwordPrompt'],
    commands: ['ls -l /var/run/docker.sock', 'id'],
  },
  'docker-no-answer': {
    terms: ['daemon', 'service'],
    commands: ['systemctl status docker', 'docker version'],
  },
  'service-manager-unsupported': { terms: ['service'], commands: ['cat /proc/1/comm'] },
  'docker-not-a-service': {
    terms: ['service', 'daemon'],
    commands: ['systemctl show --property MainPID docker.service', DAEMON_COMMAND],
  },
  'service-options-unclear': { terms: ['service'], commands: ['cat {path}', DAEMON_COMMAND] },
  'several-daemons': { terms: ['daemon'], commands: [DAEMON_COMMAND] },
  'docker-too-old': {
    terms: ['usernsRemap'],
    commands: ["docker version --format '{{.Server.Version}}'"],
  },
  'api-client-missing': { terms: ['daemon'], commands: ['command -v docker curl'] },
  'pkexec-missing': { terms: ['passwordPrompt'], commands: ['command -v pkexec'] },
  'remapping-already-on': {
    terms: ['usernsRemap', 'userNamespace'],
    commands: [SECURITY, CONTAINER_MAP],
  },
  'live-restore-on': {
    terms: ['liveRestore'],
    commands: ["docker info --format '{{.LiveRestoreEnabled}}'"],
  },
  'data-root-closed': { terms: ['dataRoot', 'privilege'], commands: ['namei --long {dataRoot}'] },
  'swarm-active': {
    terms: ['swarm'],
    commands: ["docker info --format '{{.Swarm.LocalNodeState}}'"],
  },
  'docker-ok': {
    terms: ['daemon', 'service'],
    commands: ['docker version', 'systemctl status docker'],
  },
  'daemon-config-elsewhere': { terms: ['daemonConfig'], commands: [DAEMON_COMMAND, UNIT] },
  'unit-reload-pending': {
    terms: ['service'],
    commands: ['systemctl show --property NeedDaemonReload docker.service', UNIT],
  },
  'restart-changes-flags': { terms: ['service'], commands: [DAEMON_COMMAND, UNIT] },
  'flag-and-file-conflict': { terms: ['daemonConfig', 'service'], commands: [UNIT, DAEMON_CONFIG] },
  'userns-remap-flag-and-file': {
    terms: ['usernsRemap', 'daemonConfig'],
    commands: [UNIT, DAEMON_CONFIG],
  },
  'userns-remap-flag': { terms: ['usernsRemap', 'service'], commands: [DAEMON_COMMAND, UNIT] },
  'userns-remap-flag-unclear': {
    terms: ['usernsRemap', 'service'],
    commands: [DAEMON_COMMAND, UNIT],
  },
  'userns-remap-pending': {
    terms: ['usernsRemap', 'daemonConfig'],
    commands: [DAEMON_CONFIG, SECURITY],
  },
  'remapping-ends': { terms: ['usernsRemap'], commands: [SECURITY, DAEMON_CONFIG, UNIT] },
  'remapping-shares-range': { terms: ['subordinateIds', 'usernsRemap'], commands: [SUBORDINATE] },
  'remapping-to-root': {
    terms: ['usernsRemap', 'root', 'idMapping'],
    commands: [SUBORDINATE, CONTAINER_MAP],
  },
  'userns-remap-root': { terms: ['remapUser', 'root'], commands: [DAEMON_CONFIG] },
  'daemon-config-invalid': {
    terms: ['daemonConfig'],
    commands: ['python3 -m json.tool /etc/docker/daemon.json'],
  },
  'containerd-snapshotter-on': { terms: ['imageStore'], commands: [DAEMON_CONFIG, DRIVER] },
  'containerd-snapshotter-flag': {
    terms: ['imageStore', 'service'],
    commands: [DAEMON_COMMAND, DRIVER],
  },
  'storage-driver-unusable': { terms: ['imageStore'], commands: [DRIVER, DAEMON_CONFIG] },
  'image-store-changes': {
    terms: ['imageStore', 'dataRoot'],
    commands: [DRIVER, 'docker image ls'],
  },
  'configuration-generated': {
    terms: ['daemonConfig'],
    commands: ['ls -l /etc/docker/daemon.json', UNIT],
  },
  'daemon-config-ok': { terms: ['daemonConfig'], commands: [DAEMON_CONFIG, UNIT] },
  'user-namespaces-missing': {
    terms: ['userNamespace'],
    commands: ['ls /proc/self/ns/user', 'grep USER_NS "/boot/config-$(uname -r)"'],
  },
  'kernel-argument-missing': { terms: ['bootArgument'], commands: [BOOT_ARGUMENTS, 'uname -r'] },
  'kernel-argument-by-hand': { terms: ['bootArgument'], commands: [BOOT_ARGUMENTS, 'uname -r'] },
  'kernel-argument-outside': { terms: ['bootArgument'], commands: [BOOT_ARGUMENTS, OUTER] },
  'reboot-pending': { terms: ['bootArgument'], commands: [BOOT_ARGUMENTS, 'uptime --since'] },
  'kernel-technology-preview': {
    terms: ['userNamespace'],
    commands: ['uname -r', 'cat /etc/os-release'],
  },
  'user-namespaces-limit-zero': { terms: ['namespaceLimit'], commands: [LIMIT, LIMIT_FILES] },
  'user-namespaces-limit-zero-at-boot': {
    terms: ['namespaceLimit'],
    commands: [LIMIT, LIMIT_FILES],
  },
  'user-namespaces-limit-set-last': {
    terms: ['namespaceLimit'],
    commands: ['cat {path}', LIMIT_FILES],
  },
  'user-namespaces-limit-outside': { terms: ['namespaceLimit'], commands: [LIMIT, OUTER] },
  'namespace-limit-policy': { terms: ['namespaceLimit'], commands: [LIMIT_FILES] },
  'file-unusable': { terms: ['privilege'], commands: ['ls -l {path}', 'file {path}'] },
  'inside-system-container': { terms: ['container', 'userNamespace'], commands: [OUTER] },
  'unprivileged-namespaces-limited': {
    terms: ['userNamespace', 'privilege'],
    commands: [
      'sysctl --ignore kernel.unprivileged_userns_clone kernel.apparmor_restrict_unprivileged_userns',
    ],
  },
  'kernel-ok': { terms: ['userNamespace'], commands: ['ls /proc/self/ns/user', LIMIT, 'uname -r'] },
  'subordinate-line-invalid': {
    terms: ['subordinateIds'],
    commands: ['cat --number --show-all {path}'],
  },
  'remap-user-line-invalid': {
    terms: ['subordinateIds', 'remapUser'],
    commands: ['grep --line-number dockremap {path}'],
  },
  'several-ranges': { terms: ['subordinateIds', 'idMapping'], commands: ['sort {path}'] },
  'overlapping-ranges': { terms: ['subordinateIds'], commands: ['sort -t: -k2n {path}'] },
  'subid-not-files': {
    terms: ['nameService', 'subordinateIds'],
    commands: [NAMES, 'getsubids "$USER"'],
  },
  'directory-service': { terms: ['nameService', 'ids'], commands: [NAMES, 'getent passwd'] },
  'deterministic-ranges': {
    terms: ['subordinateIds'],
    commands: ["grep -E '^SUB_[UG]ID_' /etc/login.defs"],
  },
  'subordinate-files-ok': { terms: ['subordinateIds'], commands: [SUBORDINATE] },
  'running-containers-stop': { terms: ['container', 'daemon'], commands: [CONTAINERS] },
  'existing-objects-hidden': {
    terms: ['image', 'dataRoot'],
    commands: ['docker image ls', 'docker volume ls', CONTAINERS],
  },
  'session-keys-run-out': {
    terms: ['container', 'ids', 'usernsRemap'],
    commands: ['sysctl kernel.keys', 'docker ps --quiet | wc --lines', 'cat /proc/key-users'],
  },
  'kubernetes-too-old': { terms: ['kubernetes'], commands: ['kubelet --version'] },
  'kubernetes-node': { terms: ['kubernetes', 'optOut'], commands: ['ps -o pid,args -C kubelet'] },
  'kubernetes-own-runtime': { terms: ['kubernetes'], commands: ['ps -o pid,args -C kubelet'] },
  'kubernetes-cri-dockerd': {
    terms: ['kubernetes', 'optOut'],
    commands: ['ps -o pid,args -C cri-dockerd'],
  },
  'kubernetes-kind': {
    terms: ['kubernetes', 'optOut'],
    commands: ['kind get clusters', CONTAINERS],
  },
  'kubernetes-minikube': { terms: ['kubernetes', 'optOut'], commands: ['minikube profile list'] },
  'kubernetes-k3d': { terms: ['kubernetes', 'optOut'], commands: ['k3d cluster list'] },
}
