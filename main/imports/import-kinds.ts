// The words of importing: what was found in a file, how often, and what is told about it.

import type { ShopId } from '../basics/ids.ts';
import type { Column, FileKind } from '../platforms/files/columns.ts';
import type { TableFormat } from '../platforms/files/file-kind.ts';
import type { RowProblem } from '../platforms/files/file-problem.ts';
import type { Market, Shop } from '../shops/shops-table.ts';

export type ImportId = string;

/** New, changed and same count orders (or SKUs); bad counts rows that were left out. */
export interface ImportCounts {
  readonly new: number;
  readonly changed: number;
  readonly same: number;
  readonly bad: number;
}

/** A file as it was recognised, before anything is written. */
export interface Inspection {
  readonly importId: ImportId;
  readonly kind: FileKind;
  readonly fileName: string;
  readonly format: TableFormat;
  readonly encoding: string;
  /** Null for a goods list. */
  readonly market: Market | null;
  /** The zone in which the times of the file were read. */
  readonly timeZone: string | null;
  readonly columns: readonly Column[];
  readonly rowCount: number;
  readonly shopChoices: readonly Shop[];
  readonly shopId: ShopId | null;
  readonly needsShop: boolean;
  readonly counts: ImportCounts;
  /** The first 200; all of them are in the report. */
  readonly problems: readonly RowProblem[];
  readonly problemCount: number;
  /** SKUs of orders that the goods list does not know: the orders come in all the same, picking will ask for a bin. */
  readonly unknownSkus: { readonly count: number; readonly first: readonly string[] };
}

export interface AppliedImport {
  readonly importId: ImportId;
  readonly kind: FileKind;
  readonly fileName: string;
  readonly shopId: ShopId | null;
  readonly counts: ImportCounts;
}

export interface ImportReport {
  readonly fileName: string;
  readonly csv: string;
}

export function marketOf(kind: FileKind): Market | null {
  if (kind === 'goods') return null;
  return kind === 'tiktok-orders' ? 'tiktok' : 'douyin';
}
