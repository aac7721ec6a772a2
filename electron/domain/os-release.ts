/** The fields of os-release(5) that Subroot uses; defaults as the man page gives them. */
export type OsRelease = {
  readonly id: string
  readonly idLike: readonly string[]
  readonly versionId: string | undefined
  readonly versionCodename: string | undefined
  readonly prettyName: string
}

/**
 * os-release(5): shell assignments, values bare or in quotes. The last assignment of a name wins, as in a shell;
 * lines that are no assignment are ignored. An empty text is an unknown Linux.
 */
export function parseOsRelease(text: string): OsRelease {
  const assignments = text.matchAll(/^[ \t]*(?<name>[A-Z][A-Z0-9_]*)=(?<value>.*?)\s*$/gm)
  const values = new Map(
    [...assignments].map((match) => [match.groups?.['name'], unquote(match.groups?.['value'])]),
  )
  return {
    id: values.get('ID') || 'linux',
    idLike: (values.get('ID_LIKE') ?? '').split(/\s+/).filter((word) => word !== ''),
    versionId: values.get('VERSION_ID') || undefined,
    versionCodename: values.get('VERSION_CODENAME') || undefined,
    prettyName: values.get('PRETTY_NAME') || 'Linux',
  }
}

function unquote(value = ''): string {
  if (/^'[^']*'$/.test(value)) return value.slice(1, -1)
  const content = /^"(?<content>.*)"$/.exec(value)?.groups?.['content'] ?? value
  return content.replace(/\\(["'$`\\])/g, '$1')
}
