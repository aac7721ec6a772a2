import { expect, it } from 'vitest'
import { verdictsOf } from '#domain/containers/verdicts-of.ts'
import { parseHostFacts } from '#domain/parse-host-facts.ts'
import { bindMount, bookwormWithDocker, container } from '#domain/testing/bookworm.ts'
import { remediesOf } from './remedies-of.ts'

it('names each remedy once, and being exempt last', () => {
  const facts = parseHostFacts(
    bookwormWithDocker({
      containers: [
        container({
          privileged: true,
          networkMode: 'host',
          devices: [{ host: '/dev/null', inside: '/dev/x' }],
          mounts: [bindMount('/srv/unseen')],
        }),
      ],
    }),
  )
  const [verdict] = verdictsOf(facts, { start: 231072, count: 65536 })
  expect(remediesOf(verdict!).map(({ lines }) => lines)).toEqual([
    ['--device /dev/null'],
    ['sudo ls -ldn /srv/unseen'],
    ['sudo ls -ldn /dev/null'],
    ['--userns=host'],
  ])
})
