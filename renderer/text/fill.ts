import { visibleLine } from '#domain/visible-text.ts'

/**
 * Puts values into a sentence's `{name}` places. A place without a value stays as it is, so that it is seen. A backtick in
 * a value becomes a full-width one: it is no mark of the sentence, which Prose would take away.
 */
export function fill(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return filled(sentence, values, (value) => visibleLine(String(value)).replaceAll('`', '｀'))
}

/** The same with values that are sentences of a catalogue, themselves filled: their marks stay marks. */
export function fillSentences(sentence: string, values: Readonly<Record<string, string>>): string {
  return filled(sentence, values, (value) => value)
}

function filled<Value>(
  sentence: string,
  values: Readonly<Record<string, Value>>,
  show: (value: Value) => string,
): string {
  return sentence.replace(/\{(?<name>\w+)\}/gu, (place, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined
    return value === undefined ? place : show(value)
  })
}

/** What a catalogue calls something; a name that it does not know stays itself, `constructor` too. */
export function wordFor(name: string, words: Readonly<Record<string, string>>): string {
  return Object.hasOwn(words, name) ? (words[name] ?? name) : name
}
