// A file on its way to the station, piece by piece, so that neither side ever holds it whole in one message.

import { readBase64 } from '../parts/read-base64.ts';
import { ask, type Refused } from '../parts/station.ts';

/** Bytes of a piece before base64: three quarters of a megabyte become one. */
const pieceBytes = 768 * 1_024;

export type Sent =
  | { readonly kind: 'sent'; readonly uploadId: string }
  | { readonly kind: 'refused'; readonly refusal: Refused }
  | { readonly kind: 'stopped' };

/** `onProgress` hears bytes sent; `isStopped` ends it between two pieces. */
export async function sendFile(
  file: File,
  onProgress: (sentBytes: number) => void,
  isStopped: () => boolean,
): Promise<Sent> {
  let uploadId: string | undefined;
  let from = 0;
  do {
    if (isStopped()) return { kind: 'stopped' };
    const until = Math.min(from + pieceBytes, file.size);
    let chunkBase64: string;
    try {
      chunkBase64 = await readBase64(file.slice(from, until));
    } catch {
      // A folder, a file that was taken away, a stick that was pulled.
      return { kind: 'refused', refusal: { code: 'import.unreadable-file', facts: { fileName: file.name } } };
    }
    const reply = await ask('imports.receive', {
      ...(uploadId === undefined ? {} : { uploadId }),
      fileName: file.name,
      chunkBase64,
      isLast: until >= file.size,
      totalBytes: file.size,
    });
    if (!reply.ok) return { kind: 'refused', refusal: reply.refusal };
    uploadId = reply.value.uploadId;
    from = until;
    onProgress(from);
  } while (from < file.size);
  return { kind: 'sent', uploadId };
}
