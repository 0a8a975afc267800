// Which paper somebody has just scanned. A label that was printed again leaves an old paper behind: it carries the same number and
// counts for nothing, so a box must not go out with it.

import type { ParcelId } from '../basics/ids.ts';
import type { Reader } from '../database/database.ts';
import { findPrinter } from '../devices/printers/printers-table.ts';
import { getBatch } from './batches-table.ts';
import { findLabelDocument } from './documents/label-documents-table.ts';
import type { Label } from './label.ts';
import { readLabelCode } from './label-code.ts';
import { findLiveLabel } from './labels-table.ts';
import { needsPlatformLabel } from './shop-labels.ts';

/**
 * `live`: the label that counts. `void`: an older print of it, or one that counts no more. `either`: only the number was scanned, and
 * that stands on every print. `none`: no label of the parcel.
 */
export type Paper = 'live' | 'void' | 'either' | 'none';

/** `code`, normalised, has named the parcel: by the square code of a label, or by its number. */
export function readPaper(reader: Reader, parcelId: ParcelId, code: string): Paper {
  const live = findLiveLabel(reader, parcelId);
  const named = readLabelCode(code);
  if (named.parcelId !== parcelId) {
    if (!live) return 'none';
    return live.reprintCount > 0 && hasSquareCode(reader, live) ? 'either' : 'live';
  }
  if (named.part !== 'label') return 'none';
  if (live?.reprintCount === named.print - 1) return 'live';
  return wasPrint(reader, parcelId, named.print) ? 'void' : 'none';
}

/** Not on what a platform drew: there all prints are the same page, and each of them is right. */
export function hasSquareCode(reader: Reader, { parcelId, batchId, printerId }: Label): boolean {
  const printer = findPrinter(reader, printerId ?? getBatch(reader, batchId).printerId);
  const isSealed = printer?.kind === 'profile' && printer.settings.wire.kind === 'component';
  return !isSealed && !findLabelDocument(reader, parcelId) && !needsPlatformLabel(reader, parcelId);
}

function wasPrint(reader: Reader, parcelId: ParcelId, print: number): boolean {
  const sql = `SELECT 1 FROM labels WHERE parcel_id = ? AND part = 'label' AND state = 'void' AND reprint_count = ?`;
  return reader.get(sql, [parcelId, print - 1]) !== undefined;
}
