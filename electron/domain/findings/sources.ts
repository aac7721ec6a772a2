import type { Source } from './declaration.ts'

/** Pages that several rules come from. */
const REMAP_DOCS = 'https://docs.docker.com/engine/security/userns-remap/'
const ROOTLESS_DOCS = 'https://docs.docker.com/engine/security/rootless/'
const MOBY_DAEMON = 'https://github.com/moby/moby/blob/master/daemon/daemon_unix.go'

export const remapDocs: Source = { url: REMAP_DOCS, certainty: 'documentation' }
export const rootlessDocs: Source = { url: ROOTLESS_DOCS, certainty: 'documentation' }
export const mobyDaemon: Source = { url: MOBY_DAEMON, certainty: 'source' }

export function documented(url: string): Source {
  return { url, certainty: 'documentation' }
}

export function readInSource(url: string): Source {
  return { url, certainty: 'source' }
}

export function measured(url: string): Source {
  return { url, certainty: 'measured' }
}

export function derived(url: string): Source {
  return { url, certainty: 'derived' }
}

export function reported(url: string): Source {
  return { url, certainty: 'issue' }
}
