import type { Source } from '#domain/findings/declaration.ts'
import type { ReasonCode } from './verdict.ts'

const USER_NAMESPACES = 'https://man7.org/linux/man-pages/man7/user_namespaces.7.html'
const REMAP_DOCS = 'https://docs.docker.com/engine/security/userns-remap/'
const MOBY_SETTINGS = 'https://github.com/moby/moby/blob/master/daemon/daemon_unix.go'
const MOBY_SPEC = 'https://github.com/moby/moby/blob/master/daemon/oci_linux.go'
const RUNC_ROOTFS = 'https://github.com/opencontainers/runc/blob/main/libcontainer/rootfs_linux.go'
const BIND_MOUNTS = 'https://github.com/moby/moby/issues/48130'

/**
 * How each reason is known; the page is where to read more. `measured` means seen in a lab machine with Docker 20.10.24
 * and runc 1.1.5; what e2e/lab/container-cases.ts has, with each release's Docker, from 20.10.5 to 28.5.2.
 */
export const reasonSources: Readonly<Record<ReasonCode, Source>> = {
  privileged: { url: MOBY_SETTINGS, certainty: 'measured' },
  'host-network': { url: MOBY_SETTINGS, certainty: 'measured' },
  'host-pid': { url: MOBY_SETTINGS, certainty: 'measured' },
  'host-ipc': { url: USER_NAMESPACES, certainty: 'measured' },
  'writable-cgroups': { url: MOBY_SPEC, certainty: 'source' },
  'read-only': { url: MOBY_SETTINGS, certainty: 'source' },
  'user-above-range': { url: USER_NAMESPACES, certainty: 'measured' },
  'group-above-range': { url: USER_NAMESPACES, certainty: 'measured' },
  'device-renamed': { url: RUNC_ROOTFS, certainty: 'measured' },
  'joins-exempt': { url: MOBY_SPEC, certainty: 'measured' },
  'joins-refused': { url: MOBY_SPEC, certainty: 'derived' },
  'closed-parents': {
    url: 'https://github.com/opencontainers/runc/pull/2576',
    certainty: 'measured',
  },
  'docker-socket': { url: 'https://github.com/docker/compose/issues/6185', certainty: 'measured' },
  socket: { url: USER_NAMESPACES, certainty: 'derived' },
  'device-closed': { url: RUNC_ROOTFS, certainty: 'measured' },
  'mount-unreadable': { url: BIND_MOUNTS, certainty: 'measured' },
  'mount-unwritable': { url: BIND_MOUNTS, certainty: 'measured' },
  'inside-unreadable': { url: BIND_MOUNTS, certainty: 'measured' },
  'inside-unwritable': { url: BIND_MOUNTS, certainty: 'measured' },
  'docker-socket-inside': {
    url: 'https://github.com/docker/compose/issues/6185',
    certainty: 'measured',
  },
  'data-root': { url: REMAP_DOCS, certainty: 'derived' },
  'inside-not-seen': { url: BIND_MOUNTS, certainty: 'measured' },
  'not-seen': { url: BIND_MOUNTS, certainty: 'unverified' },
  'network-file-system': {
    url: 'https://github.com/nestybox/sysbox/issues/948',
    certainty: 'issue',
  },
  'volume-plugin': { url: 'https://github.com/NetApp/netappdvp/issues/110', certainty: 'issue' },
  gpu: { url: 'https://github.com/NVIDIA/gpu-operator/issues/466', certainty: 'unverified' },
  'other-runtime': { url: REMAP_DOCS, certainty: 'unverified' },
  'powerless-capabilities': { url: USER_NAMESPACES, certainty: 'documentation' },
  'swarm-service': { url: 'https://github.com/moby/moby/issues/37560', certainty: 'source' },
  minikube: { url: 'https://github.com/kubernetes/minikube/issues/9607', certainty: 'issue' },
  k3d: { url: 'https://github.com/k3d-io/k3d/issues/547', certainty: 'issue' },
  kubernetes: { url: 'https://github.com/kubernetes/kubernetes/issues/33508', certainty: 'issue' },
  exempt: { url: 'https://github.com/moby/moby/issues/28986', certainty: 'measured' },
  'kind-exempts': {
    url: 'https://github.com/kubernetes-sigs/kind/issues/3043',
    certainty: 'source',
  },
  'buildx-exempts': { url: 'https://github.com/docker/buildx/issues/461', certainty: 'source' },
}
