/**
 * A part of the page that is loaded when it is first asked for; undefined when the built page lacks its file. Chromium asks
 * for a file only once, so there is no second attempt.
 */
export function loadOnce<Part>(load: () => Promise<Part>): () => Promise<Part | undefined> {
  let loading: Promise<Part | undefined> | undefined
  return () => {
    loading ??= load().catch(() => undefined)
    return loading
  }
}
