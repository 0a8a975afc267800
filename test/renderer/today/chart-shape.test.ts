import { describe, expect, it } from 'vitest';
import { chartShape, roundTop } from '../../../renderer/today/chart-shape.ts';

const hour = 3_600_000;

describe('the throughput chart', () => {
  it.each([
    [0, 10],
    [10, 10],
    [11, 20],
    [47, 50],
    [101, 200],
    [1_150, 2_000],
  ])('has a round number at its top (%i → %i)', (most, top) => {
    expect(roundTop(most)).toBe(top);
  });

  it('compares with yesterday up to the same hour only', () => {
    const hours = [8, 9, 10].map((each) => ({ hourAt: each * hour, packed: 5, packedYesterday: 7 }));

    const shape = chartShape(hours, 300, 100, 9 * hour + 60_000);

    expect(shape.totalYesterday).toBe(14);
    expect(shape.bars.map((bar) => bar.x)).toEqual([0, 100, 200]);
    expect(shape.bars[0]?.height).toBe(50);
  });

  it('stands empty without hours', () => {
    expect(chartShape([], 300, 100, 0)).toMatchObject({ total: 0, bars: [] });
  });
});
