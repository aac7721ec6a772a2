import type { BandKind } from './bands.ts'

/** What a band is filled with besides its colour; those without are plain. 8 units square. */
const DRAWINGS: Readonly<Partial<Record<BandKind, string>>> = {
  root: 'M-2 2l4-4M0 8l8-8M6 10l4-4M-2 6l8-8M2 10l8-8',
  system: 'M0 2h8M0 6h8',
  people: 'M2 2h.01M6 6h.01',
  dynamic: 'M0 4h8',
  subordinate: 'M-2 6l4 4M0 0l8 8M6-2l4 4',
  several: 'M-2 6l4 4M0 0l8 8M6-2l4 4M2-2l8 8M-2 2l8 8',
  account: 'M2 2h.01M6 6h.01',
  running: 'M2 0v8M6 0v8',
  reserved: 'M0 0l8 8M8 0l-8 8',
}

type Props = { readonly id: string }

/** Each kind of band has a pattern of its own, so that nothing rests on colour. */
export function Patterns({ id }: Props) {
  return (
    <defs>
      {Object.entries(DRAWINGS).map(([kind, path]) => (
        <pattern
          key={kind}
          id={`${id}-${kind}`}
          width={8}
          height={8}
          patternUnits="userSpaceOnUse"
          className={`pattern pattern-${kind}`}
        >
          <path d={path} />
        </pattern>
      ))}
    </defs>
  )
}

/** The fill of a band's second rectangle, which lies over its colour. */
export function patternFill(id: string, kind: BandKind): string | undefined {
  return DRAWINGS[kind] === undefined ? undefined : `url(#${id}-${kind})`
}
