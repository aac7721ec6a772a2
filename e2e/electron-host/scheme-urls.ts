/**
 * Chromium does not know the app's own scheme, so there a page of `app://host/path` lives at
 * `https://host.app.electron-host.invalid/path`: a secure origin of its own, under a name that never resolves
 * (RFC 6761). Main sees only its own scheme.
 */
const suffix = '.electron-host.invalid'

export function toPageUrl(url: string, schemes: ReadonlySet<string>): string | undefined {
  const match = /^(?<scheme>[a-z][a-z0-9+.-]*):\/\/(?<host>[a-z0-9-]+)(?<rest>[/?#].*)?$/u.exec(url)
  const { scheme, host, rest } = match?.groups ?? {}
  if (!scheme || !host || !schemes.has(scheme)) return undefined
  return `https://${host}.${scheme}${suffix}${rest ?? '/'}`
}

/** The URL as main knows it; any other URL stays as it is. */
export function toAppUrl(url: string, schemes: ReadonlySet<string>): string {
  const match =
    /^https:\/\/(?<host>[a-z0-9-]+)\.(?<scheme>[a-z][a-z0-9+-]*)\.electron-host\.invalid(?<rest>[/?#].*)?$/u.exec(
      url,
    )
  const { scheme, host, rest } = match?.groups ?? {}
  return scheme && host && schemes.has(scheme) ? `${scheme}://${host}${rest ?? '/'}` : url
}
