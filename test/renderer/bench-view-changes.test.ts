// The row that was just scanned flashes, and the same item may follow at once while more of it is wanted.

import { expect, it } from 'vitest';
import { expectsAgain, movedLines } from '../../renderer/bench/view-changes.ts';

const line = (lineId: string, packed: number, quantity = 2) => ({ orderKey: 1, lineId, packed, quantity });

it('flashes the rows whose count moved, up or down', () => {
  const moved = movedLines([line('a', 0), line('b', 2)], [line('a', 1), line('b', 1)]);

  expect(moved).toEqual(['1/a', '1/b']);
});

it('flashes nothing when another parcel was opened', () => {
  expect(movedLines([line('a', 2)], [line('b', 0)])).toEqual([]);
});

it('takes the same code again at once only while its line wants more', () => {
  const wants = { lines: [line('a', 1)], lastScans: [{ rawCode: 'SKU-A' }] };
  const full = { lines: [line('a', 2)], lastScans: [{ rawCode: 'SKU-A' }] };

  expect(expectsAgain(wants, ['1/a'], 'SKU-A')).toBe(true);
  expect(expectsAgain(full, ['1/a'], 'SKU-A')).toBe(false);
  expect(expectsAgain(wants, ['1/a'], 'SKU-B')).toBe(false);
});
