// The shape of the throughput chart: bars of today, a line of yesterday, a scale of round numbers. Pure.

export interface HourCount {
  readonly hourAt: number;
  readonly packed: number;
  readonly packedYesterday: number;
}

/** The next of 1, 2, 5 × 10ⁿ that is at least `value`, and at least 10. */
export function roundTop(value: number): number {
  if (value <= 10) return 10;
  const power = 10 ** Math.floor(Math.log10(value));
  const lead = value / power;
  const step = [1, 2, 3, 4, 5, 6, 8, 10].find((each) => each >= lead) ?? 10;
  return step * power;
}

export interface ChartShape {
  readonly top: number;
  readonly total: number;
  readonly totalYesterday: number;
  readonly bars: ReadonlyArray<{
    readonly hourAt: number;
    readonly x: number;
    readonly width: number;
    readonly height: number;
    readonly packed: number;
    readonly packedYesterday: number;
    readonly yesterdayHeight: number;
  }>;
}

/** In a box of `width` × `height`; heights grow from its floor. `soFar` counts yesterday only up to the same hour. */
export function chartShape(
  hours: readonly HourCount[],
  width: number,
  height: number,
  now: number,
): ChartShape {
  const top = roundTop(Math.max(0, ...hours.flatMap((hour) => [hour.packed, hour.packedYesterday])));
  const step = hours.length === 0 ? 0 : width / hours.length;
  const past = hours.filter((hour) => hour.hourAt <= now);
  return {
    top,
    total: hours.reduce((sum, hour) => sum + hour.packed, 0),
    totalYesterday: past.reduce((sum, hour) => sum + hour.packedYesterday, 0),
    bars: hours.map((hour, index) => ({
      hourAt: hour.hourAt,
      x: index * step,
      width: step,
      height: (hour.packed / top) * height,
      packed: hour.packed,
      packedYesterday: hour.packedYesterday,
      yesterdayHeight: (hour.packedYesterday / top) * height,
    })),
  };
}
