import Module, { createRequire, register } from 'node:module'

/** Where the module that ESM code gets finds the stand-in. */
const key = 'subroot.electron-host'

/** Makes `electron` the stand-in for `require` and `import`, and `require` reachable for Playwright. */
export function provideElectron(electron: object): void {
  Object.defineProperty(globalThis, Symbol.for(key), { value: electron })

  // Node 20 has no public hook for `require`; `_load` is what other tools replace as well.
  const load: (name: string, ...rest: unknown[]) => unknown = Reflect.get(Module, '_load')
  Reflect.set(Module, '_load', (name: string, ...rest: unknown[]) =>
    isElectron(name) ? electron : load(name, ...rest),
  )

  register(`data:text/javascript,${encodeURIComponent(resolveHook(Object.keys(electron)))}`)
  Object.defineProperty(globalThis, 'require', {
    value: createRequire(import.meta.url),
    configurable: true,
  })
}

function isElectron(name: string): boolean {
  return name === 'electron' || name === 'electron/main'
}

/** An import of a name that the stand-in lacks fails when the module is linked, naming it. */
function resolveHook(names: readonly string[]): string {
  const lines = [
    `const electron = globalThis[Symbol.for('${key}')]`,
    'export default electron',
    ...names.map((name) => `export const ${name} = electron.${name}`),
  ]
  const url = `data:text/javascript,${encodeURIComponent(lines.join('\n'))}`
  return `export function resolve(name, context, next) {
    if (name !== 'electron' && name !== 'electron/main') return next(name, context)
    return { url: ${JSON.stringify(url)}, format: 'module', shortCircuit: true }
  }`
}
