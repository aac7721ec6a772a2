/** An entry of an access control list, acl(5). Without an ID it speaks of the owner, or of the owning group. */
export type AclEntry = {
  readonly kind: 'user' | 'group' | 'mask' | 'other'
  readonly id: number | undefined
  readonly permissions: number
}

/** Entries as `getfacl --numeric` prints them (`user:231072:rwx`); defaults for new files and comments are passed over. */
export function parseAcl(text: string): readonly AclEntry[] {
  return [
    ...text.matchAll(/^(?<kind>user|group|mask|other):(?<id>\d*):(?<bits>[r-][w-][x-])/gm),
  ].flatMap(({ groups }) => {
    const { kind, id = '', bits = '' } = groups ?? {}
    if (kind !== 'user' && kind !== 'group' && kind !== 'mask' && kind !== 'other') return []
    const permissions =
      (bits.startsWith('r') ? 4 : 0) + (bits[1] === 'w' ? 2 : 0) + (bits.endsWith('x') ? 1 : 0)
    return [{ kind, id: id === '' ? undefined : Number(id), permissions }]
  })
}
