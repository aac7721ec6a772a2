import { spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CommandWord } from '#domain/configuration/command-line.ts'
import { parseCommandLine } from '#domain/configuration/command-line.ts'
import { parseServiceFiles } from '#domain/configuration/unit-file.ts'
import type { Answers, Failure } from './laws.ts'

const SYSTEMD = '/lib/systemd/systemd'
export const hasSystemd = existsSync(SYSTEMD)

/**
 * The one command that a unit's text gives; undefined where we do not understand it to give exactly one, or where a
 * command that a later line takes back is not understood, or a section's name is odd: systemd may refuse the whole unit
 * for it.
 */
export function commandOf(text: string): readonly CommandWord[] | undefined {
  const [command, ...others] = commandsIn(text)
  const withoutResets = text.replaceAll(/^[ \t]*ExecStart[ \t]*=[ \t\r]*$/gm, '')
  if (/^\uFEFF?[ \t]*\[(?![A-Za-z-]+\][ \t]*$)/m.test(text)) return undefined
  const isUnderstood = commandsIn(withoutResets).every((value) => parseCommandLine(value))
  return command !== undefined && others.length === 0 && isUnderstood
    ? parseCommandLine(command)
    : undefined
}

function commandsIn(text: string): readonly string[] {
  return parseServiceFiles([{ path: 'docker.service', text }]).commands.map(({ value }) => value)
}

/**
 * Whether systemd reads the command that we read in each unit. `systemd --test` loads units as it would at a start,
 * prints them, and ends: as nobody, from a directory of our own, with nothing started.
 */
export function askSystemd(texts: readonly string[], dir: string): Answers {
  const unitsDir = join(dir, 'units')
  const runtimeDir = join(dir, 'run')
  mkdirSync(unitsDir)
  mkdirSync(runtimeDir)
  chownSync(runtimeDir, 65534, 65534)
  const names = texts.map((_, number) => `fuzz-${number}.service`)
  const wants = names.map((name) => `Wants=${name}\n`).join('')
  writeFileSync(join(unitsDir, 'default.target'), `[Unit]\nDescription=All\n${wants}`)
  for (const [number, text] of texts.entries()) {
    writeFileSync(join(unitsDir, `fuzz-${number}.service`), text)
  }
  const nobody = ['--reuid=65534', '--regid=65534', '--clear-groups', '--no-new-privs']
  const { stdout, stderr } = spawnSync(
    'setpriv',
    [...nobody, SYSTEMD, '--test', '--user', '--no-pager', '--unit=default.target'],
    {
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
      timeout: 300_000,
      env: {
        PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
        HOME: '/nonexistent',
        XDG_RUNTIME_DIR: runtimeDir,
        SYSTEMD_UNIT_PATH: unitsDir,
        SYSTEMD_LOG_LEVEL: 'err',
      },
    },
  )
  const commands = new Map(
    stdout.split(/^\t-> Unit /m).flatMap((unit) => {
      const number = /^fuzz-(?<number>\d+)\.service:/.exec(unit)?.groups?.['number']
      if (number === undefined) return []
      const start = /^\t\t-> ExecStart:\n(?<commands>(?:\t\t\t.*\n)*)/m.exec(unit)
      const lines = [
        ...(start?.groups?.['commands'] ?? '').matchAll(/^\t\t\tCommand Line: (?<line>.*)$/gm),
      ]
      return [[Number(number), lines.map(({ groups }) => groups?.['line'])] as const]
    }),
  )
  const failures = texts.flatMap((text, number): readonly Failure[] => {
    const ours = (commandOf(text) ?? []).map(({ text }) => text)
    const [line, ...more] = commands.get(number) ?? []
    const theirs = line === undefined || more.length > 0 ? undefined : wordsOf(line)
    if (JSON.stringify(theirs) === JSON.stringify(ours)) return []
    const broken = `systemd reads ${JSON.stringify(theirs ?? commands.get(number) ?? stderr.slice(0, 300))}, we ${JSON.stringify(ours)}`
    return [{ kind: 'unit', text, broken }]
  })
  return { asked: texts.length, failures }
}

/** The words of a command line as systemd prints it: quoted for a shell where needed. */
function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/"(?<quoted>(?:[^"\\]|\\.)*)"|(?<bare>[^ "]+)/g)].map(
    ({ groups = {} }) => groups['quoted']?.replaceAll(/\\(.)/g, '$1') ?? groups['bare'] ?? '',
  )
}
