/** `title` is a few words for a line of its own; `detail` says what happens and why. */
export type ReasonText = { readonly title: string; readonly detail: string }

/** `does` introduces the lines; `price` is empty where there is none to name. */
export type RemedyText = { readonly does: string; readonly price: string }
