import type { Locator } from '@playwright/test'

/** Presses a button that copies, and waits until the page says so. It says it for two seconds, so the page itself looks. */
export async function pressAndSeeCopied(button: Locator, word: string): Promise<void> {
  const seen = button.page().evaluate(
    (copied) =>
      new Promise<void>((resolve) => {
        const timer = setInterval(() => {
          const confirmations = [...document.querySelectorAll('.copy-confirmation')]
          if (!confirmations.some(({ textContent }) => textContent === copied)) return
          clearInterval(timer)
          resolve()
        }, 50)
      }),
    word,
  )
  await Promise.all([seen, button.click()])
}
