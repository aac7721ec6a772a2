import { once } from 'node:events'
import type { Machine } from './machine.ts'

/** What a process and everything it started asked of the kernel (strace(1)), as far as it could change a machine. */
export type SystemCalls = {
  /** Programs that were started, with their arguments as strace prints them. */
  readonly programs: readonly string[]
  /** Calls that make, change or remove a file or a mount, or open one for writing, whether they worked or not. */
  readonly changes: readonly string[]
  /** Addresses that were connected to, or tried, once each. */
  readonly connections: readonly string[]
  /** HTTP requests, once each: method and path. */
  readonly requests: readonly string[]
}

const lookingCalls = [
  'access|faccessat2?|stat|lstat|newfstatat|statx|statfs|readlink|readlinkat|getcwd|chdir|inotify_add_watch',
  'getxattr|lgetxattr|listxattr|llistxattr|open|openat|openat2|execve|execveat|connect|write|writev|sendto|sendmsg',
].join('|')

/** Watches a process and its children from now on; `stop` tells what was seen. */
export async function traceSystemCalls(
  machine: Machine,
  pid: number,
): Promise<{ readonly stop: () => Promise<SystemCalls> }> {
  const dir = await machine.shell('mktemp -d /run/trace.XXXXXX')
  const calls = '%file,execve,execveat,connect,bind,write,writev,pwrite64,pwritev,sendto,sendmsg'
  const more =
    'ftruncate,fallocate,fchmod,fchown,fsetxattr,fremovexattr,mount,umount2,copy_file_range,io_uring_enter'
  // One file per thread (-ff), so that no call is printed in two halves; -y names what a descriptor stands for.
  const options = `-ff -qq -y -s 200 -e signal=none -e trace=${calls},${more}`
  const tracer = machine.spawn([
    'sh',
    '-c',
    `echo "$$" >${dir}/tracer; exec strace ${options} -o ${dir}/thread -p ${pid}`,
  ])
  const ended = once(tracer, 'close')
  await machine.shell(`timeout 120 sh -c '
    until grep -q "^TracerPid:.[1-9]" /proc/${pid}/task/*/status &&
      ! grep -q "^TracerPid:.0" /proc/${pid}/task/*/status; do sleep 0.05; done'`)
  return {
    stop: async () => {
      // It has ended by itself if the process has.
      await machine.exec(['sh', '-c', `kill -INT $(cat ${dir}/tracer)`])
      await ended
      const lines = (await machine.shell(`cat $(ls -v ${dir}/thread.*); rm -r ${dir}`)).split('\n')
      return summarise(lines)
    },
  }
}

function withoutRepetition(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].toSorted()
}

function summarise(lines: readonly string[]): SystemCalls {
  const matches = (pattern: RegExp) =>
    lines.flatMap((line) => pattern.exec(line)?.slice(1).find(Boolean) ?? [])
  return {
    programs: matches(/^execve\w*\(.*?(\[.*\]), .* = 0$/),
    changes: withoutRepetition(lines.filter(changesSomething)),
    connections: withoutRepetition(
      matches(/^connect\(.*(?:sun_path=@?"([^"]*)"|(sa_family=AF_INET.*\}))/),
    ),
    requests: withoutRepetition(matches(/^(?:write|writev|sendto)\(.*?"([A-Z]+ \/\S*) HTTP\/1/)),
  }
}

function changesSomething(line: string): boolean {
  const call = /^\w+/.exec(line)?.[0]
  if (call === undefined || /^(\+\+\+|---)/.test(line)) return false
  if (/^open(at2?)?$/.test(call)) {
    return /O_(WRONLY|RDWR|CREAT|TRUNC|APPEND|TMPFILE)/.test(line) && !/"\/dev\/null"/.test(line)
  }
  // A descriptor of a file on some disk has an absolute path; pipes and sockets have none.
  if (/^p?write(v|64)?$/.test(call)) return /^\w+\(\d+<\/(?!dev\/null>)/.test(line)
  return !new RegExp(`^(${lookingCalls})$`).test(call)
}
