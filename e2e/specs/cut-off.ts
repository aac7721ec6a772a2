import type { Page } from '@playwright/test'
import { settled } from './settled.ts'

/** What a page must fit into; the last is 1024x700 at 200 %: half as many CSS pixels each way. */
export const sizes = [
  { name: '1280x860', width: 1280, height: 860 },
  { name: '1024x700', width: 1024, height: 700 },
  { name: '1024x700-at-200-percent', width: 512, height: 350 },
]

/**
 * Parts that scroll by themselves, what is there for screen readers only, and in the comparison a process' command, and a
 * mapping beside a container's long name: all of it stands below the table once a process is marked.
 */
const EXEMPT =
  'section.code, section.table-scroll, section.diff-scroll, .compare-argv, .group-name .quiet, .visually-hidden, .skip, thead, label'

/** Texts that do not fit their box, and elements that stick out of the window: what only scrolling sideways would show. */
export async function cutOff(page: Page): Promise<readonly string[]> {
  // Drawings take their width from an observer, a frame after the window has its own.
  await settled(page)
  return page.evaluate((exempt) => {
    const problems = document.documentElement.scrollWidth > innerWidth ? ['scrolls sideways'] : []
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      if (element.closest(exempt) !== null || element.closest('svg') !== null) continue
      const { right, width } = element.getBoundingClientRect()
      const { overflowX, display } = getComputedStyle(element)
      const isClipped =
        overflowX !== 'visible' &&
        display !== 'inline' &&
        element.scrollWidth > element.clientWidth + 1
      if ((width > 0 && right > innerWidth + 1) || isClipped) {
        problems.push(
          `${element.tagName}.${element.className}: ${element.textContent.slice(0, 60)}`,
        )
      }
    }
    return problems
  }, EXEMPT)
}
