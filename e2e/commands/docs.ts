import { writeFileSync } from 'node:fs'
import { FINDINGS_DOCS_PATH, findingsDocs } from '../findings-docs.ts'

// npm run docs: writes the pages of docs/ that are made from the code.
writeFileSync(FINDINGS_DOCS_PATH, await findingsDocs())
