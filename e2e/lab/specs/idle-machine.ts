import { endWithCommand } from '../command-chain.ts'
import { bootMachine } from '../machine.ts'

/** A command that boots a machine, says so, and then does nothing: for others to kill. */
endWithCommand()
const machine = await bootMachine('bookworm')
console.log(`up ${machine.keeperPid}`)
setInterval(() => {}, 1000)
