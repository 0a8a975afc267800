// How many lines a split takes away from the largest part of their order.

import type { LineRef } from '../../main/merges/verdict.ts';

export function movesOf(split: readonly (readonly LineRef[])[]): number {
  let moves = 0;
  for (const orderKey of new Set(split.flat().map((line) => line.orderKey))) {
    const counts = split.map((part) => part.filter((line) => line.orderKey === orderKey).length);
    moves += counts.reduce((sum, count) => sum + count, 0) - Math.max(...counts);
  }
  return moves;
}
