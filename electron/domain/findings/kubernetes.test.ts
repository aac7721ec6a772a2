import { describe, expect, it } from 'vitest'
import type { Container } from '#domain/docker-api.ts'
import type { HostSnapshot } from '#domain/host-snapshot.ts'
import type { KubernetesProcess } from '#domain/kernel/kernel-snapshot.ts'
import { container } from '#domain/testing/bookworm.ts'
import { bookwormWithKernel } from '#domain/testing/kernels.ts'
import { codesOf, problemsOf as allProblemsOf } from '#domain/testing/problems.ts'

function machine(
  processes: readonly KubernetesProcess[],
  containers: readonly Partial<Container>[] = [],
): HostSnapshot {
  const snapshot = bookwormWithKernel({ kubernetesProcesses: processes })
  return {
    ...snapshot,
    docker: { ...snapshot.docker, containers: containers.map((changes) => container(changes)) },
  }
}

const process = (name: string, ...options: readonly string[]): KubernetesProcess => ({
  name,
  argv: [`/usr/bin/${name}`, ...options],
})

const problemsOf = (snapshot: HostSnapshot) =>
  allProblemsOf(snapshot).filter(({ code }) => code.startsWith('kubernetes-'))

const kubernetesCodes = (snapshot: HostSnapshot) =>
  codesOf(snapshot).filter((code) => code.startsWith('kubernetes-'))

const proxy = (image: string) => ({ name: 'k8s_kube-proxy_kube-proxy-x_kube-system', image })

describe('a node', () => {
  it.each<[string, HostSnapshot, readonly string[]]>([
    ['none', machine([]), []],
    [
      'a kubelet that does not say where its pods are',
      machine([process('kubelet')]),
      ['kubernetes-node'],
    ],
    [
      'a kubelet with containerd',
      machine([
        process('kubelet', '--container-runtime-endpoint=unix:///run/containerd/containerd.sock'),
      ]),
      ['kubernetes-own-runtime'],
    ],
    [
      'a kubelet with cri-dockerd',
      machine([
        process('kubelet', '--container-runtime-endpoint', 'unix:///run/cri-dockerd.sock'),
        process('cri-dockerd'),
      ]),
      ['kubernetes-node', 'kubernetes-cri-dockerd'],
    ],
    [
      'a kubelet with dockershim',
      machine([process('kubelet', '--container-runtime=docker')]),
      ['kubernetes-node'],
    ],
    ['k3s', machine([process('k3s-server', 'server')]), ['kubernetes-own-runtime']],
    ['k3s in Docker', machine([process('k3s-server', 'server', '--docker')]), ['kubernetes-node']],
    ['MicroK8s', machine([process('kubelite')]), ['kubernetes-own-runtime']],
    [
      'pods alone, whose kubelet is not seen',
      machine([], [proxy('registry.k8s.io/kube-proxy:v1.22.3')]),
      ['kubernetes-node'],
    ],
  ])('is %s', (_, snapshot, expected) => {
    expect(kubernetesCodes(snapshot)).toEqual(expected)
  })

  it.each([
    ['gcr.io/google_containers/hyperkube-amd64:v1.4.6', '1.4'],
    ['gcr.io/google_containers/kube-proxy-amd64:v1.3.0', '1.3'],
  ])('before 1.5 is in the way: %s', (image, version) => {
    const snapshot = machine([process('kubelet')], [proxy(image)])
    expect(problemsOf(snapshot)).toEqual([
      {
        code: 'kubernetes-too-old',
        severity: 'blocker',
        evidence: ['kubelet', 'k8s_kube-proxy_kube-proxy-x_kube-system'],
        values: { version },
      },
    ])
  })

  it.each([
    'gcr.io/google_containers/kube-proxy-amd64:v1.5.0',
    'registry.k8s.io/kube-proxy:v1.14.1',
    'example.org/my-kube-tool:v1.4.0',
  ])('is not too old with %s', (image) => {
    expect(kubernetesCodes(machine([process('kubelet')], [proxy(image)]))).toEqual([
      'kubernetes-node',
    ])
  })

  it('keeps secrets on command lines to itself', () => {
    const snapshot = machine([process('k3s-agent', 'agent', '--token', 'S3cret', '--docker')])
    expect(problemsOf(snapshot)[0]?.evidence).toEqual(['k3s-agent --docker'])
  })

  it('is not what directories of an earlier one remind of', () => {
    expect(kubernetesCodes(bookwormWithKernel({ kubernetesPaths: ['/etc/kubernetes'] }))).toEqual(
      [],
    )
  })
})

describe('a cluster in containers', () => {
  it.each<[string, Partial<Container>, string]>([
    [
      'kind',
      { name: 'kind-control-plane', image: 'kindest/node:v1.31.0@sha256:1' },
      'kubernetes-kind',
    ],
    [
      'minikube',
      { name: 'minikube', image: 'gcr.io/k8s-minikube/kicbase:v0.0.45' },
      'kubernetes-minikube',
    ],
    ['k3d', { name: 'k3d-dev-server-0', image: 'rancher/k3s:v1.30.4-k3s1' }, 'kubernetes-k3d'],
    [
      'k3d’s load balancer',
      { name: 'k3d-dev-serverlb', image: 'ghcr.io/k3d-io/k3d-proxy:5.7.4' },
      'kubernetes-k3d',
    ],
  ])('is known: %s', (_, changes, code) => {
    expect(problemsOf(machine([], [changes]))).toEqual([
      { code, severity: 'warning', evidence: [changes.name], values: { containers: changes.name } },
    ])
  })

  it.each<[string, Partial<Container>]>([
    ['a name alone', { name: 'minikube', image: 'nginx' }],
    ['another image of kindest', { name: 'kind', image: 'kindest/kindnetd:v1' }],
    ['k3s without k3d', { name: 'server', image: 'rancher/k3s:v1.30.4-k3s1' }],
    ['an image that ends like it', { name: 'x', image: 'mykindest/node:1' }],
  ])('is not %s', (_, changes) => {
    expect(kubernetesCodes(machine([], [changes]))).toEqual([])
  })
})
