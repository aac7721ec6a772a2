import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseOsRelease } from '#domain/os-release.ts'
import type { Answers, Failure } from './laws.ts'
import { isPlainShell } from './laws.ts'

const SOURCE_EACH = `
number=0
while [ -e "$1/$number.text" ]; do
  (
    unset ID ID_LIKE VERSION_ID VERSION_CODENAME PRETTY_NAME
    . "$1/$number.text"
    printf '%s\\n%s\\n%s\\n%s\\n%s\\n' "$ID" "$ID_LIKE" "$VERSION_ID" "$VERSION_CODENAME" "$PRETTY_NAME"
  )
  number=$((number + 1))
done`

/** Whether a shell that sources os-release(5) has the values that we read. Only plain assignments reach it, as nobody. */
export function askShell(texts: readonly string[], dir: string): Answers {
  const casesDir = join(dir, 'release')
  mkdirSync(casesDir)
  const plain = texts.filter(isPlainShell)
  for (const [number, text] of plain.entries())
    writeFileSync(join(casesDir, `${number}.text`), text)
  const nobody = ['--reuid=65534', '--regid=65534', '--clear-groups', '--no-new-privs']
  const { stdout } = spawnSync('setpriv', [...nobody, 'sh', '-c', SOURCE_EACH, 'sh', casesDir], {
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
    cwd: '/',
    env: { PATH: '/usr/bin:/bin' },
  })
  const lines = stdout.split('\n')
  const failures = plain.flatMap((text, number): readonly Failure[] => {
    const [id, idLike, ...others] = lines.slice(number * 5, number * 5 + 5)
    const words = (idLike ?? '').split(/\s+/).filter((word) => word !== '')
    const [versionId, codename, pretty] = others
    const asShell = [
      id || 'linux',
      words.join(' '),
      versionId || undefined,
      codename || undefined,
      pretty || 'Linux',
    ]
    const release = parseOsRelease(text)
    const ours = [
      release.id,
      release.idLike.join(' '),
      release.versionId,
      release.versionCodename,
      release.prettyName,
    ]
    return JSON.stringify(asShell) === JSON.stringify(ours)
      ? []
      : [
          {
            kind: 'os-release',
            text,
            broken: `sh reads ${JSON.stringify(asShell)}, we ${JSON.stringify(ours)}`,
          },
        ]
  })
  return { asked: plain.length, failures }
}
