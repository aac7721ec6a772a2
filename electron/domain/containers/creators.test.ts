import { describe, expect, it } from 'vitest'
import type { Container } from '#domain/docker-api.ts'
import { parseHostFacts } from '#domain/parse-host-facts.ts'
import { bookwormWithDocker, container } from '#domain/testing/bookworm.ts'
import { projectVerdicts } from './project-verdicts.ts'
import { verdictsOf } from './verdicts-of.ts'

const range = { start: 231072, count: 65536 }

const compose = (
  project: string,
  service: string,
  more: Readonly<Record<string, string>> = {},
) => ({
  'com.docker.compose.project': project,
  'com.docker.compose.service': service,
  ...more,
})

function judge(...containers: readonly Partial<Container>[]) {
  const facts = parseHostFacts(
    bookwormWithDocker({
      containers: containers.map((changes, index) =>
        container({ id: index.toString(16).padStart(64, '0'), ...changes }),
      ),
    }),
  )
  return { facts, verdicts: verdictsOf(facts, range) }
}

const linesOf = (changes: Partial<Container>) =>
  judge({ networkMode: 'host', ...changes }).verdicts[0]?.reasons.flatMap(({ remedies }) =>
    remedies.map(({ code, lines, values }) => [code, lines.join('\n'), values['files']]),
  )

describe('where the line is written that exempts a container', () => {
  it.each<[string, Partial<Container>, readonly unknown[]]>([
    ['docker run', {}, [['exempt-run', '--userns=host', undefined]]],
    [
      'Compose, with its file',
      {
        labels: compose('shop', 'web', {
          'com.docker.compose.project.config_files': 'compose.yaml,/etc/shop.yaml',
          'com.docker.compose.project.working_dir': '/home/alice/shop',
        }),
      },
      [
        [
          'exempt-compose',
          'services:\n  web:\n    userns_mode: "host"',
          '/home/alice/shop/compose.yaml, /etc/shop.yaml',
        ],
      ],
    ],
    [
      'Compose, with a service whose name YAML would take for something else',
      { labels: compose('shop', 'on') },
      [['exempt-compose', 'services:\n  "on":\n    userns_mode: "host"', '?']],
    ],
    [
      'a dev container',
      { labels: { 'devcontainer.local_folder': '/home/alice/app' } },
      [['exempt-dev-container', '"runArgs": ["--userns=host"]', undefined]],
    ],
    [
      'Testcontainers, which takes no such option',
      { labels: { 'org.testcontainers': 'true' } },
      [['without-ryuk', 'TESTCONTAINERS_RYUK_DISABLED=true', undefined]],
    ],
    ['k3d, which has no way', { labels: { 'k3d.cluster': 'dev' } }, []],
  ])('%s', (_, changes, expected) => {
    expect(linesOf(changes)).toEqual(expected)
  })
})

describe('a Compose project', () => {
  it('has the worst verdict of its containers, and all of its files', () => {
    const { facts, verdicts } = judge(
      { name: 'shop-web-1', labels: compose('shop', 'web') },
      { name: 'shop-vpn-1', labels: compose('shop', 'vpn'), networkMode: 'host' },
      {
        name: 'blog-web-1',
        labels: compose('blog', 'web', {
          'com.docker.compose.project.config_files': '/srv/blog/compose.yaml',
        }),
      },
      { name: 'alone', privileged: true },
    )
    const told = projectVerdicts(facts, verdicts).map(({ project, verdict, files, containers }) => [
      project,
      verdict,
      files,
      containers.map(({ name }) => name),
    ])
    expect(told).toEqual([
      ['shop', 'refused', [], ['shop-vpn-1', 'shop-web-1']],
      ['blog', 'works', ['/srv/blog/compose.yaml'], ['blog-web-1']],
    ])
  })

  it('keeps a name as it is, whatever stands in it', () => {
    const { facts, verdicts } = judge({ labels: compose('__proto__', 'web') })
    expect(projectVerdicts(facts, verdicts).map(({ project }) => project)).toEqual(['__proto__'])
  })
})
