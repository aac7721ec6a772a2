import { expect, it } from 'vitest'
import type { ContainerProcess } from '#domain/container-process.ts'
import { aProcess } from '#domain/testing/a-process.ts'
import { en } from '../text/en.ts'
import { bandsOf } from './bands.ts'
import { sentenceOf } from './sentence.ts'
import { workstation } from './testing/workstation.ts'

const bands = bandsOf(workstation, [{ start: 458752, count: 65536 }], 'uid')
const id = (host: number, container: number | undefined, hostName?: string) => ({
  host,
  container,
  hostName,
  containerName: undefined,
})

it.each<[Partial<ContainerProcess>, string]>([
  [{}, 'UID 0 in redis is UID 458752 here, which belongs to dockremap’s range.'],
  [
    { uid: id(200000, 0) },
    'UID 0 in redis is UID 200000 here, which no account of this machine has.',
  ],
  [
    { uid: id(0, 0, 'root'), hostUserNamespace: true },
    'UID 0 in redis is UID 0 here: root of this machine.',
  ],
  [
    { uid: id(1000, 1000, 'alice'), hostUserNamespace: true },
    'UID 1000 in redis is UID 1000 here, which is alice.',
  ],
  [
    { uid: id(999, 999), hostUserNamespace: true },
    'UID 999 in redis is UID 999 here as well: it is not remapped.',
  ],
  [
    { uid: id(1000, undefined, 'alice') },
    'UID 1000 here has no number in redis: it shows as nobody there.',
  ],
])('says of %j: %s', (changes, sentence) => {
  expect(sentenceOf(aProcess(1, changes), 'uid', bands, en)).toBe(sentence)
})

it('says of root’s group that it is no user', () => {
  const process = aProcess(1, { gid: id(0, 0, 'root'), hostUserNamespace: true })
  expect(sentenceOf(process, 'gid', bands, en)).toBe(
    'GID 0 in redis is GID 0 here: root’s group on this machine.',
  )
})
