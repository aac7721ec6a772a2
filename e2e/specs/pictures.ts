import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { projectDir } from '../electron-runtime.ts'

/** Keeps a picture of the page as out/screens/FOLDER/NAME.png. */
export async function keepPicture(page: Page, folder: string, name: string): Promise<void> {
  const dir = join(projectDir, 'out/screens', folder)
  await mkdir(dir, { recursive: true })
  await page.screenshot({ path: join(dir, `${name}.png`) })
}
