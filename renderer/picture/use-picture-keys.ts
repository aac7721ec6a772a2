import { useId, useState } from 'react'
import type { KeyboardEvent, PointerEvent } from 'react'
import type { Band } from './bands.ts'
import type { Line } from './model.ts'
import { placeAfter } from './moves.ts'
import type { Place } from './moves.ts'
import type { Person } from './people.ts'
import { middleOf } from './scale.ts'

type Options = {
  readonly line: Line
  readonly people: readonly Person[]
  readonly person: Person | undefined
  /** Where the person is on the upper line, from 0 to 1. */
  readonly position: number
  readonly onChoose: (person: Person) => void
}

/** A row that the keys lead through: users above, then the machine's bands, then claims. */
const PEOPLE = 0
const OWNED = 1
const CLAIMS = 2

export type PictureKeys = {
  /** The band that is described; undefined while a user is. */
  readonly marked: Band | undefined
  /** What each band's shape must carry. */
  readonly bandProps: (
    band: Band,
  ) => OptionProps & { readonly onPointerMove: (event: PointerEvent) => void }
  /** What the shape of the user who is looked at must carry. */
  readonly personProps: OptionProps
  readonly listProps: {
    readonly role: 'listbox'
    readonly tabIndex: 0
    readonly 'aria-activedescendant': string
    readonly onKeyDown: (event: KeyboardEvent) => void
  }
}

type OptionProps = {
  readonly role: 'option'
  readonly id: string
  readonly 'aria-selected': boolean
}

/** One stop for the keyboard, and arrow keys within: users of containers in one row, who has which IDs in the others. */
export function usePictureKeys(options: Options): PictureKeys {
  const { line, people, person, position, onChoose } = options
  const id = useId()
  const [markedKey, setMarkedKey] = useState<string | undefined>(undefined)
  const owned = line.owned.map(({ band }) => band)
  const claims = line.claims.map(({ band }) => band)
  const marked = [...owned, ...claims].find((band) => keyOf(band) === markedKey)
  const idOf = (band: Band) => `${id}-${keyOf(band)}`
  const personId = `${id}-person`

  function place(): Place {
    if (marked === undefined) return { row: PEOPLE, index: person ? people.indexOf(person) : 0 }
    const row = marked.kind === 'claim' ? CLAIMS : OWNED
    return { row, index: (row === CLAIMS ? claims : owned).indexOf(marked) }
  }

  function move(event: KeyboardEvent): void {
    // From a band the way up leads to the user who is shown, wherever the other ones are.
    const upper = marked
      ? people.map((one) => (one === person ? position : 2))
      : people.map(() => position)
    const next = placeAfter(event.key, place(), [
      upper,
      middlesOf(owned, line),
      middlesOf(claims, line),
    ])
    if (next === undefined) return
    event.preventDefault()
    if (next.row === PEOPLE) {
      setMarkedKey(undefined)
      const chosen = people[next.index]
      if (chosen) onChoose(chosen)
    } else {
      const band = (next.row === CLAIMS ? claims : owned)[next.index]
      setMarkedKey(band && keyOf(band))
    }
  }

  return {
    marked,
    bandProps: (band) => ({
      role: 'option',
      id: idOf(band),
      'aria-selected': band === marked,
      // Where the page moves beneath a pointer that rests, nobody has pointed at anything.
      onPointerMove: ({ movementX, movementY }) => {
        if (movementX !== 0 || movementY !== 0) setMarkedKey(keyOf(band))
      },
    }),
    personProps: { role: 'option', id: personId, 'aria-selected': marked === undefined },
    listProps: {
      role: 'listbox',
      tabIndex: 0,
      'aria-activedescendant': marked ? idOf(marked) : personId,
      onKeyDown: move,
    },
  }
}

function middlesOf(bands: readonly Band[], { scale }: Line): readonly number[] {
  return bands.map(({ range }) => middleOf(scale, range.start + Math.floor(range.count / 2)))
}

function keyOf({ kind, range, owners }: Band): string {
  return [kind, range.start, range.count, owners[0]?.kind, owners[0]?.name].join('-')
}
