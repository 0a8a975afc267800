// The shape of the ratio chart: a stepped line through the day, the threshold, a cone for the forecast, hours below. Pure.

import type { RequestAnswer } from '../parts/station.ts';

export type DayOfShop = RequestAnswer<'compliance.read'>;

const hourMs = 3_600_000;

export interface RatioShape {
  readonly width: number;
  readonly height: number;
  /** `M … L …`; empty while nothing has left. */
  readonly line: string;
  /** The same closed down to the floor, for the ground under the line. */
  readonly ground: string;
  readonly band: string;
  readonly expected: string;
  readonly leastY: number;
  readonly nowX: number;
  /** Where the day stands now and where it most likely ends. */
  readonly here: { readonly x: number; readonly y: number } | null;
  readonly end: { readonly x: number; readonly y: number } | null;
  readonly hours: ReadonlyArray<{ readonly at: number; readonly x: number }>;
  /** Percent. */
  readonly levels: ReadonlyArray<{ readonly percent: number; readonly y: number }>;
}

/** The first few orders jump between 0 and 100: they do not set the scale. */
const calmAfter = 10;

export function ratioShape(day: DayOfShop, width: number, height: number): RatioShape {
  const { line, forecast, now, leastPercent } = day;
  const firstAt = line[0]?.at ?? now;
  const startsAt = Math.max(day.day.startsAt, Math.floor(Math.min(firstAt, now) / hourMs) * hourMs);
  const wanted = Math.max(now + hourMs, forecast.points.length > 0 ? forecast.endsAt + hourMs / 2 : 0);
  const endsAt = Math.max(startsAt + 2 * hourMs, Math.min(day.day.endsAt, wanted));
  const bottom = bottomOf(day);
  const x = (at: number) =>
    (Math.min(Math.max(at, startsAt), endsAt) - startsAt) * (width / (endsAt - startsAt));
  const y = (ratio: number) => height - ((Math.max(ratio * 100, bottom) - bottom) / (100 - bottom)) * height;
  const place = (at: number, ratio: number) => `${round(x(at))} ${round(y(ratio))}`;

  const steps: string[] = [];
  let before: number | undefined;
  for (const point of line) {
    const ratio = point.compliant / point.all;
    if (before !== undefined) steps.push(place(point.at, before));
    steps.push(place(point.at, ratio));
    before = ratio;
  }
  if (before !== undefined) steps.push(place(now, before));
  const drawn = steps.length > 0 ? `M${steps.join(' L')}` : '';
  const points = forecast.points;
  const cone = [
    ...points.map((each) => place(each.at, each.high)),
    ...points.toReversed().map((each) => place(each.at, each.low)),
  ];
  const last = points.at(-1);
  const every = (endsAt - startsAt) / hourMs > 12 ? 3 : (endsAt - startsAt) / hourMs > 6 ? 2 : 1;
  const hours: { at: number; x: number }[] = [];
  for (let at = startsAt; at <= endsAt; at += every * hourMs) hours.push({ at, x: x(at) });
  const step = 100 - bottom > 30 ? 20 : 100 - bottom > 12 ? 5 : 2;
  const levels: { percent: number; y: number }[] = [];
  for (let percent = 100; percent >= bottom; percent -= step) levels.push({ percent, y: y(percent / 100) });
  return {
    width,
    height,
    line: drawn,
    ground: drawn === '' ? '' : `${drawn} L${round(x(now))} ${height} L${round(x(firstAt))} ${height} Z`,
    band: points.length > 1 ? `M${cone.join(' L')} Z` : '',
    expected: points.length > 1 ? `M${points.map((each) => place(each.at, each.expected)).join(' L')}` : '',
    leastY: y(leastPercent / 100),
    nowX: x(now),
    here: before === undefined ? null : { x: x(now), y: y(before) },
    end: last ? { x: x(last.at), y: y(last.expected) } : null,
    hours,
    levels,
  };
}

/** So low that all that counts is seen, in steps of five, and with the threshold well above the floor. */
function bottomOf({ line, forecast, leastPercent }: DayOfShop): number {
  const calm = line.filter((point) => point.all >= calmAfter);
  const last = line.at(-1);
  const ratios = [
    ...(calm.length > 0 ? calm : last ? [last] : []).map((point) => point.compliant / point.all),
    ...forecast.points.map((point) => point.low),
  ];
  const lowest = Math.min(leastPercent - 5, ...ratios.map((ratio) => ratio * 100 - 1));
  return Math.max(0, Math.floor(lowest / 5) * 5);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
