// After a damaged file: it is set aside under another name, never deleted, and a backup can take its place.

import { copyFileSync, existsSync, renameSync } from 'node:fs';
import { assert } from '../basics/assert.ts';

/** Renames the file and its WAL next to it; answers the new name. What can still be read from it stays there. */
export function setAside(path: string, at: number): string {
  const aside = `${path}.damaged-${at}`;
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(path + suffix)) renameSync(path + suffix, aside + suffix);
  }
  return aside;
}

/** Puts a copy of the backup where the station's file was; the backup itself stays. The damaged file was set aside before. */
export function restoreBackup(backupFile: string, path: string): void {
  assert(!existsSync(path), 'a damaged file is set aside before a backup takes its place');
  const unfinished = `${path}.restoring`;
  copyFileSync(backupFile, unfinished);
  renameSync(unfinished, path);
}
