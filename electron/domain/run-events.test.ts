import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseRunEvents } from './run-events.ts'

const TEXT = `1\t1795493957347\trun-started\tapply
2\t1795493957557\tstep-started\tedit-subuid
3\t1795493957687\tstep-done\tedit-subuid
4\t1795493957690\tlog\tfailed to start daemon: driver not supported
5\t1795493957700\tstep-failed\trestart-docker\tdocker-not-started\tResult=exit-code
6\t1795493957710\trollback-started
7\t1795493957720\trollback-step\tedit-subuid
8\t1795493957725\tkept-for-good\tdrop-remap-flag\t/etc/default/docker
9\t1795493957730\trun-finished\trolled-back
`

describe('parseRunEvents', () => {
  it('reads every kind of event', () => {
    expect(parseRunEvents(TEXT)).toEqual([
      { sequence: 1, at: 1795493957347, kind: 'run-started', action: 'apply' },
      { sequence: 2, at: 1795493957557, kind: 'step-started', step: 'edit-subuid' },
      { sequence: 3, at: 1795493957687, kind: 'step-done', step: 'edit-subuid' },
      {
        sequence: 4,
        at: 1795493957690,
        kind: 'log',
        text: 'failed to start daemon: driver not supported',
      },
      {
        sequence: 5,
        at: 1795493957700,
        kind: 'step-failed',
        step: 'restart-docker',
        code: 'docker-not-started',
        detail: 'Result=exit-code',
      },
      { sequence: 6, at: 1795493957710, kind: 'rollback-started' },
      { sequence: 7, at: 1795493957720, kind: 'rollback-step', step: 'edit-subuid' },
      {
        sequence: 8,
        at: 1795493957725,
        kind: 'kept-for-good',
        step: 'drop-remap-flag',
        path: '/etc/default/docker',
      },
      { sequence: 9, at: 1795493957730, kind: 'run-finished', outcome: 'rolled-back' },
    ])
  })

  it('property: has read only whole lines, wherever the file ends for now', () => {
    const all = parseRunEvents(TEXT)
    fc.assert(
      fc.property(fc.nat(TEXT.length), (length) => {
        const lines = TEXT.slice(0, length).split('\n').length - 1
        expect(parseRunEvents(TEXT.slice(0, length))).toEqual(all.slice(0, lines))
      }),
    )
  })

  it.each([
    ['an unknown kind', '1\t2\tstep-paused\ta'],
    ['no time', '1\t\trollback-started'],
    ['a sequence that is no number', 'x\t2\trollback-started'],
    ['an unknown outcome', '1\t2\trun-finished\tperfect'],
    ['an unknown action', '1\t2\trun-started\tdelete'],
    ['no step', '1\t2\tstep-done'],
    ['nothing in it', ''],
  ])('leaves out a line with %s', (_, line) => {
    expect(parseRunEvents(`${line}\n9\t9\trollback-started\n`)).toEqual([
      { sequence: 9, at: 9, kind: 'rollback-started' },
    ])
  })

  it('takes a failure code that it does not know for an unexpected one', () => {
    expect(parseRunEvents('1\t2\tstep-failed\tcheck\tnew-code\tdetail\n')).toEqual([
      {
        sequence: 1,
        at: 2,
        kind: 'step-failed',
        step: 'check',
        code: 'unexpected',
        detail: 'detail',
      },
    ])
  })

  it('replaces characters that would change how a line is shown', () => {
    expect(parseRunEvents('1\t2\tlog\ta\u001b[31m\u202eb\u2028c\n')).toEqual([
      { sequence: 1, at: 2, kind: 'log', text: 'a [31m b c' },
    ])
  })

  it('property: never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(Array.isArray(parseRunEvents(text))).toBe(true)
      }),
    )
  })
})
