import { digested } from '../edit-step.ts'
import type { Plan, PlanStep } from '../plan.ts'

type StepOf<Kind extends PlanStep['kind']> = Extract<PlanStep, { kind: Kind }>

/** Steps of every kind; a kind that is missing does not compile. */
export const everyStep: { readonly [Kind in PlanStep['kind']]: readonly StepOf<Kind>[] } = {
  'create-group': [{ id: 'group', kind: 'create-group', name: 'dockremap', gid: 901 }],
  'create-user': [
    {
      id: 'user',
      kind: 'create-user',
      name: 'dockremap',
      uid: 902,
      gid: 901,
      line: 'dockremap:x:902:901::/nonexistent:/usr/sbin/nologin',
    },
  ],
  'edit-file': [
    fileStep('create', undefined, '{ "a": "it\'s" }\n'),
    fileStep('edit', 'a\n', 'b\n'),
    fileStep('remove', 'a\n', undefined),
    { ...fileStep('for-good', 'a\n', 'c\n'), lasting: true },
    { ...fileStep('merge', 'a\nb\n', 'b\n'), merged: true },
  ],
  'remove-user': [
    {
      id: 'no-user',
      kind: 'remove-user',
      name: 'dockremap',
      uid: 902,
      line: 'dockremap:x:902:901::/nonexistent:/usr/sbin/nologin',
    },
  ],
  'remove-group': [{ id: 'no-group', kind: 'remove-group', name: 'dockremap', gid: 901 }],
  'reload-units': [{ id: 'reload', kind: 'reload-units' }],
  'validate-docker': [
    {
      id: 'validate',
      kind: 'validate-docker',
      program: '/usr/bin/dockerd',
      arguments: ['-H', 'fd://', "it's a flag"],
    },
  ],
  'stop-containers': [{ id: 'stop', kind: 'stop-containers' }],
  'restart-docker': (['systemd', 'openrc', 'runit', 'sysvinit'] as const).map((manager) => ({
    id: `restart-${manager}`,
    kind: 'restart-docker',
    service: { manager, name: manager === 'systemd' ? 'docker.service' : 'docker' },
  })),
  'verify-docker': [
    { id: 'verify', kind: 'verify-docker', remapped: true, dataRoot: "/it's a root/1.1" },
  ],
  'set-kernel-limit': [
    {
      id: 'limit',
      kind: 'set-kernel-limit',
      name: 'user.max_user_namespaces',
      before: 0,
      value: 15000,
    },
  ],
  'change-kernel-arguments': (['grubby', 'rpm-ostree', 'kernelstub'] as const).map((loader) => ({
    id: `arguments-${loader}`,
    kind: 'change-kernel-arguments',
    loader,
    add: ['user_namespace.enable=1'],
    remove: ['namespace.unpriv_enable=0'],
  })),
  'update-boot-loader': (
    ['update-grub', 'grub2-mkconfig', 'grub-mkconfig', 'kernel-install'] as const
  ).map((loader) => ({ id: `loader-${loader}`, kind: 'update-boot-loader', loader })),
}

/** A plan of these steps, as of a machine that is of no interest. */
export function planOfSteps(steps: readonly PlanStep[], undoes?: string): Plan {
  return {
    version: 1,
    action: undoes === undefined ? 'apply' : 'undo',
    ...(undoes === undefined ? {} : { undoes }),
    remapUser: 'dockremap',
    range: { start: 231072, count: 65536 },
    usernsRemap: 'default',
    dataRoot: '/var/lib/docker',
    remappedDataRoot: '/var/lib/docker/231072.231072',
    needsReboot: false,
    steps,
  }
}

/** Replaces the whole text; undefined: there is no such file. */
export function fileStep(
  id: string,
  before: string | undefined,
  after: string | undefined,
  path = `/etc/docker/${id}.json`,
): StepOf<'edit-file'> {
  return {
    id,
    kind: 'edit-file',
    path,
    before: before === undefined ? undefined : digested(before),
    after: after === undefined ? undefined : digested(after),
    edits: after === undefined ? [] : [{ offset: 0, length: before?.length ?? 0, content: after }],
    mode: 0o644,
  }
}
