/** `action` is empty where there is nothing to do. */
export type FindingText = {
  readonly title: string
  readonly detail: string
  readonly action: string
}
