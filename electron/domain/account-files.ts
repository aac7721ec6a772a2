/** A line of passwd(5). */
export type Account = {
  readonly name: string
  readonly uid: number
  readonly gid: number
  readonly gecos: string
  readonly home: string
  readonly shell: string
}

/** A line of group(5). */
export type Group = {
  readonly name: string
  readonly gid: number
  readonly members: readonly string[]
}
