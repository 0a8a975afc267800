// The desktop program: a sandboxed window on the built screens, and the two channels between it and the station. The only
// folder that says 'electron'. Everything it uses of Electron is in the stand-in of test/hosts/, so that tests run it.

import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { app, BrowserWindow, dialog, ipcMain, Menu, protocol, safeStorage, session } from 'electron';
import { isFault } from '../../basics/fault.ts';
import { appVersion, preloadFolder, rendererFolder } from '../app-folder.ts';
import { findPage } from '../built-pages.ts';
import { removeDoorway, writeDoorway } from '../doorway-file.ts';
import { type HostFlags, parseHostFlags } from '../host-flags.ts';
import { type Loopback, openLoopback } from '../loopback.ts';
import { personHere } from '../person.ts';
import { createStationHost, no, type StationHost } from '../station-host.ts';
import type { Keychain } from '../station-key.ts';
import { guardContents, guardSession, isTrustedSender, pageAddress, pageScheme } from './guard-window.ts';
import { menuTemplate } from './menu.ts';

/** Undefined where the system has no keychain; Electron would then "seal" with a password that everybody knows. */
function systemKeychain(): Keychain | undefined {
  if (!safeStorage.isEncryptionAvailable()) return undefined;
  if (process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text')
    return undefined;
  return {
    seal: (text) => safeStorage.encryptString(text),
    open: (sealed) => safeStorage.decryptString(Buffer.from(sealed)),
  };
}

function showWindow(): void {
  const window = new BrowserWindow({
    width: 1400,
    height: 900,
    minWidth: 1024,
    minHeight: 640,
    show: false,
    title: 'Parcelbench 打包台',
    webPreferences: {
      preload: join(preloadFolder, 'electron.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(pageAddress);
}

function showOldestWindow(): void {
  const window = BrowserWindow.getAllWindows()[0];
  if (window?.isMinimized()) window.restore();
  if (window) window.focus();
  else showWindow();
}

function connect(host: StationHost): void {
  const person = personHere();
  const sessions = new WeakMap<object, string>();
  /** One secret a window, for as long as it is open; it survives a reload and never reaches a page. */
  const sessionOf = (sender: object): string => {
    const known = sessions.get(sender) ?? randomBytes(24).toString('base64url');
    sessions.set(sender, known);
    return known;
  };
  ipcMain.handle('station.call', (event, name: unknown, argument: unknown) => {
    if (!isTrustedSender(event.senderFrame)) return no('host.wrong-address');
    if (typeof name !== 'string')
      return no('request.malformed', { name: '', field: 'name', reason: 'no text' });
    const session = sessionOf(event.sender);
    return host.call({ host: 'electron', person, role: 'supervisor', session }, name, argument);
  });
  host.on((event) => {
    for (const window of BrowserWindow.getAllWindows()) {
      if (isTrustedSender(window.webContents.mainFrame)) window.webContents.send('station.event', event);
    }
  });
}

/** The terminal's way in; the screens do not use it. Without it the program still works, so a failure is only logged. */
async function openTerminalDoor(host: StationHost, dataFolder: string): Promise<Loopback | undefined> {
  if (host.isReadOnly) return undefined;
  try {
    const loopback = await openLoopback({ host, port: 0, person: personHere() });
    writeDoorway(dataFolder, { port: loopback.port, key: loopback.terminalKey, processId: process.pid });
    return loopback;
  } catch (thrown) {
    host.opened()?.parts.log.warn({ err: thrown }, 'no door for the terminal');
    return undefined;
  }
}

async function run(flags: HostFlags): Promise<void> {
  // One program a data folder: its windows, its cookies and its lock lie there.
  app.setPath('userData', join(flags.dataFolder, 'window'));
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  protocol.registerSchemesAsPrivileged([
    {
      scheme: pageScheme,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
  app.on('second-instance', showOldestWindow);
  app.on('activate', showOldestWindow);
  app.on('window-all-closed', () => app.quit());
  app.on('web-contents-created', (_event, contents) => guardContents(contents));
  await app.whenReady();

  const host = createStationHost({
    dataFolder: flags.dataFolder,
    mode: flags.mode,
    version: appVersion(),
    keychain: systemKeychain(),
  });
  const loopback = await openTerminalDoor(host, flags.dataFolder);
  let isClosed = false;
  app.on('before-quit', (event) => {
    if (isClosed) return;
    event.preventDefault();
    void close(host, loopback, flags.dataFolder).finally(() => {
      isClosed = true;
      app.quit();
    });
  });

  guardSession(session.defaultSession);
  protocol.handle(pageScheme, async (request) => {
    const page = await findPage(rendererFolder, new URL(request.url).pathname);
    return new Response(Buffer.from(page.body), { status: page.status, headers: page.headers });
  });
  connect(host);
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(menuTemplate(process.platform, app.getLocale().startsWith('zh'), showWindow)),
  );
  showWindow();
}

async function close(host: StationHost, loopback: Loopback | undefined, dataFolder: string): Promise<void> {
  if (loopback) removeDoorway(dataFolder);
  await loopback?.close();
  await host.close();
}

// Electron puts its own words before ours; ours begin behind the program's folder (none when it is installed).
const ownWords = process.argv.slice(app.isPackaged ? 1 : 2).filter((word) => word !== '--no-sandbox');
// Not awaited: Electron becomes ready only after this module is through.
run(parseHostFlags(ownWords)).catch((thrown: unknown) => {
  const reason = isFault(thrown)
    ? `数据文件夹无法使用 · The data folder cannot be used (${thrown.code}).`
    : String(thrown instanceof Error ? thrown.message : thrown);
  dialog.showErrorBox('Parcelbench 打包台', reason);
  app.exit(2);
});
