import { defineConfig, mergeConfig } from 'vitest/config'
import lab from './vitest.lab.config.ts'

/** Hundreds of kills and power failures: too long for every change, so a suite of its own. */
export default mergeConfig(
  { ...lab, test: { ...lab.test, include: [] } },
  defineConfig({ test: { include: ['e2e/lab/faults/*.lab.ts'] } }),
)
