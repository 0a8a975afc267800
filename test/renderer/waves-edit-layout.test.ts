import { expect, it } from 'vitest';
import {
  type Barrier,
  isShut,
  joinBlock,
  listWays,
  pairFaces,
  splitBlock,
  turnWay,
} from '../../renderer/waves/edit-layout.ts';
import type { Layout } from '../../renderer/waves/waves-store.ts';

const end = (aisle: number, block: number, which: 'front' | 'back'): Barrier => ({
  kind: 'aisle-end',
  aisle,
  block,
  end: which,
});
const across = (crossAisle: number, afterAisle: number): Barrier => ({
  kind: 'cross-aisle',
  crossAisle,
  afterAisle,
});

/** Four aisles of two blocks; what is shut is told. */
function layoutWith(...barriers: readonly Barrier[]): Layout {
  return {
    pattern: '{aisle}-{bay}',
    bayOrder: 'in-row',
    aisles: ['A', 'B', 'C', 'D'].map((face, index) => ({ faces: [face], xMetres: index * 3 })),
    blocks: [
      { fromBay: 1, toBay: 10, frontMetres: 0, backMetres: 11 },
      { fromBay: 101, toBay: 110, frontMetres: 11, backMetres: 22 },
    ],
    crossAisles: [0, 11, 22],
    bayMetres: 1,
    endMetres: 1,
    barriers,
    depot: { xMetres: 0, yMetres: 0, isAssumed: true },
    placedBins: {},
  };
}

it('shuts a way and opens it again, and knows each way once', () => {
  const open = layoutWith();

  const shut = turnWay(open, end(1, 0, 'back'));

  expect(listWays(open)).toHaveLength(4 * 2 * 2 + 3 * 3);
  expect(new Set(listWays(open).map((way) => JSON.stringify(way))).size).toBe(25);
  expect(isShut(shut, end(1, 0, 'back'))).toBe(true);
  expect(isShut(shut, end(1, 0, 'front'))).toBe(false);
  expect(turnWay(shut, end(1, 0, 'back'))).toEqual(open);
});

it('keeps what is shut where it is when a block gets a cross aisle in its middle', () => {
  const layout = layoutWith(
    end(0, 0, 'front'),
    end(0, 0, 'back'),
    end(2, 1, 'front'),
    across(0, 1),
    across(1, 1),
  );

  const split = splitBlock(layout, 0);

  expect(split.blocks.map(({ fromBay, toBay }) => [fromBay, toBay])).toEqual([
    [1, 5],
    [6, 10],
    [101, 110],
  ]);
  expect(split.barriers).toEqual([
    end(0, 0, 'front'),
    end(0, 1, 'back'),
    end(2, 2, 'front'),
    across(0, 1),
    across(2, 1),
  ]);
  expect(joinBlock(split, 1)).toEqual(layout);
});

it('opens only what was shut at the cross aisle that is taken away', () => {
  const layout = layoutWith(
    end(0, 0, 'front'),
    end(1, 0, 'back'),
    end(1, 1, 'front'),
    end(3, 1, 'back'),
    across(1, 0),
    across(2, 2),
  );

  const joined = joinBlock(layout, 1);

  expect(joined.blocks).toMatchObject([{ fromBay: 1, toBay: 110 }]);
  expect(joined.barriers).toEqual([end(0, 0, 'front'), end(3, 0, 'back'), across(1, 2)]);
});

it('takes what is shut along when rack faces are paired and parted', () => {
  const layout = layoutWith(
    end(0, 0, 'front'),
    end(1, 0, 'front'),
    end(2, 1, 'back'),
    across(0, 0),
    across(1, 1),
  );

  const paired = pairFaces(layout, 'first-with-second');
  const parted = pairFaces(paired, 'none');

  expect(paired.aisles.map(({ faces }) => faces)).toEqual([
    ['A', 'B'],
    ['C', 'D'],
  ]);
  expect(paired.barriers).toEqual([end(0, 0, 'front'), end(1, 1, 'back'), across(1, 0)]);
  expect(parted.barriers).toEqual([
    end(0, 0, 'front'),
    end(1, 0, 'front'),
    end(2, 1, 'back'),
    end(3, 1, 'back'),
    across(1, 1),
  ]);
});
