import { check } from '../check.ts'

/*
 * npm run --silent check -- [--root DIR] [--json]
 * The wizard's diagnosis without a window, of this machine as the current user or of a host tree in the format of
 * e2e/hosts/README.md. It writes nothing but its answer.
 * Exit status: 0 remapping can be turned on; 1 it cannot, or only with an agreement; 2 the input is wrong.
 */

const outcome = await check(process.argv.slice(2))
if (outcome.status === 2) console.error(outcome.problem)
else console.log(outcome.answer)
process.exitCode = outcome.status
