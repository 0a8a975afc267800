// Opens the screens in the machine's own Chromium, Chrome or Edge: one window without tabs, in a profile of its own.

import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

type Env = Readonly<Record<string, string | undefined>>;

const onPath = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
];

/** Every place a Chromium may be at, best first. */
export function browserPlaces(platform: NodeJS.Platform, env: Env): string[] {
  if (platform === 'darwin') {
    return [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ];
  }
  if (platform === 'win32') {
    const roots = [env['ProgramFiles(x86)'], env.ProgramFiles, env.LOCALAPPDATA].filter(
      (root) => root !== undefined,
    );
    const inside = ['Microsoft\\Edge\\Application\\msedge.exe', 'Google\\Chrome\\Application\\chrome.exe'];
    return inside.flatMap((path) => roots.map((root) => `${root}\\${path}`));
  }
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return onPath.flatMap((name) => folders.map((folder) => join(folder, name)));
}

export function findBrowser(
  platform: NodeJS.Platform = process.platform,
  env: Env = process.env,
): string | undefined {
  return browserPlaces(platform, env).find((place) => {
    try {
      accessSync(place, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** A window needs somewhere to be; Linux says by these two names whether there is a display. */
export function hasDisplay(platform: NodeJS.Platform = process.platform, env: Env = process.env): boolean {
  return platform !== 'linux' || Boolean(env.DISPLAY) || Boolean(env.WAYLAND_DISPLAY);
}

/** `profile` is a folder of ours: no extension, no other tab, no history of the person's own browser is in it. */
export function browserFlags(address: string, profile: string, isRoot: boolean): string[] {
  return [
    `--app=${address}`,
    `--user-data-dir=${profile}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-background-mode',
    '--disable-component-update',
    '--disable-sync',
    '--disable-quic',
    '--window-size=1400,900',
    // Chromium refuses to run as root inside its sandbox.
    ...(isRoot ? ['--no-sandbox'] : []),
  ];
}

export function openWindow(browser: string, address: string, profile: string): ChildProcess {
  const isRoot = process.getuid?.() === 0;
  return spawn(browser, browserFlags(address, profile, isRoot), { stdio: 'ignore' });
}
