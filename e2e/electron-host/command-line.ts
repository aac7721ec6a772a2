/** A command line as Electron's own binary reads it. */
export type CommandLine = {
  /** Modules to `require` before the app, from `-r`. */
  readonly preloadModules: readonly string[]
  /** Chromium's and Electron's switches without their dashes. */
  readonly switches: Map<string, string>
  readonly appPath: string | undefined
}

export function parseCommandLine(args: readonly string[]): CommandLine {
  const preloadModules: string[] = []
  const switches = new Map<string, string>()
  let appPath: string | undefined
  let isModule = false
  for (const argument of args) {
    if (isModule) preloadModules.push(argument)
    else if (argument.startsWith('--')) {
      const [, name = '', value = ''] = /^--(?<name>[^=]*)=?(?<value>.*)$/su.exec(argument) ?? []
      switches.set(name, value)
    } else if (argument !== '-r') appPath ??= argument
    isModule = argument === '-r'
  }
  return { preloadModules, switches, appPath }
}
