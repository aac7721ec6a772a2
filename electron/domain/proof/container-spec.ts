import type { ProofRole } from './live-proof.ts'
import { PROOF_SCRIPT, ROOT_ONLY_PATH, WRITABLE_DIR } from './proof-script.ts'

/** Marks everything that a proof makes in Docker; the value is the UID of who made it. */
export const PROOF_LABEL = 'io.github.subroot.proof'

/**
 * Where the programs are that a test container runs: the machine's own, which everybody may read, so that nothing is
 * downloaded or copied. What a machine does not have is left out; the last two are NixOS's and Guix's.
 */
export const PROGRAM_DIRS = ['/usr', '/bin', '/lib', '/lib64', '/nix/store', '/gnu/store'] as const

export type TestContainer = {
  readonly role: ProofRole
  readonly image: string
  /** The UID of the user who asked for it. */
  readonly owner: number
  /** Of PROGRAM_DIRS, and where each really is. */
  readonly programDirs: readonly { readonly source: string; readonly target: string }[]
  /** The directory of this machine that the container may write to. */
  readonly writableDir: string
  readonly rootOnlyPath: string | undefined
  /** Whether Docker labels containers for SELinux. */
  readonly selinux: boolean
}

/**
 * The body of POST /containers/create. An ordinary container with Docker's own capabilities and profiles, since those are
 * what is shown, and as little else as possible: no network, nothing but one directory to write to, little memory, few
 * processes, gone when it ends. `Mounts`, not `Binds`: with those Docker makes what is missing on the machine, as root.
 * Under SELinux its label is off, or SELinux would keep the file that remapping is to keep.
 */
export function containerSpec(container: TestContainer) {
  const { role, image, owner, programDirs, writableDir, rootOnlyPath, selinux } = container
  return {
    Image: image,
    Labels: { [PROOF_LABEL]: String(owner) },
    User: '0:0',
    Env: ['PATH=/usr/bin:/bin', 'LC_ALL=C'],
    WorkingDir: '/',
    Entrypoint: ['/bin/sh', '-c', PROOF_SCRIPT],
    NetworkDisabled: true,
    HostConfig: {
      NetworkMode: 'none',
      UsernsMode: role === 'exempt' ? 'host' : '',
      AutoRemove: true,
      ReadonlyRootfs: true,
      Memory: 64 * 1024 * 1024,
      PidsLimit: 16,
      SecurityOpt: ['no-new-privileges', ...(selinux ? ['label=disable'] : [])],
      LogConfig: { Type: 'json-file', Config: { 'max-size': '64k' } },
      Mounts: [
        ...programDirs.map(({ source, target }) => bind(source, target, true)),
        bind(writableDir, WRITABLE_DIR, false),
        ...(rootOnlyPath === undefined ? [] : [bind(rootOnlyPath, ROOT_ONLY_PATH, true)]),
      ],
    },
  }
}

function bind(Source: string, Target: string, ReadOnly: boolean) {
  return { Type: 'bind', Source, Target, ReadOnly }
}
