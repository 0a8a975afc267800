// A folder instead of a device: each write becomes one picture or one page in it, whole or not at all. For training, for proof, and
// for a shop whose printer is away. The same title written twice is still one file.

import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Wire, WireReason } from '../wire.ts';
import { createLineEnds } from './line-ends.ts';

export interface FolderWireOptions {
  readonly folder: string;
  readonly format: 'png' | 'pdf';
}

export function createFolderWire({ folder, format }: FolderWireOptions): Wire {
  return {
    async open() {
      try {
        await mkdir(folder, { recursive: true });
        if (!(await stat(folder)).isDirectory()) return 'printer.folder-closed';
      } catch {
        return 'printer.folder-closed';
      }
      const ends = createLineEnds();
      const letGo = () => {
        ends.lose('printer.closed');
        ends.close();
      };
      return {
        answers: false,
        async write(bytes, title = 'label') {
          if (ends.lost !== null) return ends.lost;
          const reason = await writeWhole(join(folder, `${fileNameOf(title)}.${format}`), bytes);
          if (reason === null) return null;
          ends.lose(reason);
          ends.close();
          return reason;
        },
        onBytes: ends.onBytes,
        get lost() {
          return ends.lost;
        },
        closed: ends.closed,
        async end() {
          const reason = ends.lost;
          letGo();
          return reason;
        },
        destroy: letGo,
      };
    },
  };
}

/** A title may name a folder inside (`12/003-YT1`), never one outside. */
function fileNameOf(title: string): string {
  const parts = title.split('/').map((part) => part.replace(/[^\p{L}\p{N} _-]/gu, '_').trim() || '_');
  return join(...parts);
}

async function writeWhole(path: string, bytes: Uint8Array): Promise<WireReason | null> {
  const draft = `${path}.part`;
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(draft, 'w');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
    return null;
  } catch (thrown) {
    await rm(draft, { force: true }).catch(() => {});
    return (thrown as { code?: unknown }).code === 'ENOSPC' ? 'printer.disk-full' : 'printer.folder-closed'; // node's file errors carry one
  }
}
