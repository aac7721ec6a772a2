import * as z from 'zod'
import { CONFIGURATION_WAYS, CONSENTS } from '#domain/consents.ts'
import { PRACTICE_FAULTS, PRACTICE_HAPPENINGS } from '#domain/practice.ts'
import { RESUME_VERBS } from '#domain/run-events.ts'
import type { CallName, Calls } from './channels.ts'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/u)
const runId = z.string().regex(/^[a-z0-9-]{1,64}$/u)
const id = z.int().min(0).max(4294967295)
/** No screen is larger. */
const pixels = z.int().min(0).max(16_384)

// Whether it is a good name is for the plan to say; this keeps out what cannot be a login name at all.
const apply = z.strictObject({
  choices: z.strictObject({
    remapUser: z.string().regex(/^[^\s:/]{1,256}$/u),
    range: z.strictObject({ start: id, count: id }),
    way: z.enum(CONFIGURATION_WAYS),
    consents: z.array(z.enum(CONSENTS)).max(CONSENTS.length),
  }),
  scriptSha256: sha256,
})
const undo = z.strictObject({ runId, scriptSha256: sha256 })
const resume = z.strictObject({ runId, verb: z.enum(RESUME_VERBS), scriptSha256: sha256 })

/** What each call's argument must look like before main looks at it. Unknown keys are refused. */
export const schemas: { readonly [Name in CallName]: z.ZodType<Calls[Name]['argument']> } = {
  inspect: z.undefined(),
  inspectElevated: z.undefined(),
  apply,
  prepareUndo: z.strictObject({ runId }),
  undo,
  prepareResume: z.strictObject({ runId }),
  resume,
  handOver: z.discriminatedUnion('kind', [
    apply.extend({ kind: z.literal('apply') }),
    undo.extend({ kind: z.literal('undo') }),
    resume.extend({ kind: z.literal('resume') }),
  ]),
  withdraw: z.strictObject({ runId }),
  readRecord: z.strictObject({ runId }),
  listRuns: z.undefined(),
  verify: z.strictObject({ runId }),
  readProcesses: z.strictObject({ since: z.int().min(0).nullable() }),
  listPracticeMachines: z.undefined(),
  readPractice: z.undefined(),
  enterPractice: z.strictObject({ machine: z.string().regex(/^[a-z0-9.-]{1,64}$/u) }),
  leavePractice: z.undefined(),
  setPracticeFaults: z.strictObject({
    faults: z.array(z.enum(PRACTICE_FAULTS)).max(PRACTICE_FAULTS.length),
  }),
  letHappen: z.strictObject({ happening: z.enum(PRACTICE_HAPPENINGS) }),
  preparePracticeEngines: z.undefined(),
  startPracticeEngines: z.strictObject({ scriptSha256: sha256 }),
  readPracticeEngines: z.undefined(),
  stopPracticeEngines: z.undefined(),
  proveLive: z.undefined(),
  listProofs: z.undefined(),
  takePicture: z.strictObject({
    x: pixels,
    y: pixels,
    width: pixels.min(1),
    height: pixels.min(1),
  }),
  copyText: z.strictObject({ text: z.string().max(1024 * 1024) }),
  saveReport: z.strictObject({
    html: z.string().max(16 * 1024 * 1024),
    json: z.string().max(16 * 1024 * 1024),
    // A name to propose, never a path.
    fileName: z.string().regex(/^[^/\\.\p{Cc}][^/\\\p{Cc}]{0,120}\.html$/u),
  }),
  openLink: z.strictObject({ url: z.string().max(2048) }),
}
