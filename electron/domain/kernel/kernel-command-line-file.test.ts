import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { applyEdits, invertEdits } from '#domain/text-edit.ts'
import { addKernelFileArguments, kernelFileArguments } from './kernel-command-line-file.ts'

it.each([
  ['root=UUID=1 ro\n', 'root=UUID=1 ro a.b=1\n'],
  ['root=UUID=1 ro', 'root=UUID=1 ro a.b=1'],
  ['root=UUID=1 a.b=1 ro\n', 'root=UUID=1 a.b=1 ro\n'],
])('adds an argument to %j', (before, after) => {
  const edits = addKernelFileArguments(before, ['a.b=1'])!
  expect(applyEdits(before, edits)).toBe(after)
})

it.each(['', '\n', 'a\nb\n', '# a\n', 'a="b c"\n', 'a.b=0 ro\n'])('leaves %j alone', (text) => {
  expect(addKernelFileArguments(text, ['a.b=1'])).toBe(undefined)
})

it('property: keeps what was there, and can be taken back', () => {
  const file = fc
    .array(fc.constantFrom('ro', 'quiet', 'x=1'), { minLength: 1 })
    .map((words) => `${words.join('  ')}\n`)
  fc.assert(
    fc.property(file, (before) => {
      const edits = addKernelFileArguments(before, ['a.b=1'])!
      const after = applyEdits(before, edits)
      expect(kernelFileArguments(after)).toEqual([...kernelFileArguments(before)!, 'a.b=1'])
      expect(applyEdits(after, invertEdits(before, edits))).toBe(before)
    }),
  )
})
