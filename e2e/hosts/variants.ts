/** A machine of this directory, changed in a few places. */
export type Variant = {
  readonly host: string
  /** Files by absolute path; undefined takes one away. */
  readonly texts?: Readonly<Record<string, string | undefined>>
  /** Merged into the description, as `base` does it. */
  readonly json?: Readonly<Record<string, unknown>>
}

/** A machine that has a finding, and one that only looks as if it had. */
export type NearMiss = { readonly shows: Variant; readonly misses: Variant }

/** Debian 12 right after the installation. */
export const FRESH = 'debian-12-fresh'

export const DOCKERD = { pid: 912, argv: ['/usr/sbin/dockerd', '-H', 'fd://'] }

/** One machine, changed in two ways. */
export function pair(
  host: string,
  shows: Omit<Variant, 'host'>,
  misses: Omit<Variant, 'host'>,
): NearMiss {
  return { shows: { host, ...shows }, misses: { host, ...misses } }
}

/** Debian 12 right after the installation, with one file or another. */
export function file(path: string, shows: string, misses: string): NearMiss {
  return pair(FRESH, { texts: { [path]: shows } }, { texts: { [path]: misses } })
}

export function json(shows: Variant['json'] & object, misses: Variant['json'] & object): NearMiss {
  return pair(FRESH, { json: shows }, { json: misses })
}

/** The machine as it is has the finding; changed in one place, it does not. */
export function unlike(host: string, misses: Omit<Variant, 'host'>): NearMiss {
  return pair(host, {}, misses)
}

export function container(changes: Readonly<Record<string, unknown>>): Variant['json'] & object {
  return { containers: [{ name: 'one', ...changes }] }
}

/** One for each user namespace mode. */
export function runningContainers(...modes: readonly string[]): Variant['json'] & object {
  return {
    containers: modes.map((usernsMode, index) => ({
      name: `service-${index}`,
      running: true,
      pid: 2011 + index,
      usernsMode,
    })),
  }
}

export function dockerd(...flags: readonly string[]): Variant['json'] & object {
  return { processes: [{ ...DOCKERD, argv: [...DOCKERD.argv, ...flags] }] }
}

/** Docker is not asked for pods here: the kubelet's own command line has to tell. */
export function kubeletWith(endpoint: string): Omit<Variant, 'host'> {
  const kubelet = ['/usr/bin/kubelet', `--container-runtime-endpoint=${endpoint}`]
  return {
    json: {
      processes: [
        { pid: 1020, argv: ['/usr/bin/dockerd', '-H', 'fd://'] },
        { pid: 1433, argv: kubelet },
      ],
      containers: [],
    },
  }
}

export function dataRootWith(modes: Readonly<Record<string, string>>): Omit<Variant, 'host'> {
  return {
    json: { modes, docker: { info: { dataRoot: '/srv/docker' } } },
    texts: { '/srv/docker/engine-id': '' },
  }
}
