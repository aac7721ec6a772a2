import { expect, type Page } from '@playwright/test'
import { cutOff, sizes } from './cut-off.ts'
import { keepPicture } from './pictures.ts'
import { violationsOf } from './violations.ts'

/** Looks at the screen with axe, and for what is cut off at every size; `variant` is its language and theme. */
export async function visit(page: Page, variant: string, name: string): Promise<void> {
  expect.soft(await violationsOf(page), name).toEqual([])
  for (const size of sizes) {
    await page.setViewportSize(size)
    expect.soft(await cutOff(page), `${name} ${size.name}`).toEqual([])
    await keepPicture(page, variant, `${name}-${size.name}`)
  }
  await page.setViewportSize({ width: 1280, height: 860 })
}
