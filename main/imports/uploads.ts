// Files that screens hand over piece by piece. They lie in the station's own folder, readable by nobody else, until the
// import is done or given up; what a last run left behind is removed at start.

import { appendFileSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { newId, type RandomBytes } from '../basics/ids.ts';
import { type Refusal, refuse } from '../basics/refusal.ts';
import { translateDiskFault } from './disk-fault.ts';

export interface Upload {
  readonly uploadId: string;
  readonly fileName: string;
  readonly path: string;
  readonly isWhole: boolean;
}

export interface Uploads {
  /**
   * A file whose sender knows how long it is (`totalBytes`) is refused with its first piece, not with its two hundredth.
   * Refusals: `import.upload-unknown`, `import.too-large` (megabytes, limit). Faults: `import.disk-full`, `import.unreadable`.
   */
  receive(piece: {
    uploadId?: string | undefined;
    fileName: string;
    chunkBase64: string;
    isLast: boolean;
    totalBytes?: number | undefined;
  }): { uploadId: string; receivedBytes: number } | Refusal;
  find(uploadId: string): Upload | undefined;
  remove(uploadId: string): void;
  removeAll(): void;
}

export function createUploads(parts: {
  dataDir: string;
  random: RandomBytes;
  mostMegabytes: () => number;
}): Uploads {
  const folder = join(parts.dataDir, 'imports');
  const uploads = new Map<string, Upload>();

  function begin(fileName: string): Upload {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const uploadId = newId<string & { readonly brand: 'UploadId' }>('U', parts.random);
    // The name a person gave is only shown; on disk the file has ours.
    const upload = { uploadId, fileName: basename(fileName), path: join(folder, uploadId), isWhole: false };
    appendFileSync(upload.path, '', { mode: 0o600 });
    uploads.set(uploadId, upload);
    return upload;
  }

  function remove(uploadId: string): void {
    const upload = uploads.get(uploadId);
    uploads.delete(uploadId);
    if (upload) rmSync(upload.path, { force: true });
  }

  return {
    receive({ uploadId, fileName, chunkBase64, isLast, totalBytes = 0 }) {
      const known = uploadId === undefined ? undefined : uploads.get(uploadId);
      if (uploadId !== undefined && (!known || known.isWhole)) {
        return refuse('import.upload-unknown', { fileName });
      }
      try {
        const upload = known ?? begin(fileName);
        const piece = Buffer.from(chunkBase64, 'base64');
        const receivedBytes = statSync(upload.path).size + piece.length;
        const limit = parts.mostMegabytes();
        const wholeBytes = Math.max(receivedBytes, totalBytes);
        if (wholeBytes > limit * 1_000_000) {
          remove(upload.uploadId);
          return refuse('import.too-large', { megabytes: Math.ceil(wholeBytes / 1_000_000), limit });
        }
        appendFileSync(upload.path, piece);
        if (isLast) uploads.set(upload.uploadId, { ...upload, isWhole: true });
        return { uploadId: upload.uploadId, receivedBytes };
      } catch (thrown) {
        throw translateDiskFault(thrown);
      }
    },
    find: (uploadId) => {
      const upload = uploads.get(uploadId);
      return upload?.isWhole ? upload : undefined;
    },
    remove,
    removeAll() {
      uploads.clear();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
