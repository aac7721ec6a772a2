import type { HostFacts } from '#domain/host-facts.ts'
import type { Identity } from './access.ts'
import { EXECUTE } from './access.ts'
import { lsLine } from './ls-line.ts'
import type { HostMount } from './host-paths.ts'
import { isSharedPath } from './host-paths.ts'
import { lossFor, readingOf, writingOf } from './loss.ts'
import { openTo } from './mount-remedies.ts'
import type { Inode, Sample } from './path-reading.ts'
import { exemptions } from './remedies.ts'
import type { Subject } from './subject.ts'
import { notSeen, reason, whoText } from './subject.ts'
import type { Reason, ReasonCode } from './verdict.ts'

/** What a container loses of a file, or of a directory and what lies in it: the gravest loss, and what nobody could see. */
export function fileReasons(
  subject: Subject,
  mount: HostMount,
  inode: Inode,
  inside: Sample | undefined,
): readonly Reason[] {
  const losses = gravestLoss(subject, mount, inode, inside)
  const isUnseen = inode.kind === 'directory' && inside === undefined
  return isUnseen && losses.every(({ code }) => code !== 'mount-unreadable')
    ? [...losses, notSeen(subject, 'inside-not-seen', mount.source, lsLine(inode, mount.source))]
    : losses
}

function gravestLoss(
  subject: Subject,
  { source: path, readWrite }: HostMount,
  inode: Inode,
  inside: Sample | undefined,
): readonly Reason[] {
  const { identities, range } = subject
  const evidence = [lsLine(inode, path)]
  const read = lossFor(inode, identities, range, readingOf(inode))
  if (read.loss !== 'none') {
    const canPass =
      inode.kind === 'directory' && lossFor(inode, identities, range, EXECUTE).loss === 'none'
    const outcome = read.loss === 'surely' && !canPass ? 'breaks' : 'may-break'
    return [
      fileReason(
        subject,
        'mount-unreadable',
        outcome,
        evidence,
        path,
        inode,
        read.losers,
        readWrite,
      ),
    ]
  }
  const hidden = insideLoss(subject, inside, readingOf)
  if (hidden.groups.length > 0) {
    const all = hidden.count === hidden.total && hidden.sure
    return [
      fileReason(
        subject,
        'inside-unreadable',
        all ? 'breaks' : 'may-break',
        [...evidence, ...hidden.groups],
        path,
        inode,
        hidden.losers,
        readWrite,
        hidden,
      ),
    ]
  }
  if (!readWrite) return []
  const write = lossFor(inode, identities, range, writingOf(inode))
  if (write.loss !== 'none') {
    return [
      fileReason(
        subject,
        'mount-unwritable',
        'may-break',
        evidence,
        path,
        inode,
        write.losers,
        true,
      ),
    ]
  }
  const fixed = insideLoss(subject, inside, writingOf)
  return fixed.groups.length === 0
    ? []
    : [
        fileReason(
          subject,
          'inside-unwritable',
          'may-break',
          [...evidence, ...fixed.groups],
          path,
          inode,
          fixed.losers,
          true,
          fixed,
        ),
      ]
}

type InsideLoss = {
  readonly groups: readonly string[]
  readonly count: number
  readonly total: number
  readonly sure: boolean
  readonly losers: readonly Identity[]
}

/** Files and directories of the sample that the container loses. */
function insideLoss(
  { identities, range }: Subject,
  inside: Sample | undefined,
  wanted: (inode: Inode) => number,
): InsideLoss {
  const groups = (inside?.groups ?? []).filter(
    ({ kind }) => kind === 'file' || kind === 'directory',
  )
  const lost = groups.flatMap((group) => {
    const { loss, losers } = lossFor(group, identities, range, wanted(group))
    return loss === 'none' ? [] : [{ group, loss, losers }]
  })
  return {
    groups: lost.map(({ group }) => `${lsLine(group, group.example)} ×${group.count}`),
    count: lost.reduce((sum, { group }) => sum + group.count, 0),
    total: groups.reduce((sum, { count }) => sum + count, 0),
    sure: lost.every(({ loss }) => loss === 'surely'),
    losers: identities.filter((identity) => lost.some(({ losers }) => losers.includes(identity))),
  }
}

function fileReason(
  subject: Subject,
  code: ReasonCode,
  outcome: Reason['outcome'],
  evidence: readonly string[],
  path: string,
  inode: Inode,
  losers: readonly Identity[],
  readWrite: boolean,
  counts?: InsideLoss,
): Reason {
  const { facts, range } = subject
  const homes = facts.accounts.map(({ home }) => home)
  const isShared = isSharedPath(path, homes, facts.docker.dataRoot ?? '/var/lib/docker')
  return {
    ...reason(subject, code, outcome, evidence, {
      path,
      owner: ownerName(facts, inode.uid),
      ...whoText(losers, range),
      ...(counts && { count: String(counts.count), total: String(counts.total) }),
    }),
    remedies: [
      ...(isShared ? [] : openTo(path, inode.kind, losers, range, readWrite)),
      ...exemptions(subject.container),
    ],
  }
}

function ownerName({ accounts }: HostFacts, uid: number): string {
  return accounts.find((account) => account.uid === uid)?.name ?? String(uid)
}
