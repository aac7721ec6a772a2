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
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
})
