import { missing } from './strict.ts'

/** The frame that a call came from, as `event.senderFrame`. */
export type SenderFrame = {
  readonly url: string
  readonly origin: string
  readonly parent: SenderFrame | null
}

type InvokeHandler = (
  event: { readonly sender: object; readonly senderFrame: SenderFrame | null },
  ...args: unknown[]
) => unknown

export function createIpcMain() {
  const handlers = new Map<string, InvokeHandler>()
  return {
    ipcMain: {
      handle: (channel: string, handler: InvokeHandler) => {
        if (handlers.has(channel)) {
          throw new Error(`Attempted to register a second handler for '${channel}'`)
        }
        handlers.set(channel, handler)
      },
      removeHandler: (channel: string) => {
        handlers.delete(channel)
      },
      on: (channel: string): never => {
        throw missing(`ipcMain.on('${channel}')`)
      },
    },
    /** Calls the handler; fails with Electron's words when there is none. */
    dispatch: async (
      sender: object,
      senderFrame: SenderFrame | null,
      channel: string,
      args: unknown,
    ): Promise<unknown> => {
      const handler = handlers.get(channel)
      if (!handler) throw new Error(`No handler registered for '${channel}'`)
      return structuredClone(
        await handler({ sender, senderFrame }, ...(Array.isArray(args) ? args : [])),
      )
    },
  }
}

export type IpcMain = ReturnType<typeof createIpcMain>
