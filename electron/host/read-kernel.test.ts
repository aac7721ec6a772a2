import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import type { MachineFiles } from './machine-files.ts'
import { realFiles } from './machine-files.ts'
import { createProcReader } from './proc-reader.ts'
import { readKernel } from './read-kernel.ts'

const root = mkdtempSync(join(tmpdir(), 'subroot-kernel-'))
afterAll(() => rmSync(root, { recursive: true }))

/** The files of a directory as those of a machine: links are followed as they are. */
function filesIn(directory: string): MachineFiles {
  const below = (path: string) => join(directory, path)
  return {
    ...realFiles,
    readReference: (path) => realFiles.readReference(below(path)),
    readStart: (path, maxBytes) => realFiles.readStart(below(path), maxBytes),
    kindOf: (path) => realFiles.kindOf(below(path)),
    list: (path) => realFiles.list(below(path)),
    isExecutable: (path) => realFiles.isExecutable(below(path)),
  }
}

function machine(name: string, files: Readonly<Record<string, string | Buffer>>): string {
  const directory = join(root, name)
  mkdirSync(join(directory, 'proc'), { recursive: true })
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true })
    writeFileSync(join(directory, path), content, { mode: 0o755 })
  }
  return directory
}

function read(directory: string, release = '6.1.0') {
  return readKernel(filesIn(directory), createProcReader(join(directory, 'proc')), release)
}

const status = (name: string, pids: string) =>
  `Name:\t${name}\nState:\tS (sleeping)\nPid:\t${pids.split('\t')[0]}\nUid:\t0\t0\t0\t0\nGid:\t0\t0\t0\t0\nNSpid:\t${pids}\n`

const limit = () => readFileSync('/proc/sys/user/max_user_namespaces', 'utf8')

describe('readKernel', () => {
  it('reads this machine as it is, and writes nothing', async () => {
    const before = limit()
    const kernel = await readKernel(realFiles, createProcReader(), 'none')
    expect(kernel.commandLine).toBe(readFileSync('/proc/cmdline', 'utf8').trim())
    expect(kernel.bootId).toMatch(/^[0-9a-f-]{36}$/)
    expect(JSON.parse(JSON.stringify(kernel.sysctlFiles))).toEqual(kernel.sysctlFiles)
    expect(limit()).toBe(before)
  })

  it('finds what a machine has', async () => {
    const directory = machine('centos', {
      '/proc/cmdline': 'ro quiet\n',
      '/proc/sys/kernel/random/boot_id': '5e0c7b60-8f3c-4a57-9a0f-6d3b6f1d2e77\n',
      '/proc/sys/kernel/unprivileged_userns_clone': '0\n',
      '/sys/module/user_namespace/parameters/enable': 'N\n',
      '/usr/sbin/grubby': '',
      '/boot/grub2/grub.cfg': '',
      '/etc/sysctl.d/50-a.conf': 'a = 1\n',
      '/etc/sysctl.d/README': 'b = 1\n',
      '/etc/sysctl.conf': 'c = 1\n',
      '/usr/lib/sysctl.d/50-b.conf': 'd = 1\n',
      '/proc/7/status': status('kubelet', '7'),
      '/proc/7/cmdline': '/usr/bin/kubelet\0--v=2\0',
      '/proc/sys/kernel/keys/maxkeys': '200\n',
      // A kubelet in a container that is a node, and something else.
      '/proc/8/status': status('kubelet', '8\t1'),
      '/proc/9/status': status('bash', '9'),
      '/var/lib/kubelet/config.yaml': '',
    })
    symlinkSync('/dev/null', join(directory, '/etc/sysctl.d/60-off.conf'))
    const kernel = await read(directory)
    const { sysctlFiles, ...rest } = kernel
    expect(rest).toEqual({
      bootId: '5e0c7b60-8f3c-4a57-9a0f-6d3b6f1d2e77',
      commandLine: 'ro quiet',
      userNamespaceOption: undefined,
      parameters: { userNamespaceEnable: 'N', unprivilegedEnable: undefined },
      unprivileged: { usernsClone: '0', apparmorRestrict: undefined },
      maxKeys: '200',
      bootPrograms: ['grubby'],
      bootPaths: ['/boot/grub2'],
      kubernetesProcesses: [{ name: 'kubelet', argv: ['/usr/bin/kubelet', '--v=2'] }],
      kubernetesPaths: ['/var/lib/kubelet'],
    })
    expect(sysctlFiles.map(({ path, file }) => `${path} ${file.kind}`).toSorted()).toEqual([
      '/etc/sysctl.conf text',
      '/etc/sysctl.d/50-a.conf text',
      // A link to /dev/null hides files of its name.
      '/etc/sysctl.d/60-off.conf unreadable',
      '/usr/lib/sysctl.d/50-b.conf text',
    ])
  })

  const config = '# comment\nCONFIG_UTS_NS=y\nCONFIG_USER_NS=y\n'
  it.each<[string, Readonly<Record<string, string | Buffer>>, string | undefined]>([
    ['/proc/config.gz', { '/proc/config.gz': gzipSync(config) }, '/proc/config.gz'],
    ['/boot', { '/boot/config-6.1.0': config }, '/boot/config-6.1.0'],
    ['/lib/modules', { '/lib/modules/6.1.0/config': config }, '/lib/modules/6.1.0/config'],
    [
      '/boot, where config.gz is damaged',
      { '/proc/config.gz': 'x', '/boot/config-6.1.0': config },
      '/boot/config-6.1.0',
    ],
    ['none that is for another kernel', { '/boot/config-5.10.0': config }, undefined],
  ])('reads the kernel configuration from %s', async (name, files, path) => {
    const { userNamespaceOption } = await read(machine(name.replaceAll(/\W/g, '-'), files))
    expect(userNamespaceOption).toEqual(path && { path, line: 'CONFIG_USER_NS=y' })
  })
})
