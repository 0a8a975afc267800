// Platform labels on their way to the station: many files in several requests, each small enough for one.

import { readBase64 } from '../parts/read-base64.ts';
import { ask, type Refused, type RequestAnswer } from '../parts/station.ts';
import { newRequestId } from '../parts/use-ask.ts';

export type Attached = RequestAnswer<'labels.attach'>['answers'][number];

/** A request holds about 3 MB; base64 makes four bytes of three. */
const mostBytes = 2 * 1_024 * 1_024;
const mostFiles = 50;

/** Files in their order, in groups that fit a request each; a file too large for any goes alone and is refused by name. */
export function groupFiles<Sized extends { readonly size: number }>(files: readonly Sized[]): Sized[][] {
  const groups: Sized[][] = [];
  let bytes = 0;
  for (const file of files) {
    const last = groups.at(-1);
    if (!last || last.length >= mostFiles || bytes + file.size > mostBytes) {
      groups.push([file]);
      bytes = file.size;
    } else {
      last.push(file);
      bytes += file.size;
    }
  }
  return groups;
}

/** `onProgress` hears every answer as it comes. Stops at the first request that is refused whole, and answers why. */
export async function attachFiles(
  files: readonly File[],
  onProgress: (answers: readonly Attached[]) => void,
): Promise<Refused | null> {
  for (const group of groupFiles(files)) {
    const read: { name: string; base64: string }[] = [];
    for (const file of group) {
      try {
        read.push({ name: file.name, base64: await readBase64(file) });
      } catch {
        // A folder, or a stick that was pulled.
        onProgress([{ name: file.name, kept: null, code: 'document.damaged', facts: {} }]);
      }
    }
    if (read.length === 0) continue;
    const reply = await ask('labels.attach', { files: read, requestId: newRequestId() });
    if (!reply.ok) return reply.refusal;
    onProgress(reply.value.answers);
  }
  return null;
}
