import { expect, it } from 'vitest'
import { detectBootLoader } from './boot-loader.ts'

const grub = (tool: string) => ({ kind: 'file', path: '/etc/default/grub', tool })
const manual = (place: string) => ({ kind: 'manual', place })
const tool = (name: string) => ({ kind: 'tool', tool: name })

it.each([
  ['CentOS', ['grubby', 'grub2-mkconfig'], ['/boot/grub2'], tool('grubby')],
  [
    'Silverblue',
    ['rpm-ostree', 'grubby'],
    ['/run/ostree-booted', '/boot/grub2'],
    tool('rpm-ostree'),
  ],
  [
    'a Fedora with rpm-ostree that is none',
    ['rpm-ostree', 'grubby'],
    ['/boot/grub2'],
    tool('grubby'),
  ],
  [
    'an OSTree without rpm-ostree',
    ['grubby'],
    ['/run/ostree-booted'],
    manual('ostree admin kargs'),
  ],
  ['Pop!_OS', ['kernelstub', 'update-grub'], ['/boot/grub'], tool('kernelstub')],
  [
    'Debian',
    ['update-grub', 'grub-mkconfig', 'kernel-install'],
    ['/boot/grub'],
    grub('update-grub'),
  ],
  ['openSUSE', ['grub2-mkconfig'], ['/boot/grub2'], grub('grub2-mkconfig')],
  ['Arch with GRUB', ['grub-mkconfig', 'kernel-install'], ['/boot/grub'], grub('grub-mkconfig')],
  ['GRUB that is not installed', ['grub-mkconfig'], [], manual('/proc/cmdline')],
  [
    'Raspberry Pi OS',
    ['update-grub'],
    ['/boot/firmware/cmdline.txt'],
    manual('/boot/firmware/cmdline.txt'),
  ],
  ['an older one', [], ['/boot/cmdline.txt'], manual('/boot/cmdline.txt')],
  [
    'systemd-boot',
    ['kernel-install'],
    ['/boot/loader/entries'],
    { kind: 'file', path: '/etc/kernel/cmdline', tool: 'kernel-install' },
  ],
  ['entries without kernel-install', [], ['/efi/loader/entries'], manual('/efi/loader/entries')],
  [
    'a unified image',
    ['kernel-install'],
    ['/boot/EFI/Linux', '/boot/loader/entries'],
    manual('/boot/EFI/Linux'),
  ],
  ['extlinux', [], ['/boot/extlinux/extlinux.conf'], manual('/boot/extlinux/extlinux.conf')],
])('knows %s', (_, bootPrograms, bootPaths, expected) => {
  expect(detectBootLoader({ bootPrograms, bootPaths }, undefined)).toEqual(expected)
})

it.each([
  ['lxc', { kind: 'outer-machine', manager: 'lxc' }],
  ['wsl', manual('.wslconfig')],
])('is not that of the files in a %s', (manager, expected) => {
  const reading = { bootPrograms: ['grubby'], bootPaths: ['/boot/grub2'] }
  expect(detectBootLoader(reading, manager)).toEqual(expected)
})
