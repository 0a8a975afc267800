// Published optima lie beside the checkout where somebody has put them; elsewhere this is skipped by name.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { formBatches } from '../../main/picks/batches/form-batches.ts';
import { walkLength } from '../../main/picks/routes/walk.ts';
import { root } from '../house/source-files.ts';
import { compareWithOptima } from '../optima/compare-with-optima.ts';
import { readInstance } from '../optima/read-instances.ts';

const folder = join(root, '..', 'shared', 'data', 'picking');

it.skipIf(!existsSync(folder))(
  'walks as short as the published optima of 1,200 lists, with one block and with two',
  () => {
    const outcome = compareWithOptima(folder);

    expect(outcome).toEqual({
      one_block: { agree: 1_200, of: 1_200 },
      two_blocks: { agree: 1_200, of: 1_200 },
      differ: [],
      missing: [],
    });
  },
);

const severalOrders = `NAME : three orders
TYPE : Order_batching
LAYOUT : single-block
NUM_AISLES : 3
NUM_CELLS : 10
DEPOT_AISLE : 0
DEPOT_LOCATION : bottom
PICKER_CAPACITY : 5
DISTANCE_AISLE_TO_AISLE : 3
DISTANCE_CELL_TO_CELL : 1
DISTANCE_TOP_TO_CELL : 1
DISTANCE_BOTTOM_TO_CELL : 1
DISTANCE_TOP_OR_BOTTOM_TO_DEPOT : 1.5
ARTICLE_SECTION
NUM_ARTICLES : 3
ID 0 WEIGHT 1
ID 1 WEIGHT 2
ID 2 WEIGHT 1
SKU_SECTION
NUM_SKUS : 3
ID 0 AISLE 0 CELL 9 QUANTITY 1 LEFT_RIGHT_HAND_SIDE left
ID 1 AISLE 0 CELL 0 QUANTITY 1 LEFT_RIGHT_HAND_SIDE right
ID 2 AISLE 2 CELL 9 QUANTITY 1 LEFT_RIGHT_HAND_SIDE left
ORDER_SECTION
NUM_ORDERS : 3
NUM_ARTICLES_IN_ORDER : 1
ID 0 QUANTITY 1
NUM_ARTICLES_IN_ORDER : 2
ID 1 QUANTITY 2
ID 2 QUANTITY 1
NUM_ARTICLES_IN_ORDER : 1
ID 0 QUANTITY 1
EOF
`;

it('reads a file with several orders, their weights and the capacity of a batch', () => {
  const instance = readInstance('three.txt', severalOrders);

  expect(instance?.capacity).toBe(5);
  expect(instance?.orders.map(({ weightGrams, pieces }) => [weightGrams, pieces])).toEqual([
    [1, 1],
    [5, 3],
    [1, 1],
  ]);
});

it('counts cells from the top, and walks to a depot away from the cross aisle and back', () => {
  const instance = readInstance('three.txt', severalOrders);

  const lengths = instance?.orders.map(({ places }) => walkLength(instance.layout, places));

  // To cell 9 and back 2 metres, to the desk and back 3; or up to cell 0 and over to the third aisle.
  expect(lengths).toEqual([5, 37, 5]);
});

it('forms batches of such a file within its capacity', () => {
  const instance = readInstance('three.txt', severalOrders);

  const batches =
    instance &&
    formBatches(
      instance.layout,
      instance.orders,
      { weightGrams: instance.capacity },
      {
        seed: 1,
        budget: { steps: 5 },
      },
    );

  expect(batches).toEqual([
    { orders: [0, 2], lengthMetres: 5 },
    { orders: [1], lengthMetres: 37 },
  ]);
});
