import { describe, expect, it } from 'vitest'
import { parseHostFacts } from '#domain/parse-host-facts.ts'
import type { Finding } from './catalogue.ts'
import { assess } from './catalogue.ts'
import type { HostFiles, HostSnapshot } from '#domain/host-snapshot.ts'
import { bookworm, bookwormWithFiles, textFile } from '#domain/testing/bookworm.ts'
import { bookwormWithKernel, centos7, sysctlFile } from '#domain/testing/kernels.ts'
import { codesOf, problemsOf } from '#domain/testing/problems.ts'

describe('the machine', () => {
  it.each<[string, HostSnapshot, Finding]>([
    [
      'a system container',
      { ...bookworm, machine: { ...bookworm.machine, containerManager: 'lxc' } },
      {
        code: 'inside-system-container',
        severity: 'warning',
        evidence: ['lxc'],
        values: { manager: 'lxc' },
      },
    ],
  ])('has a kernel or a container around it that matters: %s', (_, snapshot, expected) => {
    expect(problemsOf(snapshot)).toEqual([expected])
  })

  it.each<[string, Partial<HostFiles>, string, string]>([
    [
      'a link',
      { subuid: { kind: 'unreadable', reason: 'not-regular' } },
      '/etc/subuid',
      'not-regular',
    ],
    [
      'not UTF-8',
      { daemonConfig: { kind: 'unreadable', reason: 'not-utf8' } },
      '/etc/docker/daemon.json',
      'not-utf8',
    ],
    [
      'too large',
      { subgid: { kind: 'unreadable', reason: 'too-large' } },
      '/etc/subgid',
      'too-large',
    ],
    ['missing', { passwd: { kind: 'absent' } }, '/etc/passwd', 'absent'],
    ['broken', { group: { kind: 'unreadable', reason: 'failed' } }, '/etc/group', 'failed'],
  ])('blocks a file that is %s', (_, files, path, reason) => {
    expect(problemsOf(bookwormWithFiles(files))).toEqual([
      { code: 'file-unusable', severity: 'blocker', evidence: [path], values: { path, reason } },
    ])
  })

  it('may be WSL: that has a kernel of its own', () => {
    const machine = { ...bookworm.machine, containerManager: 'wsl' }
    expect(problemsOf({ ...bookworm, machine })).toEqual([])
  })
})

const problems = (snapshot: HostSnapshot) =>
  problemsOf(snapshot).map(({ severity, code }) => `${severity} ${code}`)

describe('a kernel without user namespaces', () => {
  it('is a blocker, with what its configuration says', () => {
    const snapshot = bookwormWithKernel(
      {
        userNamespaceOption: {
          path: '/boot/config-6.1.0-38-amd64',
          line: '# CONFIG_USER_NS is not set',
        },
      },
      { hasUserNamespaces: false },
    )
    expect(problemsOf(snapshot)).toEqual([
      {
        code: 'user-namespaces-missing',
        severity: 'blocker',
        evidence: [
          '/proc/self/ns/user',
          '/boot/config-6.1.0-38-amd64: # CONFIG_USER_NS is not set',
          '6.1.0-38-amd64',
        ],
        values: { release: '6.1.0-38-amd64' },
      },
    ])
  })

  it('is one where only the file in /proc tells', () => {
    const machine = { ...bookworm.machine, hasUserNamespaces: false }
    expect(problems({ ...bookworm, machine })).toEqual(['blocker user-namespaces-missing'])
  })

  it('is not one whose configuration cannot be read', () => {
    expect(problems(bookwormWithKernel({ userNamespaceOption: undefined }))).toEqual([])
  })

  it('is CentOS 7 where it was built without, and then no argument helps', () => {
    const userNamespaceOption = { path: '/boot/config', line: '# CONFIG_USER_NS is not set' }
    const snapshot = centos7(123, { userNamespaceOption }, { hasUserNamespaces: false })
    expect(problems(snapshot)).toEqual(['blocker user-namespaces-missing'])
  })

  it('is CentOS 7 when it was started with the argument all the same', () => {
    const commandLine = 'ro user_namespace.enable=1'
    const snapshot = centos7(514, { commandLine }, { hasUserNamespaces: false })
    expect(problems(snapshot)).toEqual(['blocker user-namespaces-missing'])
  })
})

const withGrubFile = (text: string) => ({
  ...centos7(862, { bootPrograms: ['grub2-mkconfig'] }, { maxUserNamespaces: '100' }),
  files: { ...bookworm.files, otherFiles: { '/etc/default/grub': textFile(text) } },
})

describe('the arguments that CentOS and RHEL 7 need', () => {
  it('can be added by grubby with consent: 7.3, whose kernel hides user namespaces until then', () => {
    expect(problemsOf(centos7(514, {}, { hasUserNamespaces: false }))).toEqual([
      {
        code: 'kernel-argument-missing',
        severity: 'blocker',
        evidence: [
          '3.10.0-514.el7.x86_64',
          '/proc/self/ns/user',
          '/boot/config-3.10.0-514.el7.x86_64: CONFIG_USER_NS=y',
        ],
        values: { arguments: 'user_namespace.enable=1', loader: 'grubby' },
      },
      {
        code: 'kernel-technology-preview',
        severity: 'warning',
        evidence: ['3.10.0-514.el7.x86_64'],
        values: { release: '3.10.0-514.el7.x86_64' },
      },
    ])
  })

  it('are another one, and a limit, on 7.4', () => {
    expect(problems(centos7(693))).toEqual([
      'blocker kernel-argument-missing',
      'blocker user-namespaces-limit-zero',
    ])
  })

  it('say what stands there instead', () => {
    const [missing] = problemsOf(centos7(862, { commandLine: 'ro namespace.unpriv_enable=0' }))
    expect(missing?.evidence).toContain('namespace.unpriv_enable=0')
  })

  it('are there: nothing but the preview is left to say on 7.3', () => {
    const snapshot = centos7(514, { commandLine: 'ro user_namespace.enable=1' })
    expect(problems(snapshot)).toEqual(['warning kernel-technology-preview'])
  })

  it('are not needed from 7.6 on', () => {
    expect(problems(centos7(957))).toEqual(['blocker user-namespaces-limit-zero'])
  })

  it.each<[string, HostSnapshot, string, Readonly<Record<string, string>>]>([
    [
      'by hand, where no tool can',
      centos7(862, { bootPrograms: [], bootPaths: ['/boot/extlinux/extlinux.conf'] }),
      'kernel-argument-by-hand',
      { arguments: 'namespace.unpriv_enable=1', place: '/boot/extlinux/extlinux.conf' },
    ],
    [
      'on the outer machine of a container',
      centos7(862, {}, { containerManager: 'lxc' }),
      'kernel-argument-outside',
      { arguments: 'namespace.unpriv_enable=1', manager: 'lxc' },
    ],
  ])('have to be added %s', (_, snapshot, code, values) => {
    const [first] = problemsOf(snapshot)
    expect([first?.code, first?.severity, first?.values]).toEqual([code, 'blocker', values])
  })

  it.each([
    ['GRUB_CMDLINE_LINUX="quiet"\n', 'kernel-argument-missing', { loader: 'grub2-mkconfig' }],
    ['GRUB_CMDLINE_LINUX="$X"\n', 'kernel-argument-by-hand', { place: '/etc/default/grub' }],
    [
      'GRUB_CMDLINE_LINUX="namespace.unpriv_enable=1"\n',
      'reboot-pending',
      { path: '/etc/default/grub' },
    ],
  ])('are looked for in /etc/default/grub: %j', (text, code, values) => {
    const [first] = problemsOf(withGrubFile(text))
    expect([first?.code, first?.severity]).toEqual([code, 'blocker'])
    expect(first?.values).toEqual({ arguments: 'namespace.unpriv_enable=1', ...values })
  })
})

describe('the limit of user namespaces', () => {
  const stig = sysctlFile(
    '/etc/sysctl.d/99-user_max_user_namespaces.conf',
    '# RHEL-09-213105\nuser.max_user_namespaces = 0\n',
  )
  const own = sysctlFile('/etc/sysctl.d/zz-subroot.conf', 'user.max_user_namespaces = 28633\n')

  it('is 0 by a STIG: both are said, and each file is named', () => {
    const snapshot = bookwormWithKernel({ sysctlFiles: [stig] }, { maxUserNamespaces: '0\n' })
    expect(problemsOf(snapshot)).toEqual([
      {
        code: 'user-namespaces-limit-zero',
        severity: 'blocker',
        evidence: [
          'user.max_user_namespaces = 0',
          '/etc/sysctl.d/99-user_max_user_namespaces.conf:2: 0',
        ],
        values: {},
      },
      {
        code: 'namespace-limit-policy',
        severity: 'warning',
        evidence: ['/etc/sysctl.d/99-user_max_user_namespaces.conf:2'],
        values: {
          path: '/etc/sysctl.d/99-user_max_user_namespaces.conf',
          rule: 'RHEL-09-213105',
        },
      },
    ])
  })

  it.each<[string, HostSnapshot, readonly string[]]>([
    [
      '0 by nobody’s rule',
      bookwormWithKernel(
        { sysctlFiles: [sysctlFile('/etc/sysctl.d/a.conf', 'user/max_user_namespaces=0\n')] },
        { maxUserNamespaces: '0' },
      ),
      ['blocker user-namespaces-limit-zero'],
    ],
    [
      'raised for now, and 0 again from the next start on',
      bookwormWithKernel({ sysctlFiles: [stig] }, { maxUserNamespaces: '28633' }),
      ['blocker user-namespaces-limit-zero-at-boot', 'warning namespace-limit-policy'],
    ],
    [
      'raised for now on CentOS 7.9, whose default is 0',
      centos7(1160, {}, { maxUserNamespaces: '28633' }),
      ['blocker user-namespaces-limit-zero-at-boot'],
    ],
    [
      '0 by a file after ours',
      bookwormWithKernel(
        {
          sysctlFiles: [own, sysctlFile('/run/sysctl.d/zzz.conf', 'user.max_user_namespaces=0\n')],
        },
        { maxUserNamespaces: '0' },
      ),
      ['blocker user-namespaces-limit-set-last'],
    ],
    [
      '0 in a system container, where a change could reach the machine around it',
      bookwormWithKernel({}, { maxUserNamespaces: '0', containerManager: 'systemd-nspawn' }),
      ['blocker user-namespaces-limit-outside', 'warning inside-system-container'],
    ],
    [
      '0 in WSL, which has a kernel of its own',
      bookwormWithKernel({}, { maxUserNamespaces: '0', containerManager: 'wsl' }),
      ['blocker user-namespaces-limit-zero'],
    ],
  ])('is %s', (_, snapshot, expected) => {
    expect(problems(snapshot)).toEqual(expected)
  })

  it.each<[string, HostSnapshot]>([
    ['some', bookwormWithKernel({}, { maxUserNamespaces: '10' })],
    [
      'none at all, on kernels before 4.9',
      bookwormWithKernel({}, { maxUserNamespaces: undefined }),
    ],
    ['0 by policy, and raised by our file', bookwormWithKernel({ sysctlFiles: [stig, own] })],
    [
      'raised in the file of a STIG itself',
      bookwormWithKernel({
        sysctlFiles: [
          sysctlFile('/etc/sysctl.d/99-stig.conf', '# STIG\nuser.max_user_namespaces = 28633\n'),
        ],
      }),
    ],
    [
      '0 in a file that another of its name hides',
      bookwormWithKernel({
        sysctlFiles: [
          sysctlFile('/etc/sysctl.d/50-a.conf', ''),
          sysctlFile('/usr/lib/sysctl.d/50-a.conf', 'user.max_user_namespaces=0\n'),
        ],
      }),
    ],
    [
      '0 in /etc/sysctl.conf, which systemd reads only where a link leads to it',
      bookwormWithKernel({
        sysctlFiles: [sysctlFile('/etc/sysctl.conf', 'user.max_user_namespaces=0\n')],
      }),
    ],
    [
      'raised for good on CentOS 7.9',
      centos7(1160, { sysctlFiles: [own] }, { maxUserNamespaces: '28633' }),
    ],
  ])('may be %s', (_, snapshot) => {
    expect(problems(snapshot)).toEqual([])
  })

  it('is raised only where its file can be written', () => {
    const link = { kind: 'unreadable', reason: 'not-regular' } as const
    const snapshot = bookwormWithKernel(
      {},
      { maxUserNamespaces: '0' },
      { '/etc/sysctl.d/zz-subroot.conf': link },
    )
    expect(problems(snapshot)).toEqual([
      'blocker user-namespaces-limit-zero',
      'blocker file-unusable',
    ])
  })
})

describe('limits of unprivileged user namespaces', () => {
  it.each([
    [
      'Debian',
      { usernsClone: '0', apparmorRestrict: undefined },
      'kernel.unprivileged_userns_clone = 0',
    ],
    [
      'Ubuntu',
      { usernsClone: '1', apparmorRestrict: '1' },
      'kernel.apparmor_restrict_unprivileged_userns = 1',
    ],
  ])('do not concern root’s Docker: %s', (_, unprivileged, evidence) => {
    const snapshot = bookwormWithKernel({ unprivileged })
    expect(problems(snapshot)).toEqual([])
    expect(codesOf(snapshot)).toContain('unprivileged-namespaces-limited')
    expect(codesOf(snapshot)).toContain('kernel-ok')
    const note = assess(parseHostFacts(snapshot)).find(
      ({ code }) => code === 'unprivileged-namespaces-limited',
    )
    expect(note?.evidence).toEqual([evidence])
  })

  it('are not there where both are open', () => {
    const unprivileged = { usernsClone: '1', apparmorRestrict: '0' }
    expect(codesOf(bookwormWithKernel({ unprivileged }))).not.toContain(
      'unprivileged-namespaces-limited',
    )
  })
})

it('does not call a kernel fine that has no namespaces to give', () => {
  expect(codesOf(bookwormWithKernel({}, { maxUserNamespaces: '0' }))).not.toContain('kernel-ok')
})
