import type { ContainerProcess } from '#domain/container-process.ts'
import type { Piece } from './inside-line.ts'
import type { Layout } from './layout.ts'
import type { Line } from './model.ts'
import type { Person } from './people.ts'
import type { PictureKeys } from './use-picture-keys.ts'

/** What all parts of the drawing are made from. */
export type DrawingProps = {
  readonly line: Line
  readonly layout: Layout
  readonly pieces: readonly Piece[]
  readonly people: readonly Person[]
  readonly process: ContainerProcess
  readonly keys: PictureKeys
  /** Of patterns and options. */
  readonly id: string
  /** From a share of the line to pixels. */
  readonly x: (share: number) => number
  /** The right edge, in pixels. */
  readonly width: number
}
