import * as fc from 'fast-check'
import { parseGroup, parsePasswd } from '#domain/account-files.ts'
import { parseServiceFiles } from '#domain/configuration/unit-file.ts'
import { parseDaemonConfig, setUsernsRemap } from '#domain/daemon-config.ts'
import { parseOsRelease } from '#domain/os-release.ts'
import { addSubordinateRange, parseSubordinateFile } from '#domain/subordinate-file.ts'
import type { TextEdit } from '#domain/text-edit.ts'
import { applyEdits, invertEdits } from '#domain/text-edit.ts'
import { decodeUtf8 } from '#host/file-reader.ts'
import { almostUtf8 } from './almost-valid.ts'
import { daemonText, groupText, osReleaseText, passwdText, subordinateText } from './texts.ts'
import { commandOf } from './unit-readers.ts'
import { unitText } from './unit-texts.ts'

/** What our parser made of one text: whether it took it without complaint, and the law that it broke, if any. */
export type Verdict = { readonly accepted: boolean; readonly broken: string | undefined }

export type FileKind = {
  readonly name: string
  readonly text: fc.Arbitrary<string>
  readonly judge: (text: string) => Verdict
}

/** The owner of the range that the editor adds: nobody's in any generated text. */
export const ADDED_RANGE = { owner: 'freshuser', start: 524288, count: 65536 }

export const FILE_KINDS: readonly FileKind[] = [
  { name: 'daemon.json', text: daemonText, judge: judgeDaemonConfig },
  { name: 'subuid', text: subordinateText, judge: judgeSubordinateFile },
  { name: 'subgid', text: subordinateText, judge: judgeSubordinateFile },
  {
    name: 'passwd',
    text: passwdText,
    judge: (text) => judgeAccounts(text, parsePasswd(text)),
  },
  { name: 'group', text: groupText, judge: (text) => judgeAccounts(text, parseGroup(text)) },
  { name: 'os-release', text: osReleaseText, judge: judgeOsRelease },
  { name: 'unit', text: unitText, judge: judgeUnit },
]

function judgeDaemonConfig(text: string): Verdict {
  const config = parseDaemonConfig(text)
  if (!config.ok) {
    const { line } = config.error
    return verdict(false, [
      [line >= 1 && line <= text.split('\n').length, 'names a line of the file'],
    ])
  }
  const { keys, usernsRemap } = config.value
  const edits = setUsernsRemap(text, 'default')
  const after = applyEdits(text, edits)
  const again = parseDaemonConfig(after)
  // `keys` also has those within an object that is no setting of Docker's.
  const expectedKeys = usernsRemap === undefined ? [...keys, 'userns-remap'] : keys
  return verdict(true, [
    [again.ok && again.value.usernsRemap === 'default', 'the edit sets userns-remap'],
    [setUsernsRemap(after, 'default').length === 0, 'a second edit changes nothing'],
    [restored(text, edits) === text, 'undo gives the text back'],
    [again.ok && again.value.keys.join() === expectedKeys.join(), 'the edit keeps the other keys'],
  ])
}

function judgeSubordinateFile(text: string): Verdict {
  const { ranges, problems } = parseSubordinateFile(text)
  const lines = text.split('\n')
  const edits = addSubordinateRange(text, ADDED_RANGE)
  const after = applyEdits(text, edits)
  const readAfter = parseSubordinateFile(after)
  return verdict(problems.length === 0, [
    [
      ranges.every(
        ({ line, owner, start, count }) => lines[line - 1] === `${owner}:${start}:${count}`,
      ),
      'a range printed is the line that it was read from',
    ],
    [problems.every(({ line, text }) => lines[line - 1] === text), 'a problem names its line'],
    [after.startsWith(text), 'the edit keeps every byte before it'],
    [restored(text, edits) === text, 'undo gives the text back'],
    [addSubordinateRange(after, ADDED_RANGE).length === 0, 'a second edit changes nothing'],
    [
      readAfter.ranges.length === ranges.length + 1 &&
        readAfter.problems.length === problems.length,
      'the edit adds one range and no problem',
    ],
  ])
}

function judgeAccounts(text: string, entries: readonly { readonly name: string }[]): Verdict {
  const lines = text.split('\n')
  const plain = lines.filter((line) => !/^[ \t\r]*(?:[#+-]|$)/.test(line))
  return verdict(entries.length === plain.length, [
    [entries.length <= lines.length, 'no line gives two entries'],
    [
      entries.every(({ name }) =>
        plain.some((line) => line.replace(/^[ \t\v\f\r]+/, '').startsWith(`${name}:`)),
      ),
      'a name is read as it stands',
    ],
  ])
}

function judgeOsRelease(text: string): Verdict {
  const release = parseOsRelease(text)
  return verdict(isPlainShell(text), [
    [release.id !== '' && release.prettyName !== '', 'defaults stand in for what is missing'],
    [release.idLike.every((word) => word !== '' && !/\s/.test(word)), 'ID_LIKE is words'],
  ])
}

function judgeUnit(text: string): Verdict {
  const service = parseServiceFiles([{ path: 'docker.service', text }])
  const lines = text.split('\n')
  const settings = [...service.commands, ...service.environment, ...service.environmentFiles]
  const words = commandOf(text)
  return verdict(words !== undefined, [
    [settings.every(({ line }) => line >= 1 && line <= lines.length), 'a setting names its line'],
    [settings.every(({ value }) => value !== ''), 'an empty value is no setting'],
    [
      (words ?? []).every(({ text }) => service.commands[0]?.value.includes(text)),
      'a word is read as it stands',
    ],
  ])
}

/** Nothing but assignments that os-release(5) allows; only such a text is ever given to a real shell. */
export function isPlainShell(text: string): boolean {
  const assignment = /^[A-Z_]+=(?:[A-Za-z0-9._/-]*|'[^']*'|"(?:[^"$`\\]|\\["$`\\])*")$/
  return text
    .split('\n')
    .every(
      (line) => !/\p{Cc}/u.test(line) && (/^[ \t]*(?:#|$)/.test(line) || assignment.test(line)),
    )
}

function restored(text: string, edits: readonly TextEdit[]): string {
  return applyEdits(applyEdits(text, edits), invertEdits(text, edits))
}

function verdict(accepted: boolean, laws: readonly (readonly [boolean, string])[]): Verdict {
  return { accepted, broken: laws.find(([holds]) => !holds)?.[1] }
}

/** What a program that reads the files in earnest said of a sample. */
export type Answers = { readonly asked: number; readonly failures: readonly Failure[] }

export type Failure = { readonly kind: string; readonly text: string; readonly broken: string }

export type KindResult = {
  readonly name: string
  readonly cases: number
  /** The texts that our parser took, for the real readers. */
  readonly accepted: readonly string[]
  readonly failures: readonly Failure[]
}

/** Runs `runs` texts of a kind past its laws: nothing may throw. Every fourth is text that may hold lone surrogates. */
export function runLaws({ name, text, judge }: FileKind, seed: number, runs: number): KindResult {
  const accepted: string[] = []
  const failures: Failure[] = []
  const judgeOne = (candidate: string, fromBytes: boolean) => {
    const { accepted: taken, broken } = judgeSafely(judge, candidate)
    if (broken !== undefined) failures.push({ kind: name, text: candidate, broken })
    else if (taken && fromBytes) accepted.push(candidate)
  }
  const textRuns = Math.floor(runs / 4)
  for (const candidate of fc.sample(text, { seed, numRuns: textRuns })) judgeOne(candidate, false)
  for (const bytes of fc.sample(almostUtf8(text), { seed: seed + 1, numRuns: runs - textRuns })) {
    const decoded = decodeUtf8(bytes)
    if (decoded === undefined) continue
    if (!Buffer.from(decoded).equals(bytes)) {
      failures.push({ kind: name, text: decoded, broken: 'decoding keeps every byte' })
    } else judgeOne(decoded, true)
  }
  return { name, cases: runs, accepted, failures }
}

function judgeSafely(judge: FileKind['judge'], text: string): Verdict {
  try {
    return judge(text)
  } catch (error) {
    return { accepted: false, broken: `nothing throws: ${String(error)}` }
  }
}
