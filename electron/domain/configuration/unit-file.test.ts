import { describe, expect, it } from 'vitest'
import { parseServiceFiles } from './unit-file.ts'

const commandsOf = (text: string) =>
  parseServiceFiles([{ path: 'docker.service', text }]).commands.map(({ value, line }) => [
    value,
    line,
  ])

// Lines as systemd 252 read them, asked by `systemd --test` (npm run fuzz).
describe('the lines of a unit', () => {
  it.each<[string, string]>([
    ['a line feed', '[Service]\nExecStart=/bin/true\n'],
    ['a carriage return before it', '[Service]\r\nExecStart=/bin/true\r\n'],
    ['a carriage return behind it', '\r[Service]\n\rExecStart=/bin/true'],
    ['a byte order mark before the first', '\uFEFF[Service]\nExecStart=/bin/true'],
    ['NUL before it', '\0[Service]\n\0ExecStart=/bin/true\0'],
  ])('end at %s', (_, text) => {
    expect(commandsOf(text)).toEqual([['/bin/true', 2]])
  })

  it('end within what an editor shows as one', () => {
    expect(commandsOf('[Service]\rExecStart=/bin/a\0ExecStart=\rExecStart=/bin/b\n')).toEqual([
      ['/bin/b', 1],
    ])
  })

  it('end with the file, though a backslash goes on', () => {
    expect(commandsOf('[Service]\nExecStart=/bin/a \\')).toEqual([['/bin/a  ', 2]])
  })

  it('end after a backslash and two carriage returns, between which there is an empty line', () => {
    expect(commandsOf('[Service]\r\r\nExecStart=/bin/a \\\r\r\n  -x\r\r\n')).toEqual([
      ['/bin/a  ', 2],
    ])
  })

  it('go on after a backslash and a carriage return', () => {
    expect(commandsOf('[Service]\r\nExecStart=/bin/a \\\r\n  -x\r\n')).toEqual([['/bin/a  -x', 2]])
  })
})
