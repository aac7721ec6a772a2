import { join } from 'node:path'
import { app } from 'electron'
import { createRealHost } from '#host/real-host.ts'
import { readMachineCatalogue } from '#simulated/machine-catalogue.ts'
import { startApplication } from './start-application.ts'

const practice = readMachineCatalogue(join(import.meta.dirname, 'practice-machines.json'))
const asked = app.commandLine.getSwitchValue('practice') || undefined

if (asked !== undefined && !practice.list().some(({ name }) => name === asked)) {
  const names = practice.list().map(({ name }) => name)
  console.error(`There is no simulated machine ${asked}. There are: ${names.join(', ')}.`)
  app.exit(2)
} else {
  startApplication({ openReal: createRealHost, practice }, asked)
}
