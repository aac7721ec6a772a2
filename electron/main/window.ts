import { join } from 'node:path'
import { BrowserWindow, Menu, nativeTheme, type MenuItemConstructorOptions } from 'electron'
import { pageUrl } from './renderer-files.ts'

/** Opens the one window. `preloadPath` is the built preload. */
export function openWindow(preloadPath: string): BrowserWindow {
  Menu.setApplicationMenu(Menu.buildFromTemplate([{ role: 'editMenu' }, viewMenu]))
  const window = new BrowserWindow({
    width: 1180,
    height: 820,
    minWidth: 640,
    minHeight: 480,
    title: 'Subroot',
    icon: join(import.meta.dirname, '../../../assets/icons/256x256.png'),
    // Until the page paints; the page's own ground colours.
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#14181c' : '#ffffff',
    autoHideMenuBar: true,
    webPreferences: {
      preload: preloadPath,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: false,
    },
  })
  void window.loadURL(pageUrl)
  return window
}

/** The shortcuts for zooming belong to a menu in Electron. */
const viewMenu: MenuItemConstructorOptions = {
  label: 'View',
  submenu: [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { role: 'togglefullscreen' },
  ],
}
