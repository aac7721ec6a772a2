/** Whether a version such as `20.10.24+dfsg1` is older than `major.minor`. A version without numbers (`dev`) is not. */
export function isOlderThan(version: string, major: number, minor = 0): boolean {
  const [, majorText, minorText] = /^(\d+)\.(\d+)/.exec(version) ?? []
  if (majorText === undefined) return false
  return Number(majorText) < major || (Number(majorText) === major && Number(minorText) < minor)
}
