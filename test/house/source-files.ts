// Every source file of the house and what it imports, read as text: the lint for rules that no linter knows.

import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export interface SourceFile {
  /** From the top of the house, with forward slashes: `main/orders/order.ts`. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
}

export interface Import {
  /** As written, e.g. `../basics/ids.ts` or `better-sqlite3`. */
  readonly from: string;
  /** The file it leads to, or the package. */
  readonly target: string;
  readonly isTypeOnly: boolean;
}

const importPattern = /^(import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm;
const dynamicPattern = /\bimport\('([^']+)'\)/g;

export function readSources(...folders: string[]): SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => readSource(relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))),
  );
}

function readSource(path: string): SourceFile {
  const text = readFileSync(join(root, path), 'utf8');
  const found = [
    ...[...text.matchAll(importPattern)].map((match) => ({
      from: match[3] ?? '',
      isTypeOnly: match[2] !== undefined,
    })),
    ...[...text.matchAll(dynamicPattern)].map((match) => ({ from: match[1] ?? '', isTypeOnly: false })),
  ];
  const imports = found.map(({ from, isTypeOnly }) => ({
    from,
    isTypeOnly,
    target: from.startsWith('.') ? posix.join(posix.dirname(path), from) : from,
  }));
  return { path, text, imports };
}
