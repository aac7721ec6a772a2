import { importBusyboxImage } from './images.ts'
import type { Machine } from './machine.ts'

/** How containers are made, beyond their names and their image: kinds that remapping treats differently. */
const kinds = [
  'run --detach',
  'run --detach --volume data:/data',
  'run --detach --volume /srv/shared:/shared',
  'create --network host',
  // Not started: what a privileged container may do depends on the machine that the lab itself runs on.
  'create --privileged --volume /var/run/docker.sock:/var/run/docker.sock',
] as const

/** Containers of several kinds in equal shares, of which three in five run. */
export async function makeContainers(machine: Machine, count: number): Promise<void> {
  await importBusyboxImage(machine)
  const options = kinds.map((kind, index) => `${index}) options="${kind}" ;;`)
  await machine.shell(`
    mkdir -p /srv/shared
    seq 0 ${count - 1} | xargs -P 4 -I N sh -euc '
      case $((N % ${kinds.length})) in ${options.join(' ')} esac
      docker $options --name box-N busybox sleep 1d >/dev/null'`)
}
