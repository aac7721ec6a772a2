/** A share of the width as SVG and CSS want it. */
export function percent(share: number): string {
  return `${(share * 100).toFixed(3)}%`
}
