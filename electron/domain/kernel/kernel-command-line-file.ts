import type { TextEdit } from '#domain/text-edit.ts'
import { contradicts } from './grub-defaults.ts'

/** The arguments in /etc/kernel/cmdline (kernel-install(8)); undefined where it is not one plain line. */
export function kernelFileArguments(text: string): readonly string[] | undefined {
  return isOneLine(text) ? text.split(/\s+/).filter(Boolean) : undefined
}

/** Edits that add arguments at the end of the line; undefined where the file is not understood or says otherwise. */
export function addKernelFileArguments(
  text: string,
  wanted: readonly string[],
): readonly TextEdit[] | undefined {
  const words = kernelFileArguments(text)
  if (words === undefined || wanted.some((argument) => contradicts(words, argument)))
    return undefined
  const missing = wanted.filter((argument) => !words.includes(argument))
  if (missing.length === 0) return []
  return [{ offset: text.trimEnd().length, length: 0, content: ` ${missing.join(' ')}` }]
}

/** An empty file means that kernel-install takes the running kernel's arguments; comments and quotes are beyond us. */
function isOneLine(text: string): boolean {
  return text.trim() !== '' && !text.trim().includes('\n') && !/["'#\\]/.test(text)
}
