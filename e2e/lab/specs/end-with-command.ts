import { endWithCommand } from '../command-chain.ts'

endWithCommand()
