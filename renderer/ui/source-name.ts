/** A page's name as people speak of it: `moby/moby#37560`, `subuid(5)`, else the site. */
export function nameOfSource(url: string): string {
  const { hostname, pathname } = new URL(url)
  const parts = pathname.split('/').filter((part) => part !== '')
  if (hostname === 'github.com') return nameOnGitHub(parts)
  const manual = /^(?<page>.+)\.(?<section>\d\w*)\.html$/u.exec(parts.at(-1) ?? '')?.groups
  if (manual !== undefined) return `${manual['page'] ?? ''}(${manual['section'] ?? ''})`
  return hostname.replace(/^www\./u, '')
}

/** An issue or a change request by its number, a file or folder by its name, else the project. */
function nameOnGitHub(parts: readonly string[]): string {
  const [owner = '', project = '', kind, place, ...path] = parts
  const repository = `${owner}/${project}`
  if (kind === 'issues' || kind === 'pull') return `${repository}#${place ?? ''}`
  const name = path.at(-1)
  return name === undefined ? repository : `${repository}: ${name}`
}
