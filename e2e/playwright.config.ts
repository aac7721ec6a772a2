import { defineConfig } from '@playwright/test'
import { chooseElectronRuntime } from './electron-runtime.ts'

export default defineConfig({
  testDir: 'specs',
  testMatch: '**/*.spec.ts',
  // What only the stand-in promises.
  testIgnore: chooseElectronRuntime().kind === 'electron' ? 'electron-host.spec.ts' : [],
  outputDir: '../out/e2e',
  globalSetup: './display.config.ts',
  workers: 2,
  retries: 0,
  forbidOnly: true,
  // Long enough for a busy machine: what fails for good only fails later.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  reporter: 'list',
})
