/** One proof that the plan came true, with what was seen. */
export type Check = {
  readonly code:
    | 'daemon-reports-remapping'
    | 'data-root'
    | 'subordinate-ranges'
    | 'container-mapping'
    | 'container-root-on-host'
  /** undefined: could not be looked at yet (no container runs, the socket is not readable). Never counted as passed. */
  readonly ok: boolean | undefined
  /** What was read, in the machine's own words. */
  readonly evidence: string
  /** What the plan said it would be. */
  readonly expected: string
}
