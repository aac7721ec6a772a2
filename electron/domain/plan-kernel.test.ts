import { describe, expect, it } from 'vitest'
import type { Consent } from './consents.ts'
import { parseHostFacts } from './parse-host-facts.ts'
import type { HostSnapshot } from './host-snapshot.ts'
import type { Plan } from './plan.ts'
import { createPlan } from './plan.ts'
import { toJournalPlan } from './script.ts'
import { bookworm, textFile } from './testing/bookworm.ts'
import { bookwormWithKernel, centos7, sysctlFile } from './testing/kernels.ts'
import { createUndoPlan } from './undo-plan.ts'

function planFor(snapshot: HostSnapshot, consents: readonly Consent[]) {
  return createPlan(parseHostFacts(snapshot), {
    remapUser: 'dockremap',
    range: { start: 458752, count: 65536 },
    way: 'daemon-config',
    consents,
  })
}

function goodPlan(snapshot: HostSnapshot, consents: readonly Consent[]): Plan {
  const plan = planFor(snapshot, consents)
  if (!plan.ok) throw new Error(JSON.stringify(plan.error))
  return plan.value
}

const stepIds = ({ steps }: Plan) => steps.map(({ id }) => id)

const limitZero = bookwormWithKernel({}, { maxUserNamespaces: '0\n' })
const ownText = `# Written by Subroot: Docker's user namespace remapping needs user namespaces.
# This file is read last, so that it wins over others that set the limit. Undo in Subroot takes it away again.
user.max_user_namespaces = 28633
`

describe('a limit of 0', () => {
  it('is never raised without consent', () => {
    expect(planFor(limitZero, [])).toEqual({
      ok: false,
      error: { code: 'blocked', findings: ['user-namespaces-limit-zero'] },
    })
  })

  it('is raised for good and at once, before anything of Docker changes', () => {
    const plan = goodPlan(limitZero, ['raise-namespace-limit'])
    expect(plan.needsReboot).toBe(false)
    expect(stepIds(plan)).toEqual([
      'edit-sysctl',
      'set-kernel-limit',
      'create-group',
      'create-user',
      'edit-subuid',
      'edit-subgid',
      'edit-daemon-config',
      'restart-docker',
      'verify-docker',
    ])
    expect(plan.steps[0]).toMatchObject({
      path: '/etc/sysctl.d/zz-subroot.conf',
      before: undefined,
      after: { text: ownText },
      mode: 0o644,
    })
    expect(plan.steps[1]).toEqual({
      id: 'set-kernel-limit',
      kind: 'set-kernel-limit',
      name: 'user.max_user_namespaces',
      before: 0,
      value: 28633,
    })
  })

  it('that only the next start brings is met by the file alone', () => {
    const stig = sysctlFile('/etc/sysctl.d/99-a.conf', 'user.max_user_namespaces = 0\n')
    const plan = goodPlan(bookwormWithKernel({ sysctlFiles: [stig] }), ['raise-namespace-limit'])
    expect(stepIds(plan).slice(0, 2)).toEqual(['edit-sysctl', 'create-group'])
  })

  it('in /etc/sysctl.conf is raised there, too: no other file wins over it for sysctl(8)', () => {
    const text = '# STIG\nuser.max_user_namespaces = 0\nkernel.sysrq = 0\n'
    const snapshot = bookwormWithKernel(
      { sysctlFiles: [sysctlFile('/etc/sysctl.conf', text)] },
      { maxUserNamespaces: '0' },
      { '/etc/sysctl.conf': textFile(text) },
    )
    const plan = goodPlan(snapshot, ['raise-namespace-limit'])
    expect(stepIds(plan).slice(0, 3)).toEqual([
      'edit-sysctl',
      'edit-sysctl-conf',
      'set-kernel-limit',
    ])
    expect(plan.steps[1]).toMatchObject({
      path: '/etc/sysctl.conf',
      after: { text: '# STIG\nuser.max_user_namespaces = 28633\nkernel.sysrq = 0\n' },
    })
  })

  it('keeps what else stands in our file', () => {
    const text = '# mine\nuser.max_user_namespaces = 0\n'
    const snapshot = bookwormWithKernel(
      { sysctlFiles: [sysctlFile('/etc/sysctl.d/zz-subroot.conf', text)] },
      { maxUserNamespaces: '0' },
      { '/etc/sysctl.d/zz-subroot.conf': textFile(text) },
    )
    const [first] = goodPlan(snapshot, ['raise-namespace-limit']).steps
    expect(first).toMatchObject({
      after: { text: '# mine\nuser.max_user_namespaces = 28633\n' },
    })
  })

  it('comes back with Undo: in the file, and in the running kernel', () => {
    const plan = goodPlan(limitZero, ['raise-namespace-limit'])
    const after = bookwormWithKernel(
      { sysctlFiles: [sysctlFile('/etc/sysctl.d/zz-subroot.conf', ownText)] },
      { maxUserNamespaces: '28633\n' },
      { '/etc/sysctl.d/zz-subroot.conf': textFile(ownText) },
    )
    const undo = createUndoPlan(toJournalPlan(plan), parseHostFacts(after), 'run-1')
    if (!undo.ok) throw new Error(undo.error.code)
    expect(undo.value.steps).toContainEqual(
      expect.objectContaining({ id: 'set-kernel-limit', before: 28633, value: 0 }),
    )
    expect(undo.value.steps).toContainEqual(
      expect.objectContaining({ path: '/etc/sysctl.d/zz-subroot.conf', after: undefined }),
    )
  })

  it('is left alone where it is none', () => {
    const ids = stepIds(goodPlan(bookworm, ['raise-namespace-limit', 'add-kernel-arguments']))
    expect(ids[0]).toBe('create-group')
  })
})

describe('a missing boot argument', () => {
  const centos = centos7(862)

  it('needs consent, and so does the limit beside it', () => {
    expect(planFor(centos, [])).toMatchObject({
      error: { findings: ['kernel-argument-missing', 'user-namespaces-limit-zero'] },
    })
    expect(planFor(centos, ['add-kernel-arguments'])).toMatchObject({
      error: { findings: ['user-namespaces-limit-zero'] },
    })
  })

  it('makes a plan for the kernel alone, which remembers the boot it was made in', () => {
    const plan = goodPlan(centos, ['add-kernel-arguments', 'raise-namespace-limit'])
    expect([plan.needsReboot, plan.bootId]).toEqual([true, '0d8dbf44-2d28-4d2c-8b4e-2a4f0c1c9a11'])
    expect(stepIds(plan)).toEqual(['edit-sysctl', 'set-kernel-limit', 'change-kernel-arguments'])
    expect(plan.steps[2]).toEqual({
      id: 'change-kernel-arguments',
      kind: 'change-kernel-arguments',
      loader: 'grubby',
      add: ['namespace.unpriv_enable=1'],
      remove: [],
    })
  })

  it('takes the place of one that says the opposite', () => {
    const snapshot = centos7(514, { commandLine: 'ro user_namespace.enable=0' })
    const [step] = goodPlan(snapshot, ['add-kernel-arguments']).steps
    expect(step).toMatchObject({
      add: ['user_namespace.enable=1'],
      remove: ['user_namespace.enable=0'],
    })
  })

  it.each([
    ['rpm-ostree', ['rpm-ostree'], ['/run/ostree-booted']],
    ['kernelstub', ['kernelstub'], []],
  ])('is added by %s where that is the way', (loader, bootPrograms, bootPaths) => {
    const [step] = goodPlan(centos7(514, { bootPrograms, bootPaths }), [
      'add-kernel-arguments',
    ]).steps
    expect(step).toMatchObject({ kind: 'change-kernel-arguments', loader })
  })

  it.each([
    ['/etc/default/grub', 'GRUB_CMDLINE_LINUX="quiet"\n', 'update-grub', '/boot/grub'],
    ['/etc/default/grub', 'GRUB_CMDLINE_LINUX="quiet"\n', 'grub-mkconfig', '/boot/grub'],
    ['/etc/default/grub', 'GRUB_CMDLINE_LINUX="quiet"\n', 'grub2-mkconfig', '/boot/grub2'],
    ['/etc/kernel/cmdline', 'ro quiet\n', 'kernel-install', '/boot/loader/entries'],
  ])('is written to %s (%j) and taken from there by %s', (path, text, program, bootPath) => {
    const snapshot = {
      ...centos7(514, { bootPrograms: [program], bootPaths: [bootPath] }),
      files: { ...bookworm.files, otherFiles: { [path]: textFile(text) } },
    }
    const plan = goodPlan(snapshot, ['add-kernel-arguments'])
    expect(plan.needsReboot).toBe(true)
    expect(plan.steps).toMatchObject([
      {
        id: 'edit-boot-arguments',
        path,
        after: { text: text.replace('quiet', 'quiet user_namespace.enable=1') },
      },
      { id: 'update-boot-loader', kind: 'update-boot-loader', loader: program },
    ])
  })

  it('is taken away again by Undo, before and after the restart', () => {
    const plan = goodPlan(centos7(514), ['add-kernel-arguments'])
    for (const snapshot of [
      centos7(514),
      centos7(514, { commandLine: 'ro user_namespace.enable=1' }),
    ]) {
      const undo = createUndoPlan(toJournalPlan(plan), parseHostFacts(snapshot), 'run-1')
      if (!undo.ok) throw new Error(undo.error.code)
      expect(undo.value.steps).toEqual([
        {
          id: 'change-kernel-arguments',
          kind: 'change-kernel-arguments',
          loader: 'grubby',
          add: [],
          remove: ['user_namespace.enable=1'],
        },
      ])
    }
  })

  it('leaves the rest to a second plan, once the machine was restarted', () => {
    const after = centos7(
      862,
      {
        commandLine: 'ro namespace.unpriv_enable=1',
        sysctlFiles: [sysctlFile('/etc/sysctl.d/zz-subroot.conf', ownText)],
      },
      { maxUserNamespaces: '28633' },
    )
    const plan = goodPlan(after, [])
    expect([plan.needsReboot, plan.bootId, stepIds(plan)[0]]).toEqual([
      false,
      undefined,
      'create-group',
    ])
  })

  it('is no plan where only the user can add it', () => {
    const snapshot = centos7(514, { bootPrograms: [], bootPaths: [] })
    expect(planFor(snapshot, ['add-kernel-arguments'])).toMatchObject({
      error: { findings: ['kernel-argument-by-hand'] },
    })
  })
})
