/** Puts values into a sentence's `{name}` places. A place without a value stays as it is, so that it is seen. */
export function fill(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(?<name>\w+)\}/gu, (place, name: string) =>
    String(values[name] ?? place),
  )
}
