const { contextBridge, ipcRenderer } = require('electron')

function messageOf(action) {
  try {
    action()
    return 'nothing was refused'
  } catch (error) {
    return error.message
  }
}

contextBridge.exposeInMainWorld('probe', {
  echo: (value) => ipcRenderer.invoke('echo', value),
  fail: () => ipcRenderer.invoke('fail'),
  unknown: () => ipcRenderer.invoke('unknown'),
  callBack: (callback) => callback({ answer: 42 }),
  adder: (first) => (second) => first + second,
  throwError: () => {
    throw new TypeError('thrown inside')
  },
  later: async (value) => [value],
  nested: { list: [1, { two: 2 }], date: new Date(0) },
  refusals: () => [
    messageOf(() => require('node:fs')),
    messageOf(() => process.env),
    messageOf(() => ipcRenderer.sendSync('echo')),
    messageOf(() => require('electron').shell),
  ],
})
