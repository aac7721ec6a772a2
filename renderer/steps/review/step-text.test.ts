import { expect, it } from 'vitest'
import type { Plan, PlanStep } from '#domain/plan.ts'
import { en } from '../../text/en.ts'
import { zhCN } from '../../text/zh-CN.ts'
import { commandsOf } from './commands.ts'
import { sentenceOfStep } from './step-text.ts'

const plan: Plan = {
  version: 1,
  action: 'apply',
  remapUser: 'dockremap',
  range: { start: 458752, count: 65536 },
  usernsRemap: 'default',
  dataRoot: '/var/lib/docker',
  remappedDataRoot: '/var/lib/docker/458752.458752',
  needsReboot: false,
  steps: [],
}

const edit = (id: string, path: string, before: string | undefined, after: string): PlanStep => ({
  id,
  kind: 'edit-file',
  path,
  before: before === undefined ? undefined : { text: before, sha256: '' },
  after: { text: after, sha256: '' },
  edits: [],
  mode: 0o644,
})

const LIMIT = 'user.max_user_namespaces'

/** Every kind of step, what is said of it, and the same by hand. */
const steps: Readonly<
  Record<PlanStep['kind'], readonly (readonly [PlanStep, sentence: string, command: string])[]>
> = {
  'create-group': [
    [
      { id: 'a', kind: 'create-group', name: 'dockremap', gid: 996 },
      'Create the group `dockremap` with GID 996',
      'sudo groupadd --system --gid 996 dockremap',
    ],
  ],
  'create-user': [
    [
      { id: 'a', kind: 'create-user', name: 'dockremap', uid: 996, gid: 995, line: '' },
      'Create the user `dockremap` with UID 996, without a login or a home',
      'sudo useradd --system --uid 996 --gid 995 --no-create-home',
    ],
  ],
  'remove-group': [
    [
      { id: 'a', kind: 'remove-group', name: 'dockremap', gid: 996 },
      'Remove the group `dockremap` (GID 996)',
      'sudo groupdel dockremap',
    ],
  ],
  'remove-user': [
    [
      { id: 'a', kind: 'remove-user', name: 'dockremap', uid: 996, line: '' },
      'Remove the user `dockremap` (UID 996)',
      'sudo userdel dockremap',
    ],
  ],
  'edit-file': [
    [
      edit('edit-subuid', '/etc/subuid', '', 'dockremap:458752:65536\n'),
      'Give `dockremap` the subordinate UIDs 458752–524287 in `/etc/subuid`',
      'sudo tee /etc/subuid',
    ],
    [
      edit('edit-daemon-config', '/etc/docker/daemon.json', undefined, '{}'),
      'Set `"userns-remap": "default"` in `/etc/docker/daemon.json`',
      'sudo mkdir -p /etc/docker\nsudo tee /etc/docker/daemon.json',
    ],
    [
      edit('edit-docker-options', '/etc/default/docker', '#\n', '#\nDOCKER_OPTS=""\n'),
      'Add `--userns-remap=default` to Docker’s options in `/etc/default/docker`',
      'sudo tee -a /etc/default/docker',
    ],
    [
      edit('edit-sysctl', '/etc/sysctl.d/zz-subroot.conf', undefined, `${LIMIT} = 28633\n`),
      'Set `user.max_user_namespaces` to 28633 for every start, in `/etc/sysctl.d/zz-subroot.conf`',
      'sudo mkdir -p /etc/sysctl.d\nsudo tee /etc/sysctl.d/zz-subroot.conf',
    ],
    [
      edit('edit-sysctl-conf', '/etc/sysctl.conf', `${LIMIT} = 0\n`, `${LIMIT} = 28633\n`),
      'Set `user.max_user_namespaces` to 28633 for every start, in `/etc/sysctl.conf`',
      'sudo tee /etc/sysctl.conf',
    ],
    [
      edit(
        'edit-boot-arguments',
        '/etc/default/grub',
        'GRUB_CMDLINE_LINUX="ro quiet"\n',
        'GRUB_CMDLINE_LINUX="ro quiet namespace.unpriv_enable=1"\n',
      ),
      'Add to the kernel arguments in `/etc/default/grub`: `namespace.unpriv_enable=1`',
      'sudo tee /etc/default/grub',
    ],
    [
      edit('drop-in', '/etc/systemd/system/docker.service.d/a.conf', undefined, '[Service]\n'),
      'Create `/etc/systemd/system/docker.service.d/a.conf`',
      'sudo mkdir -p /etc/systemd/system/docker.service.d\n',
    ],
    [edit('other', '/etc/other', 'a\n', 'b\n'), 'Edit `/etc/other`', 'sudo tee /etc/other'],
  ],
  'reload-units': [
    [
      { id: 'a', kind: 'reload-units' },
      'Let systemd read its unit files again',
      'sudo systemctl daemon-reload',
    ],
  ],
  'validate-docker': [
    [
      { id: 'a', kind: 'validate-docker', program: '/usr/bin/dockerd', arguments: ['--label=a b'] },
      'Let the Docker daemon check the new configuration before it restarts',
      "sudo /usr/bin/dockerd '--label=a b' --validate",
    ],
  ],
  'stop-containers': [
    [
      { id: 'a', kind: 'stop-containers' },
      'Stop the running containers, the newest first',
      'docker stop $(docker ps --quiet)',
    ],
  ],
  'restart-docker': [
    [
      { id: 'a', kind: 'restart-docker', service: { manager: 'openrc', name: 'docker' } },
      'Restart `docker`',
      'sudo rc-service docker restart',
    ],
  ],
  'verify-docker': [
    [
      { id: 'a', kind: 'verify-docker', remapped: true, dataRoot: '/d/1.1' },
      'Check that Docker answers, reports remapping, and uses `/d/1.1`',
      "docker info --format '{{.SecurityOptions}} {{.DockerRootDir}}'",
    ],
  ],
  'set-kernel-limit': [
    [
      { id: 'a', kind: 'set-kernel-limit', name: LIMIT, before: 0, value: 28633 },
      'Set `user.max_user_namespaces` to 28633 in the running kernel (now: 0)',
      'sudo sysctl --write user.max_user_namespaces=28633',
    ],
  ],
  'change-kernel-arguments': [
    [
      { id: 'a', kind: 'change-kernel-arguments', loader: 'grubby', add: ['a.b=1'], remove: [] },
      'Add to the kernel arguments of the next start, with `grubby`: `a.b=1`',
      'sudo grubby --update-kernel=ALL --args="a.b=1"',
    ],
    [
      {
        id: 'a',
        kind: 'change-kernel-arguments',
        loader: 'rpm-ostree',
        add: ['a.b=1'],
        remove: ['a.b=0'],
      },
      'In the kernel arguments of the next start, with `rpm-ostree`, add `a.b=1` and remove `a.b=0`',
      'sudo rpm-ostree kargs --append-if-missing=a.b=1 --delete-if-present=a.b=0',
    ],
    [
      {
        id: 'a',
        kind: 'change-kernel-arguments',
        loader: 'kernelstub',
        add: [],
        remove: ['a.b=1'],
      },
      'Remove from the kernel arguments of the next start, with `kernelstub`: `a.b=1`',
      'sudo kernelstub --delete-options "a.b=1"',
    ],
  ],
  'update-boot-loader': [
    [
      { id: 'a', kind: 'update-boot-loader', loader: 'grub2-mkconfig' },
      'Update the boot files with `grub2-mkconfig`',
      'sudo grub2-mkconfig -o /boot/grub2/grub.cfg',
    ],
  ],
}

const all = Object.values(steps).flat()

it.each(all)('$1', (step, sentence, command) => {
  expect(sentenceOfStep(step, plan, en)).toBe(sentence)
  expect(commandsOf({ steps: [step], needsReboot: false }).join('\n')).toContain(command)
})

it('leaves no place of a sentence open, in either language, for doing and for undoing', () => {
  const sentences = [en, zhCN].flatMap((text) =>
    (['apply', 'undo'] as const).flatMap((action) =>
      all.map(([step]) => sentenceOfStep(step, { ...plan, action }, text)),
    ),
  )
  expect(sentences.filter((sentence) => /\{\w+\}|``/u.test(sentence))).toEqual([])
})

it('ends with the restart of the computer where the plan needs one', () => {
  expect(commandsOf({ steps: [], needsReboot: true })).toEqual(['sudo reboot'])
})
