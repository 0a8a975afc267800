// Warehouses for tests: as many aisles, bays and blocks as wanted, everything else believable.

import { layBlocks } from '../../main/picks/warehouse/check-layout.ts';
import { type BinPlace, findBinPlace, type WarehouseLayout } from '../../main/picks/warehouse/layout.ts';

/** Aisles A, B, C… three metres apart, `bays` bays of a metre in each block, numbered on from block to block; depot at the front of A. */
export function aWarehouse(
  wanted: Partial<WarehouseLayout> & { aisleCount?: number; bays?: number; blockCount?: number } = {},
): WarehouseLayout {
  const { aisleCount = 4, bays = 10, blockCount = 1, ...given } = wanted;
  const distances = { bayOrder: 'in-row' as const, bayMetres: 1, endMetres: 1, ...given };
  const ranges = Array.from({ length: blockCount }, (_, block) => ({
    fromBay: block * bays + 1,
    toBay: (block + 1) * bays,
  }));
  return {
    pattern: '{aisle}-{bay}[-{level}[-{slot}]]',
    aisles: Array.from({ length: aisleCount }, (_, index) => ({
      faces: [String.fromCharCode(65 + index)],
      xMetres: index * 3,
    })),
    barriers: [],
    depot: { xMetres: 0, yMetres: 0, isAssumed: false },
    placedBins: {},
    ...distances,
    ...layBlocks(ranges, distances),
    ...given,
  };
}

export function placesOf(layout: WarehouseLayout, binCodes: readonly string[]): BinPlace[] {
  return binCodes.map((code) => {
    const place = findBinPlace(layout, code);
    if (!place) throw new Error(`${code} has no place`);
    return place;
  });
}
