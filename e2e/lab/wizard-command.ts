import type { ButtonName, StepName } from '../wizard-page.ts'

/** What drive-wizard.ts can be told. */
export type WizardCommand =
  /** `last`: the last one of several with that name, as in a list. */
  | { readonly kind: 'press'; readonly button: ButtonName; readonly last?: boolean }
  /** Waits until the button can be pressed. */
  | { readonly kind: 'wait-for-button'; readonly button: ButtonName }
  | { readonly kind: 'wait-for-step'; readonly step: StepName }
  /** Any of them; replies with the text of the one that came. */
  | {
      readonly kind: 'wait-for-notice'
      readonly titles: readonly string[]
      readonly timeoutMs: number
    }
  | { readonly kind: 'read-text' }
  /** Waits for a row of the page's table that contains a text and scrolls to it; replies with its cells. */
  | { readonly kind: 'wait-for-row'; readonly text: string }
  /** Calls that the page itself makes; the reply is main's. */
  | { readonly kind: 'verify'; readonly runId: string }
  | { readonly kind: 'list-runs' }
  /** Saves the report on Prove to a path of the machine that ends in .html; replies with a SavedWizardReport. */
  | { readonly kind: 'save-report'; readonly path: string }
  /** Replies with a PNG in base64. */
  | { readonly kind: 'screenshot' }

export type WizardReply<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly value: string }
