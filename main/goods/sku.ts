// A SKU: the seller's stock code, what it is, where it lies, what it weighs and takes up, and whether its
// product is bound to door delivery.

import type { BinCode, SkuCode } from '../basics/ids.ts';

export interface Sku {
  readonly skuCode: SkuCode;
  readonly name: string;
  readonly spec: string;
  readonly binCode: BinCode | null;
  /** Pieces on the shelf; null where the shop does not count. */
  readonly stock: number | null;
  readonly weightGrams: number | null;
  /** What one piece takes up; null where nobody has said. */
  readonly volumeMillilitres: number | null;
  /** Bound to a door-delivery service template; null where nobody has said. */
  readonly isDoorBound: boolean | null;
  readonly isFresh: boolean;
  readonly barcodes: readonly string[];
}
