import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { addSubordinateRange, parseSubordinateFile } from '#domain/subordinate-file.ts'
import { applyEdits } from '#domain/text-edit.ts'
import { ADDED_RANGE } from './laws.ts'
import type { Answers, Failure } from './laws.ts'
import { runInNamespace } from './namespace.ts'

/**
 * Lays each case over /etc/subuid and /etc/subgid and prints what getsubids says of each owner. `$1` holds N.text and
 * N.owners.
 */
const ASK_GETSUBIDS = `
touch "$1/file"
mount --bind "$1/file" /etc/subuid
mount --bind "$1/file" /etc/subgid
number=0
while [ -e "$1/$number.text" ]; do
  cat "$1/$number.text" > "$1/file"
  while read -r owner; do
    printf '= %s %s\\n' "$number" "$owner"
    getsubids "$owner" 2>/dev/null || true
    printf -- '- gid\\n'
    getsubids -g "$owner" 2>/dev/null || true
  done < "$1/$number.owners"
  number=$((number + 1))
done`

/** Whether getsubids (package uidmap) gives every owner the ranges that we read, before and after our edit. */
export function askGetsubids(texts: readonly string[], dir: string): Answers {
  const casesDir = join(dir, 'subordinate')
  mkdirSync(casesDir)
  const cases = texts.flatMap((text) => [
    text,
    applyEdits(text, addSubordinateRange(text, ADDED_RANGE)),
  ])
  const expected = cases.map((text, number) => {
    const { ranges } = parseSubordinateFile(text)
    const owners = [...new Set([...ranges.map(({ owner }) => owner), ADDED_RANGE.owner])]
    writeFileSync(join(casesDir, `${number}.text`), text)
    writeFileSync(join(casesDir, `${number}.owners`), `${owners.join('\n')}\n`)
    return owners.map((owner) => {
      const lines = ranges
        .filter((range) => range.owner === owner)
        .map(({ start, count }, index) => `${index}: ${owner} ${start} ${count}\n`)
        .join('')
      return `= ${number} ${owner}\n${lines}- gid\n${lines}`
    })
  })
  const { stdout, stderr } = runInNamespace(ASK_GETSUBIDS, [casesDir])
  const answers = new Map<number, string>()
  for (const answer of stdout.split(/^(?== )/m)) {
    const number = Number(/^= (?<number>\d+)/.exec(answer)?.groups?.['number'])
    answers.set(number, (answers.get(number) ?? '') + answer)
  }
  const failures = expected.flatMap((blocks, number): readonly Failure[] => {
    const answer = answers.get(number) ?? `no answer: ${stderr}`
    if (answer === blocks.join('')) return []
    const broken = `getsubids reads it otherwise: ${JSON.stringify(answer)}`
    return [{ kind: 'subuid', text: cases[number] ?? '', broken }]
  })
  return { asked: cases.length, failures }
}

/**
 * As the account that /etc/passwd names OWNER here (UID 65534), maps a new user namespace to START:COUNT with
 * newuidmap, and prints what its uid_map then says; nothing where newuidmap refuses. `$1` holds N.text and N.range.
 */
const ASK_NEWUIDMAP = `
touch "$1/file" "$1/passwd"
mount --bind "$1/file" /etc/subuid
mount --bind "$1/passwd" /etc/passwd
as_nobody='setpriv --reuid=65534 --regid=65534 --clear-groups'
number=0
while [ -e "$1/$number.text" ]; do
  cat "$1/$number.text" > "$1/file"
  read -r owner start count < "$1/$number.range"
  printf '%s:x:65534:65534::/:/bin/sh\\n' "$owner" > "$1/passwd"
  mkfifo "$1/ready"
  $as_nobody unshare --user sh -c 'echo ready; exec sleep 60' > "$1/ready" &
  pid=$!
  read -r _ < "$1/ready"
  rm "$1/ready"
  $as_nobody newuidmap "$pid" 0 "$start" "$count" 2>/dev/null || true
  printf '= %s%s\\n' "$number" "$(tr -s ' ' ' ' < "/proc/$pid/uid_map")"
  kill "$pid"
  wait "$pid" 2>/dev/null || true
  number=$((number + 1))
done`

type MapCase = {
  readonly text: string
  readonly owner: string
  readonly start: number
  readonly count: number
  readonly isOurs: boolean
}

/**
 * Whether newuidmap lets an owner have exactly the IDs that we read as theirs: the whole of the first line, and not one
 * ID more on either side unless another line of theirs has it.
 */
export function askNewuidmap(texts: readonly string[], dir: string): Answers {
  const casesDir = join(dir, 'maps')
  mkdirSync(casesDir)
  const cases = texts.flatMap(mapCases)
  for (const [number, { text, owner, start, count }] of cases.entries()) {
    writeFileSync(join(casesDir, `${number}.text`), text)
    writeFileSync(join(casesDir, `${number}.range`), `${owner} ${start} ${count}\n`)
  }
  const { stdout, stderr } = runInNamespace(ASK_NEWUIDMAP, [casesDir])
  const answers = new Map(
    stdout.split('\n').map((line) => {
      const [, number, map = ''] = /^= (\d+)(?: (.*))?$/.exec(line) ?? []
      return [Number(number), map] as const
    }),
  )
  const failures = cases.flatMap(({ text, owner, start, count, isOurs }, number) => {
    const answer = answers.get(number)
    if (answer === (isOurs ? `0 ${start} ${count}` : '')) return []
    const broken = `newuidmap gives ${owner} ${start}:${count}: ${answer ?? `no answer: ${stderr}`}`
    return [{ kind: 'subuid', text, broken }]
  })
  return { asked: cases.length, failures }
}

function mapCases(text: string): readonly MapCase[] {
  const { ranges } = parseSubordinateFile(text)
  const first = ranges.find(({ owner, count }) => count > 0 && /^[a-z]/.test(owner))
  if (first === undefined) return []
  const { owner, start, count } = first
  // The account has the UID 65534 here, so lines of that UID are its own too.
  const own = ranges.filter((range) => range.owner === owner || range.owner === '65534')
  const has = (id: number) =>
    own.some((range) => id >= range.start && id < range.start + range.count)
  const cases = [{ text, owner, start, count, isOurs: true }]
  if (start > 0) {
    cases.push({ text, owner, start: start - 1, count: count + 1, isOurs: has(start - 1) })
  }
  // 4294967295 is no ID that the kernel maps.
  if (start + count < 4294967295) {
    cases.push({ text, owner, start, count: count + 1, isOurs: has(start + count) })
  }
  return cases
}
