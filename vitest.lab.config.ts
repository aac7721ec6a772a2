import { defineConfig } from 'vitest/config'

/** The lab suite: Debian machines are booted, so tests run one file after another and may take minutes. */
export default defineConfig({
  test: {
    include: ['e2e/lab/specs/*.lab.ts'],
    setupFiles: ['e2e/lab/specs/end-with-command.ts'],
    environment: 'node',
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 480_000,
    hookTimeout: 900_000,
  },
})
