import { readFileSync } from 'node:fs'
import { openBridge } from './page-bridge.ts'
import { startPreload, type MainMessage } from './page-preload.ts'
import { decodeValue, encodeValue } from './value-codec.ts'

/** The isolated world's name, and the binding and the receiver that exist only in it. */
export const worldName = 'Electron host preload'
export const bindingName = '__electronHostSend'
const receiverName = '__electronHostReceive'

/** Goes into the isolated world of every new document; a preload runs in main frames only. */
export function isolatedWorldScript(preloadPath: string, token: string): string {
  return `(() => {
    if (window !== window.top) return
    ${String(encodeValue)}
    ${String(decodeValue)}
    ${String(openBridge)}
    ${String(startPreload)}
    globalThis.${receiverName} = startPreload(
      function (require, module, exports, process, Buffer) { ${readFileSync(preloadPath, 'utf8')}\n },
      globalThis.${bindingName},
      openBridge(${JSON.stringify(token)}, 'isolated'),
      encodeValue,
      decodeValue,
    )
  })()`
}

/** Goes into the page's own world, after the other and before any script of the page. */
export function pageWorldScript(token: string): string {
  return `if (window === window.top) (${String(openBridge)})(${JSON.stringify(token)}, 'page')`
}

/** The message as one text: V8 takes many times longer to compile a large value than to parse it. */
export function deliveryScript(message: MainMessage): string {
  const text = JSON.stringify(JSON.stringify(message))
  return `globalThis.${receiverName}?.(JSON.parse(${text}))`
}
