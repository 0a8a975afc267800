// How a terminal finds the station that runs on a data folder: its port and key in a file that only this user may read.
// Two processes never write one folder; the terminal asks the running station instead of opening the folder itself.

import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writePrivately } from './data-folder.ts';

const doorway = z.strictObject({ port: z.number().int(), key: z.string(), processId: z.number().int() });
export type Doorway = z.infer<typeof doorway>;

const fileIn = (dataFolder: string) => join(dataFolder, 'doorway.json');

export function writeDoorway(dataFolder: string, content: Doorway): void {
  writePrivately(fileIn(dataFolder), JSON.stringify(content));
}

export function findDoorway(dataFolder: string): Doorway | undefined {
  try {
    return doorway.parse(JSON.parse(readFileSync(fileIn(dataFolder), 'utf8')));
  } catch {
    return undefined; // none, or left half by another version: nobody to ask
  }
}

export function removeDoorway(dataFolder: string): void {
  rmSync(fileIn(dataFolder), { force: true });
}
