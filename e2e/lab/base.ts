import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Debian releases that a machine can be of. */
export const releases = ['bullseye', 'bookworm', 'trixie', 'forky'] as const
export type Release = (typeof releases)[number]

export function isRelease(name: string | undefined): name is Release {
  return releases.some((release) => release === name)
}

/** The password of the lab's users, who exist on machines without a network that are thrown away. */
export const labPassword = 'lab-only-Pa55'

const recipePath = join(import.meta.dirname, 'base.sh')

/** Where bases are kept between runs; about 1.6 GB each. */
export const cacheDir = process.env['SUBROOT_LAB_CACHE'] ?? '/var/cache/subroot-lab'

/**
 * Builds the system that machines of a release are copies of, unless a run with the same recipe already did, and
 * returns its directory. Takes a minute or two once. Two runs at once build it once.
 */
export async function ensureBase(release: Release): Promise<string> {
  const recipe = readFileSync(recipePath)
  const key = createHash('sha256').update(recipe).update(labPassword).digest('hex').slice(0, 12)
  const baseDir = join(cacheDir, `${release}-${key}`)
  mkdirSync(join(cacheDir, 'scratch'), { recursive: true })
  if (existsSync(baseDir)) return baseDir

  // The lock and every process under it end with this one.
  const locked = ['flock', '--no-fork', join(cacheDir, `${release}.lock`)]
  const isolated = ['unshare', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc']
  const build = ['sh', recipePath, release, findMirror(), baseDir]
  const builder = spawn('setpriv', ['--pdeathsig', 'KILL', ...locked, ...isolated, ...build], {
    stdio: 'inherit',
    env: { ...process.env, LAB_PASSWORD: labPassword },
  })
  const [code] = await once(builder, 'exit')
  if (code !== 0) {
    const log = join(cacheDir, `building-${release}.log`)
    const lines = existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n') : []
    throw new Error(
      `The ${release} base could not be built. ${log} ends with:\n${lines.slice(-15).join('\n')}`,
    )
  }
  return baseDir
}

/** The mirror that this machine itself gets Debian from, or SUBROOT_LAB_MIRROR where it is not a Debian machine. */
function findMirror(): string {
  const configured = process.env['SUBROOT_LAB_MIRROR']
  if (configured !== undefined) return configured
  const mirror = askAptForMirror() ?? (updateLists(), askAptForMirror())
  if (mirror === undefined) {
    throw new Error(
      'apt on this machine knows no mirror of Debian. Set SUBROOT_LAB_MIRROR to the address of one.',
    )
  }
  return mirror
}

/** undefined also where apt has no lists yet. */
function askAptForMirror(): string | undefined {
  const format = '$(ORIGIN)\t$(LABEL)\t$(SITE)'
  const { stdout } = spawnSync('apt-get', ['indextargets', '--format', format], {
    encoding: 'utf8',
  })
  const rows = (stdout ?? '').split('\n').map((line) => line.split('\t'))
  return rows.find(([origin, label]) => origin === 'Debian' && label === 'Debian')?.[2]
}

function updateLists() {
  spawnSync('apt-get', ['-qq', 'update'], { stdio: 'inherit' })
}
