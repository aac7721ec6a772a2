// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import { Prose } from '../ui/Prose.tsx'
import { show } from '../testing/show.tsx'

const hostile = '<b>x</b>\u202Egnp\u001B[31m'
const seen = '<b>x</b>⟨U+202E⟩gnp⟨U+001B⟩[31m'

it('shows whatever an element holds as text, with nothing hidden in it', async () => {
  const { place } = await show(
    <section aria-label={hostile}>
      <p>{hostile}</p>
      <p>
        {hostile}, {1}
      </p>
      <p>
        <Prose>{hostile}</Prose>
      </p>
      <bdi>{`two\nlines`}</bdi>
      <pre>{`two\nlines`}</pre>
      <svg>
        <text>{hostile}</text>
      </svg>
    </section>,
  )
  expect(place.querySelector('section')?.getAttribute('aria-label')).toBe(seen)
  expect([...place.querySelectorAll('p, text')].map(({ textContent }) => textContent)).toEqual([
    seen,
    `${seen}, 1`,
    seen,
    seen,
  ])
  expect(place.querySelector('bdi')?.textContent).toBe('two⟨U+000A⟩lines')
  expect(place.querySelector('pre')?.textContent).toBe('two\nlines')
  expect(place.querySelector('b')).toBeNull()
})
