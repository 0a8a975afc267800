// The paperless printer: each label becomes a PNG in a folder, whole or not at all. For training, for proof, and for a
// shop whose printer is away. A label written twice is still one picture.

import { access, constants, mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { PrinterId } from '../../basics/ids.ts';
import type { LabelFormat, LabelPrinter, PrintableLabel } from './printer.ts';

export function createPaperlessPrinter(options: {
  readonly printerId: PrinterId;
  readonly folder: string;
  readonly dotsPerMm: number;
}): LabelPrinter {
  const { printerId, folder } = options;
  const format: LabelFormat = { dotsPerMm: options.dotsPerMm, encoding: { kind: 'png' } };

  return {
    printerId,
    format,
    async send(label) {
      try {
        await writePicture(folder, label);
        return { kind: 'delivered', evidence: 3 };
      } catch (thrown) {
        return { kind: 'nothing-sent', reason: reasonOf(thrown) };
      }
    },
    unconfirmed: 0, // a picture in the folder is its own proof
    confirm: async () => ({ confirmed: [], doubt: null }),
    finish: async () => ({ confirmed: [], doubt: null }),
    forgetHeld: async () => null, // holds nothing: a label is in the folder or it is not
    async readState() {
      try {
        await mkdir(folder, { recursive: true });
        await access(folder, constants.W_OK);
        return { kind: 'ready' };
      } catch (thrown) {
        return { kind: 'unreachable', reason: reasonOf(thrown) };
      }
    },
    async close() {},
  };
}

/** `<folder>/<batch number>/<position>-<tracking number>.png`; the name a person looks for. */
function pictureName(label: Pick<PrintableLabel, 'batchNo' | 'position' | 'trackingNumber'>): string {
  const position = String(label.position).padStart(3, '0');
  return join(
    String(label.batchNo),
    `${position}-${label.trackingNumber.replace(/[^0-9A-Za-z-]/g, '_')}.png`,
  );
}

async function writePicture(folder: string, label: PrintableLabel): Promise<void> {
  const path = join(folder, pictureName(label));
  await mkdir(join(path, '..'), { recursive: true });
  const draft = `${path}.${label.labelId}.part`;
  try {
    const file = await open(draft, 'w');
    try {
      await file.writeFile(label.bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (thrown) {
    await rm(draft, { force: true });
    throw thrown;
  }
}

function reasonOf(thrown: unknown): string {
  const code = (thrown as { code?: unknown }).code; // node's file errors carry one
  return code === 'ENOSPC' ? 'printer.disk-full' : 'printer.folder-closed';
}
