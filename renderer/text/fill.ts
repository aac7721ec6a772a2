import { visibleLine } from '#domain/visible-text.ts'

/**
 * Puts values into a sentence's `{name}` places. A place without a value stays as it is, so that it is seen. A backtick in
 * a value becomes a full-width one: it is no mark of the sentence, which Prose would take away.
 */
export function fill(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(?<name>\w+)\}/gu, (place, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined
    return value === undefined ? place : visibleLine(String(value)).replaceAll('`', '｀')
  })
}

/** What a catalogue calls something; a name that it does not know stays itself, `constructor` too. */
export function wordFor(name: string, words: Readonly<Record<string, string>>): string {
  return Object.hasOwn(words, name) ? (words[name] ?? name) : name
}
