import { createRealHost } from '#host/real-host.ts'
import { startApplication } from './start-application.ts'

startApplication(createRealHost)
