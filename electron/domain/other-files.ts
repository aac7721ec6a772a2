/** Files besides daemon.json and the account files that a plan may edit: read on every machine, in this order. */
export const OTHER_FILES: readonly string[] = [
  '/etc/default/docker',
  '/etc/sysconfig/docker',
  '/etc/conf.d/docker',
  '/etc/sv/docker/conf',
  '/etc/sysctl.d/zz-subroot.conf',
  '/etc/sysctl.conf',
  '/etc/default/grub',
  '/etc/kernel/cmdline',
  '/etc/systemd/system/docker.service.d/zz-subroot.conf',
]
