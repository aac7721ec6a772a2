import type { TermId } from './terms.ts'

/** Every screen of the wizard has an explanation. */
export type ExplainedStep =
  'check' | 'choose' | 'review' | 'apply' | 'prove' | 'undo' | 'resume' | 'history' | 'practice'

export type ChapterId = 'fences' | 'remapping' | 'gains' | 'costs' | 'limits' | 'instead'

export type Chapter = {
  readonly title: string
  readonly paragraphs: readonly string[]
  /** What is better said one by one. */
  readonly points: readonly string[]
}

/** What the explanations say in a language. Words in `backticks` are set as machine text. */
export type ExplainText = {
  readonly parts: { readonly step: string; readonly why: string; readonly glossary: string }
  readonly partsLabel: string
  readonly whatIsThis: string
  readonly byHand: string
  readonly byHandNote: string
  readonly readMore: string
  readonly steps: Readonly<Record<ExplainedStep, string>>
  readonly chapters: Readonly<Record<ChapterId, Chapter>>
  readonly terms: Readonly<Record<TermId, { readonly name: string; readonly meaning: string }>>
}
