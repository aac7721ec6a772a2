import { ensureBase, releases } from './e2e/lab/base.ts'
import { ensureBrowser, ensureLabTools, ensureReaders, ensureShells } from './e2e/commands/setup.ts'
ensureShells(); ensureReaders(); ensureBrowser(); ensureLabTools()
await Promise.all(releases.map((r) => ensureBase(r)))
console.log('bases done')
