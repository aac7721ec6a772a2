import type { FindingCode } from '#domain/findings/catalogue.ts'
import { engineFindingsInChinese } from './zh-CN-engine.ts'
import { dockerFindingsInChinese } from './zh-CN-docker.ts'
import { configurationFindingsInChinese } from './zh-CN-configuration.ts'
import { kernelFindingsInChinese } from './zh-CN-kernel.ts'
import { kubernetesFindingsInChinese } from './zh-CN-kubernetes.ts'
import { idsFindingsInChinese } from './zh-CN-ids.ts'
import { containersFindingsInChinese } from './zh-CN-containers.ts'
import type { FindingText } from './finding-text.ts'

export const findingsInChinese = {
  ...engineFindingsInChinese,
  ...dockerFindingsInChinese,
  ...configurationFindingsInChinese,
  ...kernelFindingsInChinese,
  ...idsFindingsInChinese,
  ...containersFindingsInChinese,
  ...kubernetesFindingsInChinese,
} as const satisfies Record<FindingCode, FindingText>
