import type { BootLoaderTool, KernelArgumentTool } from '#domain/kernel-tools.ts'
import type { KernelSnapshot } from './kernel-snapshot.ts'
import { addGrubArguments, grubArguments } from './grub-defaults.ts'
import { addKernelFileArguments, kernelFileArguments } from './kernel-command-line-file.ts'
import type { TextEdit } from '#domain/text-edit.ts'

/** How this machine's next boot gets its kernel arguments. */
export type BootLoader =
  /** A program changes them by itself. */
  | { readonly kind: 'tool'; readonly tool: KernelArgumentTool }
  /** A file is edited, and a program takes it into the boot loader's own files. */
  | { readonly kind: 'file'; readonly path: BootFile; readonly tool: BootLoaderTool }
  /** This machine is a container: its kernel, and what that is started with, are the outer machine's. */
  | { readonly kind: 'outer-machine'; readonly manager: string }
  /** Nothing that a program may change blindly; whoever keeps the machine changes what `place` names. */
  | { readonly kind: 'manual'; readonly place: string }

export type BootFile = '/etc/default/grub' | '/etc/kernel/cmdline'

/**
 * Which one it is, the surest sign first: an OSTree system is known by a file that its boot makes (ostree-booted); grubby
 * is installed where it is the distribution's own way; GRUB's generators come last, because they may be installed and not
 * be in use. From the distributions' manuals; derived, not measured.
 *
 * Left to the user: cmdline.txt of a Raspberry Pi (one line on a FAT file system, where nothing keeps its mode and
 * owner), unified kernel images (they may be signed), and entries that no /etc/kernel/cmdline stands behind.
 */
export function detectBootLoader(
  { bootPrograms, bootPaths }: Pick<KernelSnapshot, 'bootPrograms' | 'bootPaths'>,
  insideContainer: string | undefined,
): BootLoader {
  const has = (program: string) => bootPrograms.includes(program)
  const first = (...paths: readonly string[]) => paths.find((path) => bootPaths.includes(path))

  if (insideContainer === 'wsl') return manual('.wslconfig')
  if (insideContainer !== undefined) return { kind: 'outer-machine', manager: insideContainer }
  if (first('/run/ostree-booted') !== undefined) {
    return has('rpm-ostree') ? { kind: 'tool', tool: 'rpm-ostree' } : manual('ostree admin kargs')
  }
  if (has('grubby')) return { kind: 'tool', tool: 'grubby' }
  if (has('kernelstub')) return { kind: 'tool', tool: 'kernelstub' }

  const raspberryPi = first('/boot/firmware/cmdline.txt', '/boot/cmdline.txt')
  if (raspberryPi !== undefined) return manual(raspberryPi)

  const grub = first('/boot/grub2', '/boot/grub')
  if (grub !== undefined) {
    if (has('update-grub')) return grubFile('update-grub')
    if (grub === '/boot/grub2' && has('grub2-mkconfig')) return grubFile('grub2-mkconfig')
    if (grub === '/boot/grub' && has('grub-mkconfig')) return grubFile('grub-mkconfig')
  }
  const unified = first('/boot/EFI/Linux', '/efi/EFI/Linux', '/boot/efi/EFI/Linux')
  if (unified !== undefined) return manual(unified)

  const entries = first('/boot/loader/entries', '/efi/loader/entries')
  if (entries !== undefined && has('kernel-install')) {
    return { kind: 'file', path: '/etc/kernel/cmdline', tool: 'kernel-install' }
  }
  return manual(
    entries ?? first('/boot/extlinux/extlinux.conf', '/etc/lilo.conf') ?? '/proc/cmdline',
  )
}

function grubFile(tool: BootLoaderTool): BootLoader {
  return { kind: 'file', path: '/etc/default/grub', tool }
}

function manual(place: string): BootLoader {
  return { kind: 'manual', place }
}

/** The arguments in a boot file; undefined where they are not written in a way that is understood. */
export function bootFileArguments(path: BootFile, text: string): readonly string[] | undefined {
  return path === '/etc/default/grub' ? grubArguments(text) : kernelFileArguments(text)
}

/** Edits that add arguments to a boot file; undefined where it is not understood, or says the opposite. */
export function addBootFileArguments(
  path: BootFile,
  text: string,
  wanted: readonly string[],
): readonly TextEdit[] | undefined {
  return path === '/etc/default/grub'
    ? addGrubArguments(text, wanted)
    : addKernelFileArguments(text, wanted)
}
