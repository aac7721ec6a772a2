// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import { parseHostFacts } from '#domain/parse-host-facts.ts'
import { bookworm, bookwormWithDocker, textFile } from '#domain/testing/bookworm.ts'
import { show } from '../../testing/show.tsx'
import { WayField } from './WayField.tsx'

const OPTIONS = '/etc/default/docker'
const options = textFile('# Options\n')

/** Bookworm whose unit passes DOCKER_OPTS of /etc/default/docker on. */
const withOptions = parseHostFacts({
  ...bookwormWithDocker({
    configuration: {
      unitFiles: [
        {
          path: '/lib/systemd/system/docker.service',
          file: textFile(
            `[Service]\nEnvironmentFile=-${OPTIONS}\nExecStart=/usr/sbin/dockerd -H fd:// $DOCKER_OPTS\n`,
          ),
        },
      ],
      needsReload: false,
      script: undefined,
      optionFiles: [{ path: OPTIONS, file: options }],
    },
  }),
  files: { ...bookworm.files, otherFiles: { [OPTIONS]: options } },
})

it('offers both places where Docker reads both, and names them', async () => {
  const { place } = await show(<WayField facts={withOptions} way="daemon-config" />)
  const radios = [...place.querySelectorAll<HTMLInputElement>('input[type=radio]')]
  expect(radios.map(({ checked }) => checked)).toEqual([true, false])
  const described = radios.map((radio) => [
    place.querySelector(`label[for="${radio.id}"]`)?.textContent,
    document.getElementById(radio.getAttribute('aria-describedby') ?? '')?.textContent,
  ])
  expect(described[0]?.[0]).toContain('/etc/docker/daemon.json')
  expect(described[1]?.[0]).toContain(OPTIONS)
  expect(described[1]?.[1]).toContain('DOCKER_OPTS')
})

it('asks nothing where there is one place only', async () => {
  const { place } = await show(<WayField facts={parseHostFacts(bookworm)} way="daemon-config" />)
  expect(place.textContent).toBe('')
})
