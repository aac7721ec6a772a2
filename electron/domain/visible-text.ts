/**
 * A text of the machine as a reader may trust it: what would not be seen, or would rearrange what is seen, is named by
 * its number in Unicode, as in `⟨U+202E⟩`. That is every control and format character (bidirectional marks, joiners), line
 * and paragraph separators, and halves of characters. Line feeds and tabs stay, because files are shown as they are.
 */
export function visibleText(text: string): string {
  return text.replaceAll(/(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, nameOf)
}

/** The same where everything has to stay on one line: among other lines, a name could otherwise pass for one of them. */
export function visibleLine(text: string): string {
  return visibleText(text).replaceAll('\n', nameOf)
}

function nameOf(character: string): string {
  const number = character.codePointAt(0) ?? 0
  return `⟨U+${number.toString(16).toUpperCase().padStart(4, '0')}⟩`
}
