import { execFileSync } from 'node:child_process'
import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'
import { version } from './package.json' with { type: 'json' }

// Everything is bundled, so the packaged app carries no node_modules.
const bundleEverything = { externalizeDeps: false } as const

/** All simulated machines as one file beside main, which is read when somebody practises. */
const practiceMachines: Plugin = {
  name: 'practice-machines',
  generateBundle() {
    const pack = ['--import', 'tsx', resolve('e2e/hosts/pack-machines.ts')]
    this.emitFile({
      type: 'asset',
      fileName: 'practice-machines.json',
      source: execFileSync(process.execPath, pack, { maxBuffer: 64 * 1024 * 1024 }),
    })
  },
}

export default defineConfig({
  main: {
    plugins: [practiceMachines],
    build: {
      ...bundleEverything,
      outDir: 'out/build/main',
      rollupOptions: {
        input: {
          main: resolve('electron/main/main.ts'),
          // Neither of these is ever packaged (electron-builder.yml): the same application with what the end-to-end tests
          // need to reach into a simulated machine, and the stand-in for Electron.
          'main-simulated': resolve('e2e/main-simulated.ts'),
          'electron-host': resolve('e2e/electron-host/start.ts'),
        },
        // All in one folder: code finds the preload and the page beside it.
        output: { chunkFileNames: '[name].js' },
      },
    },
  },
  preload: {
    build: {
      ...bundleEverything,
      outDir: 'out/build/preload',
      rollupOptions: {
        input: { preload: resolve('electron/preload/preload.ts') },
        // A sandboxed preload must be one CommonJS file.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [react()],
    define: { SUBROOT_VERSION: JSON.stringify(version) },
    build: {
      outDir: 'out/build/renderer',
      minify: true,
      // Debian 11's Chromium, the oldest that the stand-in is seen to work on (e2e/lab).
      target: 'chrome120',
      // In kB before compression, which nothing loads over a network.
      chunkSizeWarningLimit: 1000,
      // Nothing comes over a network; and its polyfill would fetch, which the content security policy forbids.
      modulePreload: false,
      rollupOptions: {
        input: resolve('renderer/index.html'),
        output: {
          // What the first screen needs comes as one file: each further one would be asked for only once the one before is
          // there.
          codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] },
        },
      },
    },
  },
})
