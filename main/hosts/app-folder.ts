// Where the program itself lies: the folder of package.json, out/ and resources/, read from sources, build and installer alike.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

// Two folders up from here in the sources (main/hosts/) and in the build (out/main/), where all code lies flat.
const appFolder = fileURLToPath(new URL('../../', import.meta.url));
export const rendererFolder = join(appFolder, 'out', 'renderer');
export const preloadFolder = join(appFolder, 'out', 'preload');

export function appVersion(): string {
  const content: unknown = JSON.parse(readFileSync(join(appFolder, 'package.json'), 'utf8'));
  return z.object({ version: z.string() }).parse(content).version;
}
