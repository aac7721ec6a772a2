import { spawnSync } from 'node:child_process'
import type { Plan } from '#domain/plan.ts'
import { compileScript } from '#domain/script.ts'
import { listRuns } from '#host/journal.ts'
import { transactionText } from '#privileged/transaction/transaction-text.ts'
import type { Action, CrashGround } from './crash.ts'
import { stateProblems } from './crash.ts'
import { findLeader } from './machine-processes.ts'
import type { Machine, OwnedMachine } from './machine.ts'

/*
 * /etc and /var/lib/subroot of a lab machine lie on an ext4 file system of their own, in an image. Each time the script
 * has written something out (sync), the image is copied just before and just after: these copies are what a power failure
 * would leave at that instant. Each that differs from the one before is then mounted as after a boot, and the run is
 * finished or rolled back.
 */

const DIR = '/power'
const IMAGE = `${DIR}/image.ext4`

/** Stands before the real sync, and copies the image while /power/recording is there. */
const COPYING_SYNC = `#!/bin/sh
if [ ! -e ${DIR}/recording ]; then exec ${DIR}/real-sync "$@"; fi
count=$(($(cat ${DIR}/recording) + 1))
echo $count >${DIR}/recording
cp --sparse=always ${IMAGE} ${DIR}/$(cat ${DIR}/recorded)-$count-before
${DIR}/real-sync "$@"
status=$?
cp --sparse=always ${IMAGE} ${DIR}/$(cat ${DIR}/recorded)-$count-after
exit $status
`

/** A machine whose files are on the image. */
export type PowerGround = { readonly ground: CrashGround; readonly leaderPid: number }

export async function putOnImage(ground: CrashGround, machine: OwnedMachine): Promise<PowerGround> {
  const leaderPid = findLeader(machine.keeperPid)
  if (leaderPid === undefined) throw new Error('The machine has no first process.')
  await machine.shell(`
    mkdir -p ${DIR}/files
    truncate -s 48M ${IMAGE}
    mkfs.ext4 -q ${IMAGE}
    mv /usr/bin/sync ${DIR}/real-sync
    cat >/usr/bin/sync <<'END'\n${COPYING_SYNC}END
    chmod 755 /usr/bin/sync`)
  const power = { ground, leaderPid }
  mountImage(power, IMAGE)
  await machine.shell(`
    mkdir ${DIR}/files/etc ${DIR}/files/subroot
    cp -a /etc/. ${DIR}/files/etc/
    mkdir -p /var/lib/subroot
    cp -a /var/lib/subroot/. ${DIR}/files/subroot/
    sync --file-system ${DIR}/files`)
  await takePlace(machine)
  return power
}

/**
 * Runs a plan to its end; returns the names of the copies that were made on the way, in their order. Of copies that are
 * alike to the last byte, because nothing was written between them, the first stands for the others.
 */
export async function recordCuts(
  { ground: { machine } }: PowerGround,
  plan: Plan,
  runId: string,
): Promise<readonly string[]> {
  await machine.exec(['sh', '-c', 'cat >/root/script.sh'], {
    input: compileScript(plan, transactionText),
  })
  await machine.shell(`echo ${runId} >${DIR}/recorded; echo 0 >${DIR}/recording`)
  const { code } = await machine.exec(['sh', '/root/script.sh', runId])
  const count = Number(await machine.shell(`cat ${DIR}/recording; rm ${DIR}/recording`))
  if (code !== 0) throw new Error(`The recorded run ended with ${code}.`)
  const differing = await machine.shell(`
    cd ${DIR}
    last=/dev/null
    for number in $(seq ${count}); do
      for side in before after; do
        name=${runId}-$number-$side
        if cmp -s $last $name; then rm $name; else echo $name && last=$name; fi
      done
    done`)
  return differing.split('\n')
}

/** What is wrong after the machine came up again with this copy and its run was resumed. */
export async function recoverFrom(
  power: PowerGround,
  cut: string,
  action: Action,
  runId: string,
  verb: 'finish' | 'roll-back',
): Promise<readonly string[]> {
  const { ground } = power
  const { machine } = ground
  await bootWith(power, `${DIR}/${cut}`)
  const [start, end] =
    action === 'apply' ? (['before', 'applied'] as const) : (['applied', 'before'] as const)
  const outcome = await outcomeOf(power, runId)
  if (outcome !== 'unfinished') return stateProblems(ground, outcome === 'done' ? end : start)
  const script = `/var/lib/subroot/runs/${runId}/script.sh`
  const { code } = await machine.exec(['sh', script, `${runId}-${verb}`, verb, runId])
  return [
    ...(code === (verb === 'finish' ? 0 : 11) ? [] : [`${verb} ended with ${code}`]),
    ...(await stateProblems(ground, code === 0 ? end : start)),
  ]
}

/** As the wizard finds it at its start: it offers to finish or roll back what is `unfinished`. Undefined: no run of that name. */
async function outcomeOf({ leaderPid }: PowerGround, runId: string) {
  const runs = await listRuns(() => {}, `/proc/${leaderPid}/root/var/lib/subroot/runs`)
  return runs.find((run) => run.runId === runId)?.outcome
}

/** As after a boot: what was in memory only is gone, and Docker starts with the files as they are. */
async function bootWith(power: PowerGround, image: string): Promise<void> {
  const { machine } = power.ground
  await machine.shell(`
    systemctl stop docker.socket docker.service
    umount -l /etc /var/lib/subroot ${DIR}/files
    rm -rf /run/subroot /run/subroot-*
    cp --sparse=always ${image} ${DIR}/restored.ext4`)
  mountImage(power, `${DIR}/restored.ext4`)
  await takePlace(machine)
  await machine.shell(`
    systemctl daemon-reload
    systemctl reset-failed docker.service docker.socket
    systemctl start docker.socket docker.service`)
}

async function takePlace(machine: Machine): Promise<void> {
  await machine.shell(`
    mount --bind ${DIR}/files/etc /etc
    mkdir -p /var/lib/subroot
    mount --bind ${DIR}/files/subroot /var/lib/subroot`)
}

/** Only the host has loop devices; the mount is the machine's own, and the device goes with it. */
function mountImage({ leaderPid }: PowerGround, image: string): void {
  const root = `/proc/${leaderPid}/root`
  const script = `
    device=$(losetup --find --show "${root}${image}")
    rm -f "${root}$device"
    mknod "${root}$device" b $(stat -c '0x%t 0x%T' "$device")
    nsenter --target ${leaderPid} --mount mount -t ext4 "$device" ${DIR}/files || failed=yes
    losetup --detach "$device"
    [ -z "$failed" ]`
  const { status, stderr } = spawnSync('sh', ['-c', script], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`The image cannot be mounted: ${stderr}`)
}
