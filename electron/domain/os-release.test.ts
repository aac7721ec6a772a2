import { expect, it } from 'vitest'
import { parseOsRelease } from './os-release.ts'

it('reads Debian’s file', () => {
  const text =
    'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nNAME="Debian GNU/Linux"\nVERSION_ID="12"\n' +
    'VERSION="12 (bookworm)"\nVERSION_CODENAME=bookworm\nID=debian\nHOME_URL="https://www.debian.org/"\n'
  expect(parseOsRelease(text)).toEqual({
    id: 'debian',
    idLike: [],
    versionId: '12',
    versionCodename: 'bookworm',
    prettyName: 'Debian GNU/Linux 12 (bookworm)',
  })
})

it('takes single quotes, escapes, several ID_LIKE words, comments and a missing final line feed', () => {
  const text = `# a comment\nID='rocky'\nID_LIKE="rhel centos fedora"\nPRETTY_NAME="A \\"quoted\\" \\$name \\\\"`
  expect(parseOsRelease(text)).toEqual({
    id: 'rocky',
    idLike: ['rhel', 'centos', 'fedora'],
    versionId: undefined,
    versionCodename: undefined,
    prettyName: 'A "quoted" $name \\',
  })
})

it('takes the man page’s defaults for an empty file, and the last of repeated lines', () => {
  expect([parseOsRelease(''), parseOsRelease('ID=a\nID=b\n').id]).toEqual([
    {
      id: 'linux',
      idLike: [],
      versionId: undefined,
      versionCodename: undefined,
      prettyName: 'Linux',
    },
    'b',
  ])
})
