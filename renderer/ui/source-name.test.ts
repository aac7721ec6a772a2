import { expect, it } from 'vitest'
import { SOURCE_LINKS } from '#domain/source-links.ts'
import { nameOfSource } from './source-name.ts'

it('names issues, files, projects and manual pages as people do', () => {
  expect(
    [
      'https://github.com/moby/moby/issues/37560',
      'https://github.com/moby/moby/pull/51042',
      'https://github.com/moby/moby/blob/master/daemon/daemon_unix.go',
      'https://github.com/moby/moby/tree/master/contrib/init',
      'https://github.com/canonical/docker-snap',
      'https://man7.org/linux/man-pages/man5/subuid.5.html',
      'https://docs.docker.com/engine/security/userns-remap/',
      'https://www.freedesktop.org/software/systemd/',
    ].map(nameOfSource),
  ).toEqual([
    'moby/moby#37560',
    'moby/moby#51042',
    'moby/moby: daemon_unix.go',
    'moby/moby: init',
    'canonical/docker-snap',
    'subuid(5)',
    'docs.docker.com',
    'freedesktop.org',
  ])
})

it('has a short name for every page that the product points to', () => {
  expect(
    SOURCE_LINKS.map(nameOfSource).filter((name) => name.length > 60 || /[/:#]$/u.test(name)),
  ).toEqual([])
})
