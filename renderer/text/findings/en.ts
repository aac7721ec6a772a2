import type { FindingCode } from '#domain/findings/catalogue.ts'
import { engineFindingsInEnglish } from './en-engine.ts'
import { dockerFindingsInEnglish } from './en-docker.ts'
import { configurationFindingsInEnglish } from './en-configuration.ts'
import { kernelFindingsInEnglish } from './en-kernel.ts'
import { kubernetesFindingsInEnglish } from './en-kubernetes.ts'
import { idsFindingsInEnglish } from './en-ids.ts'
import { containersFindingsInEnglish } from './en-containers.ts'
import type { FindingText } from './finding-text.ts'

export const findingsInEnglish = {
  ...engineFindingsInEnglish,
  ...dockerFindingsInEnglish,
  ...configurationFindingsInEnglish,
  ...kernelFindingsInEnglish,
  ...idsFindingsInEnglish,
  ...containersFindingsInEnglish,
  ...kubernetesFindingsInEnglish,
} as const satisfies Record<FindingCode, FindingText>
