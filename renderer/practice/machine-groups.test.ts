import { describe, expect, it } from 'vitest'
import type { PracticeMachine } from '#domain/practice.ts'
import { groupMachines } from './machine-groups.ts'

function machine(name: string, changes: Partial<PracticeMachine> = {}): PracticeMachine {
  return {
    name,
    about: { en: `About ${name}.`, 'zh-CN': `关于 ${name}。` },
    distribution: 'Debian GNU/Linux 12 (bookworm)',
    engine: 'rootful',
    dockerVersion: '20.10.24',
    outcome: 'can-be-done',
    featured: false,
    ...changes,
  }
}

const machines = [
  machine('one', { featured: true, outcome: 'refused' }),
  machine('two', { about: { en: 'Has a swarm.', 'zh-CN': '有 swarm。' } }),
  machine('three', { outcome: 'refused', distribution: 'NixOS 24.11', dockerVersion: undefined }),
]

const namesIn = (query: string, language: 'en' | 'zh-CN' = 'en') =>
  groupMachines(machines, query, language).map(
    ([group, members]) => `${group}: ${members.map(({ name }) => name).join(' ')}`,
  )

describe('groupMachines', () => {
  it('has those to begin with first, then by what can be done there', () => {
    expect(namesIn('')).toEqual(['featured: one', 'can-be-done: two', 'refused: three'])
  })

  it('finds words anywhere, in any order and case', () => {
    expect(namesIn('  BOOKWORM one')).toEqual(['featured: one'])
    expect(namesIn('nixos')).toEqual(['refused: three'])
    expect(namesIn('20.10')).toEqual(['featured: one', 'can-be-done: two'])
  })

  it('searches the description in the language of the interface only', () => {
    expect(namesIn('has')).toEqual(['can-be-done: two'])
    expect(namesIn('has', 'zh-CN')).toEqual([])
    expect(namesIn('关于', 'zh-CN')).toEqual(['featured: one', 'refused: three'])
  })

  it('finds nothing where nothing is', () => {
    expect(namesIn('amiga')).toEqual([])
  })
})
