import { expect, it } from 'vitest'
import { parseHostFacts } from '#domain/parse-host-facts.ts'
import type { HostSnapshot } from '#domain/host-snapshot.ts'
import { bookworm, bookwormWithDocker, textFile } from '#domain/testing/bookworm.ts'
import { centos7 } from '#domain/testing/kernels.ts'
import { en } from '../../text/en.ts'
import { machineRows } from './machine-rows.ts'

const rowsOf = (snapshot: HostSnapshot) =>
  Object.fromEntries(
    machineRows(parseHostFacts(snapshot), en, 'en').map(({ label, value, note }) => [
      label,
      note === undefined ? value : `${value} (${note})`,
    ]),
  )

it('says where the options come from, and what the next start will be where it differs', () => {
  const path = '/etc/default/docker'
  const options = textFile('DOCKER_OPTS="--debug"\n')
  const unit = `[Service]\nEnvironmentFile=${path}\nExecStart=/usr/sbin/dockerd $DOCKER_OPTS\n`
  const rows = rowsOf(
    bookwormWithDocker({
      configuration: {
        unitFiles: [{ path: '/lib/systemd/system/docker.service', file: textFile(unit) }],
        needsReload: false,
        script: undefined,
        optionFiles: [{ path, file: options }],
      },
    }),
  )
  expect(rows['Docker’s options']).toBe(`${path} (DOCKER_OPTS, which the service passes on)`)
  expect(rows['Command line']).toContain('(at the next start: /usr/sbin/dockerd --debug)')
})

it('names no options where the service passes none on, and no boot loader where nothing is missing', () => {
  const rows = rowsOf(bookworm)
  expect(Object.keys(rows)).not.toContain('Docker’s options')
  expect(Object.keys(rows)).not.toContain('Boot loader')
  expect(rows['Command line']).not.toContain('at the next start')
})

it('names what changes the boot arguments where some are missing', () => {
  expect(rowsOf(centos7(693))['Boot loader']).toBe('grubby')
})
