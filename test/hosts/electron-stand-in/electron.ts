// The module `electron` as the desktop program uses it, without Electron's binary. It offers just the calls that are made;
// any other throws by its name. A test drives it over the process's own channel (drive.ts).

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strict } from './strict.ts';
import {
  appEvents,
  type InvokeHandler,
  invokeAs,
  invokeHandlers,
  type ProtocolHandler,
  protocols,
  seen,
  startChromium,
  stopChromium,
  BrowserWindow as Window,
} from './window.ts';

type PermissionHandler = (
  contents: { getURL(): string },
  permission: string,
  answer: (isGranted: boolean) => void,
  details: { mediaTypes?: string[] },
) => void;
type CheckHandler = (
  contents: { getURL(): string } | null,
  permission: string,
  origin: string,
  details: { mediaType?: string },
) => boolean;
interface MenuItem {
  readonly label?: string;
  readonly role?: string;
  readonly click?: () => void;
  readonly submenu?: readonly MenuItem[];
}

const profile = mkdtempSync(join(tmpdir(), 'parcelbench-stand-in-'));
const paths = new Map<string, string>();
let permissionHandler: PermissionHandler = () => {};
let checkHandler: CheckHandler = () => true;
let menu: readonly MenuItem[] = [];
let isQuitting = false;

async function end(code: number): Promise<void> {
  await stopChromium();
  rmSync(profile, { recursive: true, force: true });
  process.exit(code);
}

function quit(): void {
  let isPrevented = false;
  appEvents.emit('before-quit', {
    preventDefault: () => {
      isPrevented = true;
    },
  });
  if (isPrevented || isQuitting) return;
  isQuitting = true;
  void end(0);
}

export const app = strict('app', {
  isPackaged: false,
  setPath: (name: string, path: string) => void paths.set(name, path),
  requestSingleInstanceLock: () => process.env.STAND_IN_IS_SECOND !== 'yes',
  getLocale: () => 'zh-CN',
  on: (name: string, hear: (...words: unknown[]) => void) => void appEvents.on(name, hear),
  whenReady: () => startChromium(profile),
  quit,
  exit: (code: number) => void end(code),
});

export const BrowserWindow = Window;

export const ipcMain = strict('ipcMain', {
  handle: (channel: string, handler: InvokeHandler) => void invokeHandlers.set(channel, handler),
});

export const session = strict('session', {
  defaultSession: strict('session.defaultSession', {
    setPermissionRequestHandler: (handler: PermissionHandler) => {
      permissionHandler = handler;
    },
    setPermissionCheckHandler: (handler: CheckHandler) => {
      checkHandler = handler;
    },
  }),
});

export const Menu = strict('Menu', {
  buildFromTemplate: (template: readonly MenuItem[]) => template,
  setApplicationMenu: (template: readonly MenuItem[]) => {
    menu = template;
  },
});

export const dialog = strict('dialog', {
  showErrorBox: (title: string, content: string) => {
    process.send?.({ errorBox: `${title}: ${content}` });
  },
});

/** A keychain good enough to tell sealed from clear. */
export const safeStorage = strict('safeStorage', {
  isEncryptionAvailable: () => process.env.STAND_IN_KEYCHAIN !== 'none',
  getSelectedStorageBackend: () => process.env.STAND_IN_KEYCHAIN ?? 'gnome_libsecret',
  encryptString: (text: string) => Buffer.from(text, 'utf8').map((byte) => byte ^ 0x5a),
  decryptString: (sealed: Buffer) => Buffer.from(sealed.map((byte) => byte ^ 0x5a)).toString('utf8'),
});

export const protocol = strict('protocol', {
  registerSchemesAsPrivileged: (_schemes: unknown) => {},
  handle: (scheme: string, handler: ProtocolHandler) => void protocols.set(scheme, handler),
});

/** What a test may do to the program, by name. */
const asked: Readonly<Record<string, (argument: never) => unknown>> = {
  evaluate: (expression: string) => Window.getAllWindows()[0]?.page?.evaluate(expression),
  address: () => Window.getAllWindows()[0]?.webContents.getURL(),
  windowCount: () => Window.getAllWindows().length,
  preferences: () => Window.getAllWindows()[0]?.options.webPreferences,
  userData: () => paths.get('userData'),
  seen: () => seen,
  menuLabels: () => menu.map((item) => item.label ?? item.role),
  clickMenu: (label: string) => {
    menu
      .flatMap((item) => item.submenu ?? [])
      .find((item) => item.label === label)
      ?.click?.();
  },
  startSecond: () => appEvents.emit('second-instance'),
  invokeFrom: (sender: { frame: unknown; words: unknown[] }) =>
    invokeAs(sender.frame, 'station.call', sender.words),
  permission: (wish: { permission: string; mediaTypes: string[]; address: string }) => {
    const contents = { getURL: () => wish.address };
    const details = { mediaTypes: wish.mediaTypes };
    let isGranted = false;
    permissionHandler(
      contents,
      wish.permission,
      (answer) => {
        isGranted = answer;
      },
      details,
    );
    const [mediaType] = wish.mediaTypes;
    const isChecked = checkHandler(
      contents,
      wish.permission,
      '',
      mediaType === undefined ? {} : { mediaType },
    );
    return { isGranted, isChecked };
  },
  closeWindow: () => Window.getAllWindows()[0]?.page?.close(),
  quit,
};

process.on('message', async (question: { id: number; name: string; argument: never }) => {
  try {
    const value = await asked[question.name]?.(question.argument);
    process.send?.({ id: question.id, value });
  } catch (thrown) {
    process.send?.({ id: question.id, threw: String(thrown) });
  }
});
process.on('disconnect', () => void end(1)); // the test is gone
