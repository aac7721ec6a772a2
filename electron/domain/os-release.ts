/** The fields of os-release(5) that Subroot uses; defaults as the man page gives them. */
export type OsRelease = {
  readonly id: string
  readonly idLike: readonly string[]
  readonly versionId: string | undefined
  readonly versionCodename: string | undefined
  readonly prettyName: string
}
