import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { cacheDir } from '../lab/base.ts'

export type DockerProgram = { readonly path: string; readonly version: string }

/**
 * dockerd of this machine's Debian or Ubuntu, downloaded and unpacked into `dir` without installing anything, and that
 * of the lab's newest base where there is one. `obstacles`: what cannot be asked here, and why.
 */
export function unpackDockerPrograms(dir: string): {
  readonly programs: readonly DockerProgram[]
  readonly obstacles: readonly string[]
} {
  const script =
    'cd "$1" && mkdir deb && cd deb && apt-get -qq download docker.io && dpkg -x ./*.deb ..'
  const { status, stderr, error } = spawnSync('sh', ['-euc', script, 'sh', dir], {
    encoding: 'utf8',
  })
  const obstacle =
    status === 0 ? [] : [`dockerd of this distribution: ${(stderr ?? '').trim() || String(error)}`]
  const bases = existsSync(cacheDir)
    ? readdirSync(cacheDir).filter((name) => /^(?:trixie|forky)-[0-9a-f]+$/.test(name))
    : []
  const noBase =
    bases.length > 0 ? [] : ['a newer dockerd: no base of the lab for Debian 13 is on this machine']
  const paths = [
    join(dir, 'usr/sbin/dockerd'),
    ...bases.map((name) => join(cacheDir, name, 'usr/sbin/dockerd')),
  ]
  const programs = paths
    .filter((path) => existsSync(path))
    .map((path) => ({
      path,
      version: /version (?<version>[\d.]+)/.exec(versionText(path))?.groups?.['version'] ?? '',
    }))
  return {
    programs: programs.filter(
      ({ version }, index) =>
        version !== '' && programs.findIndex((other) => other.version === version) === index,
    ),
    obstacles: [...obstacle, ...noBase],
  }
}

function versionText(path: string): string {
  return spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout ?? ''
}
