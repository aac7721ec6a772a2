import type { IconName } from '../../ui/Icon.tsx'
import type { Group } from './finding-groups.ts'

export const groupIcons: Readonly<Record<Group, IconName>> = {
  blocked: 'blocked',
  undecided: 'question',
  warned: 'warning',
  fine: 'check',
}
