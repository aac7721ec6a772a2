import { describe, expect, it } from 'vitest'
import { refuseUnknown, strict, StrictEmitter, withMembers } from './strict.ts'

describe('strict', () => {
  const dialog = strict('dialog', { showSaveDialog: (): string => 'real' })

  it('names what it does not have', () => {
    expect(() => Reflect.get(dialog, 'showOpenDialog')).toThrow('dialog.showOpenDialog')
    expect(() => Reflect.set(dialog, 'showOpenDialog', 1)).toThrow('dialog.showOpenDialog')
  })

  it('lets tests replace what it has, and itself be awaited and printed', async () => {
    dialog.showSaveDialog = () => 'replaced'
    expect((await Promise.resolve(dialog)).showSaveDialog()).toBe('replaced')
    expect(JSON.stringify(dialog)).toBe('{}')
  })
})

it('StrictEmitter takes no listener for an event that never comes', () => {
  const emitter = new StrictEmitter('app', ['ready'])
  expect(() => emitter.on('readdy', () => undefined)).toThrow("app.on('readdy')")
  expect(() => emitter.once('ready', () => undefined)).not.toThrow()
})

it('withMembers keeps a getter a getter', () => {
  let count = 0
  const counter = withMembers(new StrictEmitter('counter', []), {
    get next() {
      count += 1
      return count
    },
  })
  const first = counter.next
  expect(counter.next).toBe(first + 1)
})

it('refuseUnknown names the first unknown option', () => {
  expect(() => refuseUnknown('BrowserWindow({…})', { width: 1, kiosk: true }, ['width'])).toThrow(
    'BrowserWindow({…}).kiosk',
  )
})
