import type { PageApi } from '#contract/channels.ts'

declare global {
  // The preload's only gift to the page.
  var subroot: PageApi
}

export const bridge: PageApi = window.subroot
