import { rmSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { parseSubordinateFile } from '#domain/subordinate-file.ts'
import { askGetent } from './account-readers.ts'
import { FILE_KINDS, runLaws } from './laws.ts'
import { isInstalled, isRoot, makeCasesDir, runInNamespace } from './namespace.ts'
import { askGetsubids, askNewuidmap } from './subordinate-readers.ts'

const dir = makeCasesDir()
afterAll(() => rmSync(dir, { recursive: true }))

const canLayOver = runInNamespace('mount --bind /etc/passwd /etc/passwd', []).ok
const hasGetsubids = canLayOver && isInstalled('getsubids')

/** Some accepted texts of a kind, other ones in each run. `npm run fuzz` asks about thousands. */
function someAccepted(name: string, size: number): readonly string[] {
  const kind = FILE_KINDS.find((kind) => kind.name === name)
  if (kind === undefined) throw new Error(`No such kind of file: ${name}`)
  return [...new Set(runLaws(kind, Date.now(), size * 5).accepted)].slice(0, size)
}

describe('the real readers', () => {
  it.runIf(hasGetsubids)('property: getsubids gives every owner the ranges that we read', () => {
    const { asked, failures } = askGetsubids(someAccepted('subuid', 40), dir)
    expect(failures).toEqual([])
    expect(asked).toBeGreaterThan(40)
  })

  it.runIf(hasGetsubids)('getsubids reads our problem lines in another way, or not at all', () => {
    const lines = ['x: 1:2', 'x:0x10:2', 'x:010:2', 'x:1:2:3', 'x:1', 'x:1:2\r', ' x:1:2']
    const answers = lines.map((line) => {
      const script =
        'printf "%s\\n" "$2" > "$1/line"; mount --bind "$1/line" /etc/subuid; getsubids x 2>&1 || true'
      return runInNamespace(script, [dir, line]).stdout.trim()
    })
    expect(lines.map((line) => parseSubordinateFile(line).problems.length)).toEqual(
      lines.map(() => 1),
    )
    // strtol(3) takes white space before a number; Docker 28 makes it 0, which is root.
    expect(answers).toEqual([
      '0: x 1 2',
      '0: x 16 2',
      '0: x 8 2',
      '0: x 1 2',
      'Error fetching ranges',
      'Error fetching ranges',
      'Error fetching ranges',
    ])
  })

  it.runIf(isRoot && hasGetsubids)(
    'property: newuidmap maps exactly the IDs that we read, for an unprivileged user',
    () => {
      const { asked, failures } = askNewuidmap(someAccepted('subuid', 20), dir)
      expect(failures).toEqual([])
      expect(asked).toBeGreaterThan(16)
    },
  )

  it.runIf(canLayOver)('property: getent lists the accounts and groups that we read', () => {
    const passwd = askGetent('passwd', someAccepted('passwd', 60), dir)
    const group = askGetent('group', someAccepted('group', 60), dir)
    expect([...passwd.failures, ...group.failures]).toEqual([])
    expect(passwd.asked + group.asked).toBeGreaterThan(60)
  })
})
