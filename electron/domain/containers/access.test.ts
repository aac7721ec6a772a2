import { describe, expect, it } from 'vitest'
import type { Identity } from './access.ts'
import { EXECUTE, HOST_IDS, READ, WRITE, mayAccess } from './access.ts'

const range = { start: 231072, count: 65536 }
const root: Identity = { uid: 0, gids: [0], overrides: true }
const alice: Identity = { uid: 1000, gids: [0], overrides: true }
const inode = (uid: number, gid: number, mode: number, aclText: string | undefined = '') => ({
  uid,
  gid,
  mode,
  aclText,
})
const acl = 'user::rwx\nuser:231072:rwx\ngroup::---\nmask::rwx\nother::---\n'

/** List a directory, and make a file in it: exactly what Docker 20.10.24 answered in a lab machine for each. */
describe('a directory of the host under remapping', () => {
  it.each<[string, ReturnType<typeof inode>, Identity, string]>([
    ['alice 755, root', inode(1000, 1000, 0o755), root, 'yes no'],
    ['alice 755, 1000', inode(1000, 1000, 0o755), alice, 'yes no'],
    ['alice 700, root', inode(1000, 1000, 0o700), root, 'no no'],
    ['alice 700, 1000', inode(1000, 1000, 0o700), alice, 'no no'],
    ['remapped root 700, root', inode(231072, 231072, 0o700), root, 'yes yes'],
    ['remapped root 700, 1000', inode(231072, 231072, 0o700), alice, 'no no'],
    ['remapped 1000 700, root', inode(232072, 232072, 0o700), root, 'yes yes'],
    ['remapped 1000 700, 1000', inode(232072, 232072, 0o700), alice, 'yes yes'],
    ['only the owner mapped, root', inode(232072, 1000, 0o700), root, 'no no'],
    ['only the owner mapped, 1000', inode(232072, 1000, 0o700), alice, 'yes yes'],
    ['only the group mapped, root', inode(1000, 231072, 0o770), root, 'yes yes'],
    ['host root 777, 1000', inode(0, 0, 0o777), alice, 'yes yes'],
    ['alice 700 with a list, root', inode(1000, 1000, 0o770, acl), root, 'yes yes'],
    ['alice 700 with a list, 1000', inode(1000, 1000, 0o770, acl), alice, 'no no'],
    ['host root 751, root', inode(0, 0, 0o751), root, 'no no'],
  ])('%s', (_, directory, identity, expected) => {
    const list = mayAccess(directory, identity, range, READ | EXECUTE)
    const create = mayAccess(directory, identity, range, WRITE | EXECUTE)
    expect(`${list} ${create}`).toBe(expected)
  })

  it('lets root do everything where nothing is remapped, unless the capability is dropped', () => {
    const closed = inode(1000, 1000, 0o700)
    expect(mayAccess(closed, root, HOST_IDS, READ | WRITE | EXECUTE)).toBe('yes')
    expect(mayAccess(closed, { ...root, overrides: false }, HOST_IDS, READ)).toBe('no')
  })

  it('does not guess who a name of the image is', () => {
    const somebody: Identity = { uid: undefined, gids: [], overrides: true }
    expect(mayAccess(inode(231172, 231172, 0o700), somebody, range, READ)).toBe('unknown')
    expect(mayAccess(inode(1000, 1000, 0o700), somebody, range, READ)).toBe('no')
    expect(mayAccess(inode(1000, 1000, 0o755), somebody, range, READ)).toBe('yes')
  })
})
