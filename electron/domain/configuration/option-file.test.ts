import { describe, expect, it } from 'vitest'
import { applyEdits } from '#domain/text-edit.ts'
import { dropOption, setOption } from './option-file-edits.ts'
import type { OptionFileProblemReason, OptionFileReader } from './option-file.ts'
import { parseOptionFile } from './option-file.ts'

/** Debian's own file, in short: everything in it is a comment. */
const debian =
  '# Docker Upstart and SysVinit configuration file\n\n' +
  '# Use DOCKER_OPTS to modify the daemon startup options.\n' +
  '#DOCKER_OPTS="--dns 8.8.8.8 --dns 8.8.4.4"\n\n' +
  '#export http_proxy="http://127.0.0.1:3128/"\n'

function valueIn(text: string, reader: OptionFileReader = 'sh'): string | undefined {
  const parsed = parseOptionFile(text, 'DOCKER_OPTS', reader)
  if (!parsed.ok) throw new Error(parsed.error.reason)
  return parsed.value.assignment?.value
}

describe('parseOptionFile', () => {
  it.each<[string, string, string | undefined]>([
    ['nothing but comments', debian, undefined],
    ['double quotes', 'DOCKER_OPTS="--debug -H fd://"\n', '--debug -H fd://'],
    ['single quotes', "DOCKER_OPTS='--debug'", '--debug'],
    ['no quotes', 'DOCKER_OPTS=--debug\n', '--debug'],
    ['nothing assigned', 'DOCKER_OPTS=\n', ''],
    ['the last of several', 'DOCKER_OPTS="a"\n DOCKER_OPTS=b \n', 'b'],
    ['another variable only', 'MY_DOCKER_OPTS=x\nDOCKER_OPTS2=y\n', undefined],
  ])('reads %s, whoever reads it', (_, text, expected) => {
    expect([valueIn(text, 'sh'), valueIn(text, 'systemd')]).toEqual([expected, expected])
  })

  it.each([
    ['export', 'export DOCKER_OPTS=--debug\n', '--debug'],
    ['a comment behind the value', 'DOCKER_OPTS="--debug" # more\n', '--debug'],
    ['a limit beside it', 'ulimit -n 65536\nDOCKER_OPTS=a\n', 'a'],
  ])('reads %s as a shell does, and leaves it open for systemd', (_, text, expected) => {
    expect(valueIn(text, 'sh')).toBe(expected)
    expect(parseOptionFile(text, 'DOCKER_OPTS', 'systemd').ok).toBe(false)
  })

  it('knows systemd’s second kind of comment, which is a mistake in a shell', () => {
    const text = '; DOCKER_OPTS=a\n'
    expect(valueIn(text, 'systemd')).toBe(undefined)
    expect(parseOptionFile(text, 'DOCKER_OPTS', 'sh').ok).toBe(false)
  })

  it.each<[string, OptionFileProblemReason, number]>([
    ['DOCKER_OPTS="$DOCKER_OPTS --debug"', 'value-unclear', 1],
    ['DOCKER_OPTS="--label a=`hostname`"', 'value-unclear', 1],
    ['DOCKER_OPTS="--label a=\\"b\\""', 'value-unclear', 1],
    ['DOCKER_OPTS="--debug"\' -H fd://\'', 'value-unclear', 1],
    ['\nDOCKER_OPTS="--debug \\\n  -H fd://"', 'value-unclear', 2],
    ['DOCKER_OPTS="--debug\n-H fd://"', 'value-unclear', 1],
    ['OTHER="$(cat x)"', 'value-unclear', 1],
    ['DOCKER_OPTS=a; DOCKER_OPTS=b', 'value-unclear', 1],
    ['DOCKER_OPTS = a', 'line-unclear', 1],
    ['. /etc/default/more', 'line-unclear', 1],
    ['if true; then', 'line-unclear', 1],
    ['# more \\\nDOCKER_OPTS=a', 'line-unclear', 1],
    ['DOCKER_OPTS=a\r\n', 'control-character', 1],
  ])('is not sure about %j', (text, reason, line) => {
    for (const reader of ['sh', 'systemd'] as const) {
      expect(parseOptionFile(text, 'DOCKER_OPTS', reader)).toMatchObject({
        ok: false,
        error: { line, reason },
      })
    }
  })
})

function edited(text: string | undefined, change: 'set' | 'drop'): string {
  const parsed = parseOptionFile(text ?? '', 'DOCKER_OPTS', 'sh')
  if (!parsed.ok) throw new Error(parsed.error.reason)
  const edits =
    change === 'set'
      ? setOption(text, parsed.value, 'DOCKER_OPTS', 'userns-remap', 'default')
      : dropOption(parsed.value, 'userns-remap')
  return applyEdits(text ?? '', edits)
}

describe('setOption', () => {
  it.each([
    [
      'below the example',
      debian,
      debian.replace('8.8.4.4"\n', '8.8.4.4"\nDOCKER_OPTS="--userns-remap=default"\n'),
    ],
    ['at the end', 'A=b', 'A=b\nDOCKER_OPTS="--userns-remap=default"\n'],
    ['into a new file', undefined, 'DOCKER_OPTS="--userns-remap=default"\n'],
    ['into no quotes', 'DOCKER_OPTS=-D\n', 'DOCKER_OPTS="-D --userns-remap=default"\n'],
    ['into nothing', 'DOCKER_OPTS=\n', 'DOCKER_OPTS="--userns-remap=default"\n'],
    ['into empty quotes', "DOCKER_OPTS=''\n", "DOCKER_OPTS='--userns-remap=default'\n"],
    [
      'beside the article’s option',
      'DOCKER_OPTS="--config-file=/etc/docker/daemon.json"\n',
      'DOCKER_OPTS="--config-file=/etc/docker/daemon.json --userns-remap=default"\n',
    ],
    [
      'in another’s place',
      'DOCKER_OPTS="--userns-remap bob -D"',
      'DOCKER_OPTS="--userns-remap=default -D"',
    ],
    [
      'once',
      'DOCKER_OPTS="--userns-remap=a --userns-remap=b"',
      'DOCKER_OPTS="--userns-remap=default"',
    ],
    [
      'no second time',
      'DOCKER_OPTS="--userns-remap=default"',
      'DOCKER_OPTS="--userns-remap=default"',
    ],
    [
      'into the last assignment',
      'DOCKER_OPTS=a\nDOCKER_OPTS="b"\n',
      'DOCKER_OPTS=a\nDOCKER_OPTS="b --userns-remap=default"\n',
    ],
  ])('writes the option %s', (_, text, expected) => {
    expect(edited(text, 'set')).toBe(expected)
  })
})

describe('dropOption', () => {
  it.each([
    ['DOCKER_OPTS="--userns-remap=default"\n', 'DOCKER_OPTS=""\n'],
    ['DOCKER_OPTS=--userns-remap=default\n', 'DOCKER_OPTS=\n'],
    ['DOCKER_OPTS="-D  --userns-remap default  -H fd://"', 'DOCKER_OPTS="-D  -H fd://"'],
    ['DOCKER_OPTS="--userns-remap=a  -D"', 'DOCKER_OPTS="-D"'],
    ['DOCKER_OPTS="--userns-remap=a --userns-remap=b -D"', 'DOCKER_OPTS="-D"'],
    ['DOCKER_OPTS="-D --userns-remap=a --userns-remap=b"', 'DOCKER_OPTS="-D"'],
    ['DOCKER_OPTS="--label --userns-remap=a"', 'DOCKER_OPTS="--label --userns-remap=a"'],
    [debian, debian],
  ])('turns %j into %j', (text, expected) => {
    expect(edited(text, 'drop')).toBe(expected)
  })
})
