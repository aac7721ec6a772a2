import { spawnSync } from 'node:child_process'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyText } from '#domain/testing/any-text.ts'
import { applyEdits, invertEdits } from '#domain/text-edit.ts'
import { addGrubArguments, grubArguments } from './grub-defaults.ts'

const ARGUMENT = 'namespace.unpriv_enable=1'
const add = (text: string, wanted: readonly string[] = [ARGUMENT]) => {
  const edits = addGrubArguments(text, wanted)
  return edits && applyEdits(text, edits)
}

/** What a real shell makes of the file, as grub-mkconfig reads it. */
function inShell(text: string): string | undefined {
  const script = `${text}\nprintf '%s' "$GRUB_CMDLINE_LINUX"`
  const { status, stdout } = spawnSync('sh', ['-eu', '-c', script], { encoding: 'utf8' })
  return status === 0 ? stdout : undefined
}

describe('adding an argument to /etc/default/grub', () => {
  it.each([
    ['GRUB_CMDLINE_LINUX=""\n', `GRUB_CMDLINE_LINUX="${ARGUMENT}"\n`],
    ['GRUB_CMDLINE_LINUX="quiet"\n', `GRUB_CMDLINE_LINUX="quiet ${ARGUMENT}"\n`],
    ["GRUB_CMDLINE_LINUX='a b'", `GRUB_CMDLINE_LINUX='a b ${ARGUMENT}'`],
    ['GRUB_CMDLINE_LINUX=quiet\n', `GRUB_CMDLINE_LINUX="quiet ${ARGUMENT}"\n`],
    ['GRUB_CMDLINE_LINUX=\n', `GRUB_CMDLINE_LINUX="${ARGUMENT}"\n`],
    ['export GRUB_CMDLINE_LINUX="a" # why\n', `export GRUB_CMDLINE_LINUX="a ${ARGUMENT}" # why\n`],
    ['GRUB_TIMEOUT=5', `GRUB_TIMEOUT=5\nGRUB_CMDLINE_LINUX="${ARGUMENT}"\n`],
    ['# GRUB_CMDLINE_LINUX="x"\n', `# GRUB_CMDLINE_LINUX="x"\nGRUB_CMDLINE_LINUX="${ARGUMENT}"\n`],
    [
      'GRUB_CMDLINE_LINUX_DEFAULT="quiet"\n',
      `GRUB_CMDLINE_LINUX_DEFAULT="quiet"\nGRUB_CMDLINE_LINUX="${ARGUMENT}"\n`,
    ],
    [`GRUB_CMDLINE_LINUX="${ARGUMENT} quiet"\n`, `GRUB_CMDLINE_LINUX="${ARGUMENT} quiet"\n`],
  ])('%j becomes %j', (before, after) => {
    expect(add(before)).toBe(after)
    expect(inShell(after)?.split(/\s+/)).toContain(ARGUMENT)
  })

  it.each([
    ['a variable', 'GRUB_CMDLINE_LINUX="$OTHER quiet"\n'],
    ['a command', 'GRUB_CMDLINE_LINUX="`x`"\n'],
    ['a backslash', 'GRUB_CMDLINE_LINUX="a\\"b"\n'],
    ['two pairs of quotes', 'GRUB_CMDLINE_LINUX="a""b"\n'],
    ['an addition', 'GRUB_CMDLINE_LINUX+=" x"\n'],
    ['two assignments', 'GRUB_CMDLINE_LINUX="a"\nGRUB_CMDLINE_LINUX="b"\n'],
    ['a condition', 'if x; then GRUB_CMDLINE_LINUX="a"; fi\n'],
    ['a line that goes on', 'GRUB_TIMEOUT=\\\n5\nGRUB_CMDLINE_LINUX="a"\n'],
    ['an open quote', 'GRUB_DISTRIBUTOR="a\nb"\n'],
    ['a last line that goes on', 'GRUB_TIMEOUT=\\'],
    ['a carriage return', 'GRUB_CMDLINE_LINUX="a"\r\n'],
    ['another value of the argument', 'GRUB_CMDLINE_LINUX="namespace.unpriv_enable=0"\n'],
  ])('is refused for %s', (_, text) => {
    expect(add(text)).toBe(undefined)
  })

  it('property: a shell reads the old arguments and then the new one, and Undo restores every byte', () => {
    const word = fc.constantFrom('quiet', 'ro', 'a=b', 'crashkernel=auto', 'x.y=1,2')
    const value = fc.array(word, { maxLength: 4 }).map((words) => words.join(' '))
    const line = fc
      .tuple(value, fc.constantFrom('"', "'"))
      .map(([text, quote]) => `GRUB_CMDLINE_LINUX=${quote}${text}${quote}`)
    const other = fc.constantFrom('GRUB_TIMEOUT=5', '# a comment: é€', '', 'GRUB_DEFAULT=0')
    const file = fc
      .tuple(fc.array(other, { maxLength: 3 }), line, fc.array(other, { maxLength: 3 }))
      .map(([before, own, after]) => [...before, own, ...after].join('\n'))
    fc.assert(
      fc.property(file, (before) => {
        const edits = addGrubArguments(before, [ARGUMENT])!
        const after = applyEdits(before, edits)
        expect(inShell(after)).toBe(`${inShell(before)} ${ARGUMENT}`.trimStart())
        expect(addGrubArguments(after, [ARGUMENT])).toEqual([])
        expect(applyEdits(after, invertEdits(before, edits))).toBe(before)
      }),
      { numRuns: 60 },
    )
  })

  it('property: of any text either nothing is understood, or the argument is there afterwards', () => {
    fc.assert(
      fc.property(anyText, (before) => {
        const after = add(before)
        expect(after === undefined || grubArguments(after)?.includes(ARGUMENT)).toBe(true)
      }),
    )
  })
})
