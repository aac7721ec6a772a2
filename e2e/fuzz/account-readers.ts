import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseGroup, parsePasswd } from '#domain/account-files.ts'
import type { Answers, Failure } from './laws.ts'
import { runInNamespace } from './namespace.ts'

/** Lays each case over the file of the database `$2` and prints every entry that the C library reads there. */
const ASK_GETENT = `
touch "$1/file"
mount --bind "$1/file" "/etc/$2"
number=0
while [ -e "$1/$number.text" ]; do
  cat "$1/$number.text" > "$1/file"
  printf '= %s\\n' "$number"
  getent -s files "$2" || true
  number=$((number + 1))
done`

/** Whether getent (the C library's own reader of files) lists the accounts or groups that we read. */
export function askGetent(
  database: 'passwd' | 'group',
  texts: readonly string[],
  dir: string,
): Answers {
  const casesDir = join(dir, database)
  mkdirSync(casesDir)
  const asked = texts.filter((text) => !isMisread(text, database))
  for (const [number, text] of asked.entries()) {
    writeFileSync(join(casesDir, `${number}.text`), text)
  }
  const { stdout, stderr } = runInNamespace(ASK_GETENT, [casesDir, database])
  const answers = new Map(
    stdout.split(/^= (?=\d+$)/m).map((answer) => {
      const [number = '', ...lines] = answer.split('\n')
      // It also lists the lines of NIS, which are no accounts to programs that look for one.
      const entries = lines.filter((line) => !/^(?:$|[+-])/.test(line))
      // The password field is not ours to read.
      return [
        Number(number),
        entries.map((line) => line.replace(/^([^:]*):[^:]*/, '$1:x')),
      ] as const
    }),
  )
  const failures = asked.flatMap((text, number): readonly Failure[] => {
    const ours = database === 'passwd' ? accountsIn(text) : groupsIn(text)
    const answer = answers.get(number)
    if (JSON.stringify(answer) === JSON.stringify(ours)) return []
    const broken = `getent lists ${JSON.stringify(answer) ?? stderr}, we ${JSON.stringify(ours)}`
    return [{ kind: database, text, broken }]
  })
  return { asked: asked.length, failures }
}

/**
 * What getent cannot be asked: glibc 2.36 repeats the last letter of a last line that has white space before it and no
 * line feed behind it, and refuses to print an entry with a colon in its last field.
 */
function isMisread(text: string, database: 'passwd' | 'group'): boolean {
  const colons = database === 'passwd' ? 6 : 3
  return (
    /(?:^|\n)[ \t\v\f\r][^\n]*$/.test(text) ||
    text.split('\n').some((line) => line.split(':').length > colons + 1)
  )
}

function accountsIn(text: string): readonly string[] {
  return parsePasswd(text).map(
    ({ name, uid, gid, gecos, home, shell }) => `${name}:x:${uid}:${gid}:${gecos}:${home}:${shell}`,
  )
}

function groupsIn(text: string): readonly string[] {
  return parseGroup(text).map(({ name, gid, members }) => `${name}:x:${gid}:${members.join(',')}`)
}
