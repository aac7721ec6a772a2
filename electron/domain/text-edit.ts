/** Replaces `length` UTF-16 units at `offset` by `content`; jsonc-parser's shape. Offsets refer to the unedited text. */
export type TextEdit = {
  readonly offset: number
  readonly length: number
  readonly content: string
}
