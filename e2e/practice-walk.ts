import { expect } from '@playwright/test'
import { practiceInEnglish } from '../renderer/text/practice/en.ts'
import { practiceInChinese } from '../renderer/text/practice/zh-CN.ts'
import type { Language, WizardPage } from './wizard-page.ts'

const texts = { en: practiceInEnglish, 'zh-CN': practiceInChinese }

/** From any step to Check of a simulated machine, as a user gets there. */
export async function enterPractice(
  wizard: WizardPage,
  machine: string,
  language: Language = 'en',
): Promise<void> {
  if (!(await wizard.heading('practice').isVisible())) await wizard.button('practice').click()
  await wizard.isAt('practice')
  await wizard.page.getByRole('searchbox').fill(machine)
  await wizard.page
    .getByRole('button', { name: `${texts[language].open} ${machine}`, exact: true })
    .click()
  await wizard.isAt('check')
  await expect(wizard.button('leavePractice')).toBeEnabled()
}
