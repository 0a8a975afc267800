// A SKU as a goods list tells it, in our words, before the station has taken it in.

import type { BinCode, SkuCode } from '../basics/ids.ts';

/** A missing field is one the list says nothing about; null is told to be unknown or empty. */
export interface IncomingSku {
  readonly skuCode: SkuCode;
  readonly name?: string;
  readonly spec?: string;
  readonly binCode?: BinCode | null;
  readonly stock?: number | null;
  readonly weightGrams?: number | null;
  readonly isDoorBound?: boolean | null;
  readonly isFresh?: boolean;
  readonly barcodes?: readonly string[];
}
