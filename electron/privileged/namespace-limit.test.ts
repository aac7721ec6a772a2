import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parseHostFacts } from '../domain/parse-host-facts.ts'
import type { HostSnapshot } from '../domain/host-snapshot.ts'
import type { Plan } from '../domain/plan.ts'
import { createPlan } from '../domain/plan.ts'
import { compileScript, toJournalPlan } from '../domain/script.ts'
import { textFile } from '../domain/testing/bookworm.ts'
import { bookwormWithKernel, sysctlFile } from '../domain/testing/kernels.ts'
import { createUndoPlan } from '../domain/undo-plan.ts'
import type { ScratchMachine } from './scratch-machine.ts'
import { createScratchMachine, scratchMachineObstacle } from './scratch-machine.ts'
import { transactionText } from './transaction/transaction-text.ts'

const LIMIT_PATH = '/proc/sys/user/max_user_namespaces'
const OWN_PATH = '/etc/sysctl.d/zz-subroot.conf'

/**
 * Each user namespace has a limit of its own (namespaces(7)), and this one is made for the test: what is set in it is the
 * kernel's real limit for it, and no other process of this machine notices.
 */
const IN_NAMESPACE = ['unshare', '--user', '--map-root-user', 'sh', '-euc']

function obstacleHere(): string | undefined {
  const scratch = scratchMachineObstacle()
  if (scratch !== undefined) return scratch
  const { status, stderr } = spawnSync('unshare', [
    '--user',
    '--map-root-user',
    'sh',
    '-c',
    `echo 0 >${LIMIT_PATH}`,
  ])
  return status === 0 ? undefined : String(stderr)
}

const obstacle = obstacleHere()
if (obstacle !== undefined) console.warn(`No limit of its own, so no tests of it: ${obstacle}`)

let machine: ScratchMachine
beforeEach(() => {
  if (obstacle === undefined) machine = createScratchMachine()
})
afterEach(() => machine.remove())

const stigText = '# STIG\nuser.max_user_namespaces = 0\n'
const before = bookwormWithKernel(
  { sysctlFiles: [sysctlFile('/etc/sysctl.conf', stigText)] },
  { maxUserNamespaces: '0\n' },
  { '/etc/sysctl.conf': textFile(stigText) },
)

/** What the plan does to the kernel; Docker and the accounts are other tests' business. */
function kernelPart(): Plan {
  const plan = createPlan(parseHostFacts(before), {
    remapUser: 'dockremap',
    range: { start: 458752, count: 65536 },
    way: 'daemon-config',
    consents: ['raise-namespace-limit'],
  })
  if (!plan.ok) throw new Error(JSON.stringify(plan.error))
  const steps = plan.value.steps.filter(({ id }) => /sysctl|limit/.test(id))
  return { ...plan.value, steps }
}

function undoPart(plan: Plan): Plan {
  const files = plan.steps.flatMap((step) =>
    step.kind === 'edit-file' && step.after ? [[step.path, step.after.text] as const] : [],
  )
  const after: HostSnapshot = bookwormWithKernel(
    {},
    { maxUserNamespaces: '28633\n' },
    Object.fromEntries(files.map(([path, text]) => [path, textFile(text)])),
  )
  const undo = createUndoPlan(toJournalPlan(plan), parseHostFacts(after), 'apply-1')
  if (!undo.ok) throw new Error(undo.error.code)
  return undo.value
}

describe.runIf(obstacle === undefined)('the limit of user namespaces', () => {
  it('is really raised and really put back, in a user namespace of its own', () => {
    const hostLimit = readFileSync(LIMIT_PATH, 'utf8')
    machine.write('/etc/sysctl.conf', stigText)
    const plan = kernelPart()
    machine.write('/etc/apply.sh', compileScript(plan, transactionText))
    machine.write('/etc/undo.sh', compileScript(undoPart(plan), transactionText))
    const { exitCode, output } = machine.run([
      ...IN_NAMESPACE,
      `say() { printf '%s ' "$1"; cat ${LIMIT_PATH}; }
       try() { if unshare --user true 2>&1; then echo made; fi; }
       echo 0 >${LIMIT_PATH}; say before; try
       sh /etc/apply.sh apply-1; say applied; try; cat ${OWN_PATH} /etc/sysctl.conf
       sh /etc/undo.sh undo-1; say undone; try; ls /etc/sysctl.d 2>&1 || :`,
    ])
    expect(output.split('\n').filter((line) => !line.startsWith('Progress is in'))).toEqual([
      'before 0',
      // clone(2): the limit counts for root, too.
      'unshare: unshare failed: No space left on device',
      'applied 28633',
      'made',
      "# Written by Subroot: Docker's user namespace remapping needs user namespaces.",
      '# This file is read last, so that it wins over others that set the limit. Undo in Subroot takes it away again.',
      'user.max_user_namespaces = 28633',
      '# STIG',
      'user.max_user_namespaces = 28633',
      'undone 0',
      'unshare: unshare failed: No space left on device',
      "ls: cannot access '/etc/sysctl.d': No such file or directory",
      '',
    ])
    expect(exitCode).toBe(0)
    expect(machine.read('/etc/sysctl.conf')).toBe(stigText)
    expect(readFileSync(LIMIT_PATH, 'utf8')).toBe(hostLimit)
  })

  it('is left alone, with every file, when it is not what was reviewed', () => {
    machine.write('/etc/sysctl.conf', stigText)
    machine.write('/etc/apply.sh', compileScript(kernelPart(), transactionText))
    const { output } = machine.run([
      ...IN_NAMESPACE,
      `echo 7 >${LIMIT_PATH}; sh /etc/apply.sh apply-1 >/dev/null || echo refused; cat ${LIMIT_PATH}`,
    ])
    expect(output).toBe('refused\n7\n')
    expect([machine.read(OWN_PATH), machine.read('/etc/sysctl.conf')]).toEqual([
      undefined,
      stigText,
    ])
  })
})
