// A SKU as a goods list tells it, in our words, before the station has taken it in.

import type { BinCode, SkuCode } from '../basics/ids.ts';

/** A missing field is one the list says nothing about; null is told to be unknown or empty. */
export interface IncomingSku {
  readonly skuCode: SkuCode;
  readonly name?: string;
  readonly spec?: string;
  /** The first of its bins. */
  readonly binCode?: BinCode | null;
  /** All of its bins, where it lies in several; `stock` null is not told for that bin. */
  readonly bins?: readonly { readonly binCode: BinCode; readonly stock: number | null }[];
  readonly stock?: number | null;
  readonly weightGrams?: number | null;
  readonly volumeMillilitres?: number | null;
  readonly isDoorBound?: boolean | null;
  readonly isFresh?: boolean;
  readonly barcodes?: readonly string[];
}
