import { expect, it } from 'vitest'
import { parseCommandLine } from './command-line.ts'

it("reads Playwright's command line", () => {
  const args = [
    '-r',
    '/loader.js',
    '--no-sandbox',
    '--inspect=0',
    '--remote-debugging-port=0',
    '/app',
  ]
  expect(parseCommandLine(args)).toEqual({
    preloadModules: ['/loader.js'],
    switches: new Map([
      ['no-sandbox', ''],
      ['inspect', '0'],
      ['remote-debugging-port', '0'],
    ]),
    appPath: '/app',
  })
})

it('takes switches on both sides of the app, and no second app', () => {
  expect(parseCommandLine(['--lang=en', '.', '--user-data-dir=/tmp/a=b', 'document'])).toEqual({
    preloadModules: [],
    switches: new Map([
      ['lang', 'en'],
      ['user-data-dir', '/tmp/a=b'],
    ]),
    appPath: '.',
  })
})

it('has no app when none is named', () => {
  expect(parseCommandLine(['--version']).appPath).toBeUndefined()
})
