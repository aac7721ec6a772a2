import type { ExplainedStep } from './explain-text.ts'

/** What somebody types to see, or do, what a step of the wizard does. Subroot itself never runs these. */
export const STEP_COMMANDS: Readonly<Record<ExplainedStep, readonly string[]>> = {
  check: [
    "docker info --format '{{.ServerVersion}} {{.DockerRootDir}} {{.SecurityOptions}}'",
    'systemctl cat docker.service',
    'cat /etc/docker/daemon.json',
    'cat /etc/subuid /etc/subgid',
    'cat /proc/sys/user/max_user_namespaces',
  ],
  choose: [
    'sort -t: -k2n /etc/subuid',
    'sort -t: -k2n /etc/subgid',
    'getent passwd | sort -t: -k3n | cut -d: -f1,3',
    "grep -E '^SUB_[UG]ID_' /etc/login.defs",
    "grep -E '^(passwd|group|subid):' /etc/nsswitch.conf",
  ],
  review: [
    'sudo groupadd --system dockremap',
    'sudo useradd --system --gid dockremap --no-create-home --shell /usr/sbin/nologin dockremap',
    'echo dockremap:START:65536 | sudo tee -a /etc/subuid /etc/subgid',
    'sudoedit /etc/docker/daemon.json',
  ],
  apply: [
    'sudo systemctl restart docker',
    'journalctl --unit docker --boot --lines 30',
    "docker info --format '{{.SecurityOptions}}'",
  ],
  prove: [
    'docker run --rm busybox cat /proc/self/uid_map',
    "docker inspect --format '{{.State.Pid}}' CONTAINER",
    'cat /proc/PID/uid_map',
    'ps -o pid,uid,gid,args -p PID',
    'docker exec CONTAINER id',
    'sudo ls -ld /var/lib/docker/*.*',
  ],
  undo: [
    'sudoedit /etc/docker/daemon.json',
    "sudo sed -i '/^dockremap:/d' /etc/subuid /etc/subgid",
    'sudo userdel dockremap',
    'sudo systemctl restart docker',
  ],
  resume: [
    'sudo ls /var/lib/subroot/runs',
    'sudo ls /var/lib/subroot/runs/RUN/backup',
    'systemctl status docker',
  ],
  practice: ['unshare --user --map-root-user sh', 'id', 'cat /proc/self/uid_map', 'exit'],
  history: [
    'sudo ls -l /var/lib/subroot/runs',
    'sudo less /var/lib/subroot/runs/RUN/script.sh',
    'sudo diff /var/lib/subroot/runs/RUN/backup/FILE /etc/FILE',
  ],
}
