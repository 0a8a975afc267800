// Times in export files carry no zone and come in three orders. One order holds for a whole file; times are read in the shop's zone.

export type DateOrder = 'day-first' | 'month-first' | 'year-first';

interface Parts {
  readonly first: number;
  readonly second: number;
  readonly third: number;
  readonly hour: number;
  readonly minute: number;
  readonly secondOfMinute: number;
  readonly isYearFirst: boolean;
  readonly hasHalfDay: boolean;
}

const pattern =
  /^(\d{1,4})[-/.年](\d{1,2})[-/.月](\d{1,4})日?(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*(AM|PM)?)?$/i;

function partsOf(text: string): Parts | undefined {
  const match = pattern.exec(text);
  if (!match) return undefined;
  const [, first = '', second = '', third = '', hour = '0', minute = '0', seconds = '0', half] = match;
  let hourOfDay = Number(hour);
  if (half) {
    if (hourOfDay < 1 || hourOfDay > 12) return undefined;
    hourOfDay = (hourOfDay % 12) + (half.toUpperCase() === 'PM' ? 12 : 0);
  }
  return {
    first: Number(first),
    second: Number(second),
    third: Number(third),
    hour: hourOfDay,
    minute: Number(minute),
    secondOfMinute: Number(seconds),
    isYearFirst: first.length === 4,
    hasHalfDay: half !== undefined,
  };
}

/**
 * Finds the one order that fits all times of a file. A day above 12 settles it; where none is, AM/PM means the American
 * order and 24 hours the other one.
 */
export function createDateOrderFinder() {
  let daySecond = 0;
  let dayFirst = 0;
  let hasHalfDay = false;
  let seen = 0;
  return {
    look(text: string): void {
      if (seen > 50_000) return;
      seen += 1;
      const parts = partsOf(text);
      if (!parts || parts.isYearFirst) return;
      if (parts.first > 12) dayFirst += 1;
      if (parts.second > 12) daySecond += 1;
      hasHalfDay ||= parts.hasHalfDay;
    },
    order(): Exclude<DateOrder, 'year-first'> {
      if (dayFirst !== daySecond) return dayFirst > daySecond ? 'day-first' : 'month-first';
      return hasHalfDay ? 'month-first' : 'day-first';
    },
  };
}

/** Reads times of one file in one zone; answers epoch ms, or undefined for what is no time in this order. */
export function createTimeReader(order: Exclude<DateOrder, 'year-first'>, timeZone: string) {
  const offsetAt = createOffsets(timeZone);
  const read = new Map<string, number | undefined>();
  return (text: string): number | undefined => {
    if (read.has(text)) return read.get(text);
    if (read.size > 20_000) read.clear();
    const at = readTime(text, order, offsetAt);
    read.set(text, at);
    return at;
  };
}

function readTime(
  text: string,
  order: Exclude<DateOrder, 'year-first'>,
  offsetAt: (wallMs: number) => number,
): number | undefined {
  const parts = partsOf(text);
  if (!parts) return undefined;
  const { first, second, third, hour, minute, secondOfMinute, isYearFirst } = parts;
  const [year, month, day] = isYearFirst
    ? [first, second, third]
    : order === 'month-first'
      ? [third, first, second]
      : [third, second, first];
  if (month < 1 || month > 12 || day < 1 || day > 31 || year < 2000 || year > 2100) return undefined;
  if (hour > 23 || minute > 59 || secondOfMinute > 59) return undefined;
  const wallMs = Date.UTC(year, month - 1, day, hour, minute, secondOfMinute);
  if (new Date(wallMs).getUTCDate() !== day) return undefined;
  return wallMs - offsetAt(wallMs);
}

/** How far a zone's wall clock is ahead of UTC at a wall time; asked of Intl once an hour of wall time. */
function createOffsets(timeZone: string): (wallMs: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  const byHour = new Map<number, number>();
  const offsetOfInstant = (instantMs: number): number => {
    const fields = new Map(format.formatToParts(instantMs).map(({ type, value }) => [type, Number(value)]));
    const field = (type: Intl.DateTimeFormatPartTypes) => fields.get(type) ?? 0;
    const wallMs = Date.UTC(
      field('year'),
      field('month') - 1,
      field('day'),
      field('hour'),
      field('minute'),
      field('second'),
    );
    return wallMs - Math.floor(instantMs / 1000) * 1000;
  };
  return (wallMs) => {
    const hour = Math.floor(wallMs / 3_600_000);
    const known = byHour.get(hour);
    if (known !== undefined) return known;
    const hourStart = hour * 3_600_000;
    // The offset of the instant that the wall clock names; asked twice because the first guess may lie across a change.
    const offset = offsetOfInstant(hourStart - offsetOfInstant(hourStart));
    byHour.set(hour, offset);
    return offset;
  };
}
