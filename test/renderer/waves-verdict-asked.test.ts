// While a line hovers the guard is asked about the parcel as it would be.

import { expect, it } from 'vitest';
import type { LineId, ParcelId } from '../../main/basics/ids.ts';
import { verdictAsked } from '../../renderer/waves/verdict-asked.ts';

const parcelA = 'P-A' as ParcelId; // any id will do
const parcelB = 'P-B' as ParcelId;
const line = (lineId: string, quantity: number) => ({ orderKey: 7, lineId: lineId as LineId, quantity });

it('asks about the target with the chosen line in it', () => {
  const parcels = [
    { parcelId: parcelA, lines: [line('1', 2)] },
    { parcelId: parcelB, lines: [line('2', 1)] },
  ];

  const question = verdictAsked(parcels, { parcelId: parcelA, line: line('1', 2) }, parcelB);

  expect(question).toEqual({ lines: [line('2', 1), line('1', 2)] });
});

it('counts pieces of a line that lie in both parcels as one line', () => {
  const parcels = [
    { parcelId: parcelA, lines: [line('1', 2)] },
    { parcelId: parcelB, lines: [line('1', 3)] },
  ];

  const question = verdictAsked(parcels, { parcelId: parcelA, line: line('1', 1) }, parcelB);

  expect(question).toEqual({ lines: [line('1', 4)] });
});

it('asks about the line alone for a new parcel, and nothing where it lies already', () => {
  const parcels = [{ parcelId: parcelA, lines: [line('1', 2)] }];

  const alone = verdictAsked(parcels, { parcelId: parcelA, line: line('1', 1) }, 'new');
  const there = verdictAsked(parcels, { parcelId: parcelA, line: line('1', 1) }, parcelA);

  expect(alone).toEqual({ lines: [line('1', 1)] });
  expect(there).toBeNull();
});
