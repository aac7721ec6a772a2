import { spawnSync } from 'node:child_process'
import { accessSync, constants, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/**
 * Installs what a clean Debian or Ubuntu machine with only Node and npm lacks, and says what and why. Each function
 * serves one need, is quick when everything is there, and returns what stands in the way, or undefined.
 * Where it may not install (not root, or another distribution) it says what is missing and what to run.
 */
type Need = {
  readonly package: string
  /** A command that shows the need is met where there is no dpkg; files such as fonts have none. */
  readonly command?: string
  readonly why: string
}

const shells: readonly Need[] = [
  {
    package: 'dash',
    command: 'dash',
    why: 'one of the shells that the root script must run under',
  },
  {
    package: 'busybox-static',
    command: 'busybox',
    why: 'its shell, and the smallest container image',
  },
  { package: 'shellcheck', command: 'shellcheck', why: 'checks the root script' },
]

const readers: readonly Need[] = [
  { package: 'acl', command: 'setfacl', why: 'makes real access control lists, which Check reads' },
  {
    package: 'attr',
    command: 'setfattr',
    why: 'makes real extended attributes, which a change must keep',
  },
  {
    package: 'uidmap',
    command: 'getsubids',
    why: 'getsubids and newuidmap, which read /etc/subuid as we must',
  },
]

const browser: readonly Need[] = [
  {
    package: 'chromium',
    command: 'chromium',
    why: 'shows the wizard where no Electron can be had',
  },
  { package: 'xvfb', command: 'Xvfb', why: 'a screen for a machine without one' },
  { package: 'fonts-dejavu-core', why: 'Latin text in the screenshots' },
  { package: 'fonts-noto-cjk', why: 'Chinese text in the screenshots' },
]

const pictureFonts: readonly Need[] = [
  ...browser,
  { package: 'fonts-inter', why: 'the first of the fonts that the wizard asks for' },
]

const labTools: readonly Need[] = [
  { package: 'debootstrap', command: 'debootstrap', why: 'makes the Debian systems of the lab' },
  { package: 'debian-archive-keyring', why: 'lets debootstrap check what it gets' },
  { package: 'systemd-container', command: 'systemd-nspawn', why: 'boots them' },
  { package: 'util-linux', command: 'unshare', why: 'keeps their mounts and processes apart' },
]

export function ensureShells(): string | undefined {
  return ensure('the shell tests', shells)
}

/** For the tests that ask the programs which read the edited files in earnest. */
export function ensureReaders(): string | undefined {
  return ensure('asking the real readers of what we read, too', readers)
}

export function ensureBrowser(): string | undefined {
  return ensure("the wizard's window", browser)
}

export function ensurePictureFonts(): string | undefined {
  return ensure("the README's pictures", pictureFonts)
}

/** Also finds out whether this machine lets us make namespaces and cgroups at all. */
export function ensureLabTools(): string | undefined {
  if (process.getuid?.() !== 0) {
    return say(
      'The lab boots Debian machines with systemd-nspawn, which only root may do. Run the command as root (sudo).',
    )
  }
  return ensure('the lab', labTools) ?? findKernelObstacle()
}

function ensure(purpose: string, needs: readonly Need[]): string | undefined {
  const missing = needs.filter((need) => !isMet(need))
  if (missing.length === 0) return undefined
  const names = missing.map((need) => need.package)
  if (!isDebian()) {
    return say(
      `For ${purpose} this machine lacks ${names.join(', ')}. Install them with its package manager.`,
    )
  }
  const install = `apt-get install --no-install-recommends ${names.join(' ')}`
  if (process.getuid?.() !== 0) {
    return say(`For ${purpose} this machine lacks ${names.join(', ')}. Run: sudo ${install}`)
  }
  console.log(`Installing what ${purpose} needs and this machine lacks:`)
  for (const need of missing) console.log(`  ${need.package}: ${need.why}`)
  const failure = runAptUntilItWorks(
    ['update'],
    ['install', '-y', '--no-install-recommends', ...names],
  )
  return failure === undefined ? undefined : say(`${install} failed:\n${failure}`)
}

function say(obstacle: string): string {
  console.error(obstacle)
  return obstacle
}

function isMet(need: Need): boolean {
  if (need.command !== undefined && findCommand(need.command)) return true
  if (!isDebian()) return need.command === undefined
  const { stdout } = spawnSync('dpkg-query', ['-W', '-f', '${db:Status-Status}', need.package], {
    encoding: 'utf8',
  })
  return stdout === 'installed'
}

/** sbin directories count too: a user's PATH may lack them. */
function findCommand(name: string): boolean {
  const dirs = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin']
  return dirs.some((dir) => {
    try {
      accessSync(join(dir, name), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

function isDebian(): boolean {
  try {
    return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readFileSync('/etc/os-release', 'utf8'))
  } catch {
    return false
  }
}

const APT_TRIES = 3
const PAUSE_BETWEEN_TRIES_MS = 10_000

/** A mirror may be out of reach for a moment, and another program may hold apt's locks. */
function runAptUntilItWorks(...commands: readonly (readonly string[])[]): string | undefined {
  let failure: string | undefined
  for (let tries = 0; tries < APT_TRIES; tries += 1) {
    if (tries > 0) {
      console.log(`${failure}\nOnce more in ${PAUSE_BETWEEN_TRIES_MS / 1000} seconds.`)
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_BETWEEN_TRIES_MS)
    }
    failure = undefined
    for (const args of commands) failure ??= runApt(args)
    if (failure === undefined) return undefined
  }
  return failure
}

/** Runs apt-get; returns what it said when it failed. */
function runApt(args: readonly string[]): string | undefined {
  const patience = ['-o', 'Acquire::Retries=3', '-o', 'DPkg::Lock::Timeout=300']
  const result = spawnSync('apt-get', ['-qq', ...patience, ...args], {
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  return result.status === 0 ? undefined : result.stderr || String(result.error)
}

/** Tries, in namespaces of its own that leave nothing behind, what a machine is made of. */
function findKernelObstacle(): string | undefined {
  const namespaces = ['--mount', '--pid', '--fork', '--kill-child', '--mount-proc']
  const trial = `
    grep -q ' cgroup2 ' /proc/mounts || { echo 'no cgroup2 hierarchy is mounted' >&2; exit 1; }
    mount -t tmpfs lab /mnt && cd /mnt && mkdir lower upper work root
    mount -t overlay -o lowerdir=lower,upperdir=upper,workdir=work lab root`
  const { status, stderr, error } = spawnSync('unshare', [...namespaces, 'sh', '-euc', trial], {
    encoding: 'utf8',
  })
  if (status === 0) return undefined
  return say(
    `The lab needs a kernel that lets root make mount and PID namespaces, overlays and cgroups. This one does not: ${stderr.trim() || String(error)}`,
  )
}
