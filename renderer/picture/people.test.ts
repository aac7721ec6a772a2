import { expect, it } from 'vitest'
import { aProcess } from '#domain/testing/a-process.ts'
import { peopleOf, personOf } from './people.ts'

const redis = { host: 459751, container: 999, hostName: undefined, containerName: 'redis' }
const processes = [
  aProcess(30, { containerName: 'web', containerId: 'w'.repeat(64) }),
  aProcess(31, { containerName: 'web', containerId: 'w'.repeat(64) }),
  aProcess(20, { containerName: 'db', uid: redis }),
  aProcess(21, { containerName: 'db' }),
]

it('names each user of a container once, by containers and IDs', () => {
  expect(
    peopleOf(processes).map(
      ({ process, count }) => `${process.containerName} ${process.uid.container} ${count}`,
    ),
  ).toEqual(['db 0 1', 'db 999 1', 'web 0 2'])
})

it('finds the person that a process is one of', () => {
  const people = peopleOf(processes)
  expect(
    personOf(people, aProcess(31, { containerName: 'web', containerId: 'w'.repeat(64) })),
  ).toBe(people[2])
  expect(personOf(people, aProcess(40, { containerId: 'x'.repeat(64) }))).toBeUndefined()
})

it('tells a container with its own user namespace from one without, and a mapped ID from one that is not', () => {
  const unmapped = {
    host: 458752,
    container: undefined,
    hostName: undefined,
    containerName: undefined,
  }
  expect(
    peopleOf([
      aProcess(1),
      aProcess(2, { hostUserNamespace: true }),
      aProcess(3, { uid: unmapped }),
    ]),
  ).toHaveLength(3)
})
