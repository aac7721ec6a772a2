import { expect, it } from 'vitest'
import { toAppUrl, toPageUrl } from './scheme-urls.ts'

const schemes = new Set(['app'])

it.each([
  ['app://subroot/index.html', 'https://subroot.app.electron-host.invalid/index.html'],
  ['app://subroot/a/b.js?x=1#y', 'https://subroot.app.electron-host.invalid/a/b.js?x=1#y'],
])('%s is %s in Chromium', (appUrl, pageUrl) => {
  expect(toPageUrl(appUrl, schemes)).toBe(pageUrl)
  expect(toAppUrl(pageUrl, schemes)).toBe(appUrl)
})

it.each([
  'https://example.org/',
  'file:///etc/passwd',
  'other://subroot/index.html',
  'app://user@subroot/',
  'app://subroot:1/',
])('%s has no page', (url) => {
  expect(toPageUrl(url, schemes)).toBeUndefined()
})

it.each([
  'https://example.org/',
  'http://subroot.app.electron-host.invalid/',
  'https://subroot.other.electron-host.invalid/',
  'https://subroot.app.electron-host.invalid.example.org/',
  'https://subroot.app.electron-host.invalid:8443/',
  'about:blank',
])('%s stays what it is for main', (url) => {
  expect(toAppUrl(url, schemes)).toBe(url)
})
