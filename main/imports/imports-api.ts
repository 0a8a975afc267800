// Requests about importing: one flow for orders and goods lists, from a screen (in pieces) or from a terminal (by path).

import { z } from 'zod';
import { type Refusal, refuse } from '../basics/refusal.ts';
import { type Caller, change, job, read } from '../basics/request.ts';
import type { FileSource, ImportDesk } from './import-desk.ts';

const requestId = z.string().optional();
const source = { uploadId: z.string().optional(), path: z.string().optional() };

export function importsApi(parts: { readonly imports: ImportDesk }) {
  const desk = parts.imports;
  return {
    /** One piece of a file, at most about 1 MB. Refusals: `import.too-large` (megabytes, limit), `import.upload-unknown`. */
    'imports.receive': job({
      role: 'packer',
      argument: z.strictObject({
        uploadId: z.string().optional(),
        fileName: z.string().min(1).max(255),
        chunkBase64: z.string().max(2_900_000),
        isLast: z.boolean(),
        totalBytes: z.number().int().nonnegative().optional(),
        requestId,
      }),
      run: (piece) => desk.uploads.receive(piece),
    }),

    /** What is in a file and what importing it would do. Writes nothing. `path` only from a terminal. */
    'imports.inspect': job({
      role: 'packer',
      argument: z.strictObject({ ...source, shopId: z.string().optional(), requestId }),
      run: (asked, caller) => {
        const from = sourceOf(asked, caller);
        return 'kind' in from ? from : desk.inspect(from, asked.shopId ?? null);
      },
    }),

    /** Writes an inspected file. Told as job.progress with the import's id. The same import twice has the effect of once. */
    'imports.apply': job({
      role: 'packer',
      argument: z.strictObject({ importId: z.string(), shopId: z.string().optional(), requestId }),
      run: ({ importId, shopId }, caller) => desk.apply(importId, shopId ?? null, caller),
    }),

    /** Inspect and apply in one. `shopName` names the shop, and makes one reached by files when there is none. */
    'imports.run': job({
      role: 'supervisor',
      argument: z.strictObject({
        ...source,
        shopId: z.string().optional(),
        shopName: z.string().trim().min(1).max(60).optional(),
        requestId,
      }),
      run: (asked, caller) => {
        const from = sourceOf(asked, caller);
        if ('kind' in from) return from;
        return desk.run(from, { shopId: asked.shopId ?? null, shopName: asked.shopName ?? null }, caller);
      },
    }),

    /** The newest hundred imports. */
    'imports.list': read({ role: 'packer', argument: z.strictObject({}), run: () => desk.list(100) }),

    /** Every row that was not understood, as a CSV file. Refusal: `import.not-found`. */
    'imports.report': read({
      role: 'packer',
      argument: z.strictObject({ importId: z.string() }),
      run: ({ importId }) => desk.report(importId),
    }),

    /** Gives an inspected file up, or stops one that is being written: what is in stays in. Refusal: `import.not-found`. */
    'imports.cancel': change({
      role: 'packer',
      argument: z.strictObject({ importId: z.string(), requestId }),
      run: ({ importId }) => desk.cancel(importId),
    }),
  };
}

/** Refusals: `import.no-source`, `import.path-not-allowed`. */
function sourceOf(
  asked: { readonly uploadId?: string | undefined; readonly path?: string | undefined },
  caller: Caller,
): FileSource | Refusal {
  if (asked.uploadId !== undefined) return { uploadId: asked.uploadId };
  if (asked.path === undefined) return refuse('import.no-source');
  // A screen names no paths: it could be made to read what its user may not.
  return caller.host === 'terminal' || caller.host === 'station'
    ? { path: asked.path }
    : refuse('import.path-not-allowed');
}
