// After a jam the person is shown the labels that may have been the last.

import { expect, it } from 'vitest';
import { candidatesOf, findLabelByCode } from '../../renderer/printing/candidates.ts';

const label = (position: number, state: string, reprintCount = 0) => ({
  position,
  state,
  trackingNumber: `SF00${position}`,
  parcelId: `P${position}`,
  labelId: `L${position}`,
  reprintCount,
});

it('shows the last label that is known, then those in doubt', () => {
  const labels = [
    label(1, 'printed'),
    label(2, 'printed'),
    label(3, 'uncertain'),
    label(4, 'uncertain'),
    label(5, 'queued'),
  ];

  const shown = candidatesOf(labels);

  expect(shown.map((each) => each.position)).toEqual([2, 3, 4]);
});

it('shows none when nothing is in doubt', () => {
  expect(candidatesOf([label(1, 'printed'), label(2, 'queued')])).toEqual([]);
});

it('finds the scanned label by its bars, its square, or its own id', () => {
  const labels = [label(1, 'uncertain'), label(2, 'uncertain')];

  const found = ['SF002', 'P1', 'L2', 'SF009'].map((code) => findLabelByCode(labels, code)?.position);

  expect(found).toEqual([2, 1, 2, undefined]);
});

it('takes the square of an older print for nothing', () => {
  const labels = [label(1, 'uncertain', 1)];

  const found = ['P1', 'P1/2', 'P1/3'].map((code) => findLabelByCode(labels, code)?.position);

  expect(found).toEqual([undefined, 1, undefined]);
});
