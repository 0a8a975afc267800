// Where a station keeps its things: the usual place of each system, one folder for training and one for the shop, and what
// was open last. `training/` and `shop/` each hold their own file, key, backups and logs; nothing is shared between them.

import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

export type Mode = 'training' | 'shop';

/** The folder when nobody names one. */
export function usualDataFolder(
  platform: NodeJS.Platform = process.platform,
  env: Readonly<Record<string, string | undefined>> = process.env,
  home: string = homedir(),
): string {
  if (platform === 'win32') return join(env.APPDATA ?? join(home, 'AppData', 'Roaming'), 'Parcelbench');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Parcelbench');
  return join(env.XDG_DATA_HOME || join(home, '.local', 'share'), 'parcelbench');
}

/** The mode of the last time; the first time it is training. */
export function lastMode(dataFolder: string): Mode {
  try {
    return readFileSync(join(dataFolder, 'last-mode'), 'utf8').trim() === 'shop' ? 'shop' : 'training';
  } catch {
    return 'training';
  }
}

export function rememberMode(dataFolder: string, mode: Mode): void {
  writePrivately(join(dataFolder, 'last-mode'), mode);
}

/** 0 the first time: any free one. */
export function lastPort(dataFolder: string): number {
  try {
    const port = Number(readFileSync(join(dataFolder, 'last-port'), 'utf8'));
    return Number.isInteger(port) && port > 1023 && port < 65_536 ? port : 0;
  } catch {
    return 0;
  }
}

export function rememberPort(dataFolder: string, port: number): void {
  writePrivately(join(dataFolder, 'last-port'), String(port));
}

/** Only this user may read it, and it is there whole or not at all. */
export function writePrivately(file: string, content: string | Uint8Array): void {
  const unfinished = `${file}.unfinished`;
  writeFileSync(unfinished, content, { mode: 0o600 });
  chmodSync(unfinished, 0o600);
  renameSync(unfinished, file);
}

export function makePrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
}
