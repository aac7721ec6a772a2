import { proveOnThisMachine } from '#host/proof/real-proof.ts'
import { DEFAULT_SOCKET_PATH } from '#host/read-host.ts'

/** Runs in a lab machine as one of its users: the live proof, as JSON. */
console.log(JSON.stringify(await proveOnThisMachine(DEFAULT_SOCKET_PATH)))
