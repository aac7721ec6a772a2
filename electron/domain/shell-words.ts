/** One word for a POSIX shell that means exactly `text`. Throws for NUL, which no shell word can hold. */
export function quote(text: string): string {
  if (text.includes('\0')) throw new Error('A shell word cannot hold NUL')
  return `'${text.replaceAll("'", `'\\''`)}'`
}

/** A word of a command for people: bare where it means itself, quoted otherwise. */
export function shellWord(text: string): string {
  return /^[\w/.:=,@-]+$/.test(text) ? text : quote(text)
}
