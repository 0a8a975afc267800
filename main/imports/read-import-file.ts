// Brings one file into memory and makes sure that it is whole: too large is refused before reading, one that changes
// while it is read is refused after.

import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { Fault } from '../basics/fault.ts';
import { FileRefused } from '../platforms/files/file-problem.ts';

export interface ImportFile {
  readonly bytes: Uint8Array;
  readonly hash: string;
}

/**
 * Throws FileRefused: `import.no-such-file`, `import.is-folder`, `import.too-large` (megabytes, limit), `import.empty`,
 * `import.file-changed`; Fault `import.unreadable`. `whileReading` is for tests: called once, half way.
 */
export function readImportFile(
  path: string,
  mostMegabytes: number,
  whileReading: () => void = () => {},
): ImportFile {
  const file = openForReading(path);
  try {
    const before = fstatSync(file);
    if (before.isDirectory()) throw new FileRefused('import.is-folder');
    if (!before.isFile()) throw new FileRefused('import.wrong-kind', { looksLike: '?' });
    if (before.size > mostMegabytes * 1_000_000) {
      throw new FileRefused('import.too-large', {
        megabytes: Math.round(before.size / 1_000_000),
        limit: mostMegabytes,
      });
    }
    if (before.size === 0) throw new FileRefused('import.empty');
    const bytes = new Uint8Array(before.size);
    let length = 0;
    while (length < bytes.length) {
      const read = readSync(file, bytes, length, Math.min(bytes.length - length, 4 << 20), length);
      if (read === 0) break;
      length += read;
    }
    whileReading();
    if (length !== bytes.length || hasChanged(before, fstatSync(file))) {
      throw new FileRefused('import.file-changed');
    }
    return { bytes, hash: createHash('sha256').update(bytes).digest('base64url') };
  } catch (thrown) {
    throw translated(thrown);
  } finally {
    closeSync(file);
  }
}

function openForReading(path: string): number {
  try {
    return openSync(path, 'r');
  } catch (thrown) {
    throw translated(thrown);
  }
}

function hasChanged(before: Stats, after: Stats): boolean {
  return before.size !== after.size || before.mtimeMs !== after.mtimeMs;
}

function translated(thrown: unknown): unknown {
  const code = (thrown as { code?: unknown }).code;
  if (code === 'ENOENT' || code === 'ENOTDIR') return new FileRefused('import.no-such-file');
  if (code === 'EISDIR') return new FileRefused('import.is-folder');
  return typeof code === 'string' ? new Fault('import.unreadable', 'later', { code }, thrown) : thrown;
}
