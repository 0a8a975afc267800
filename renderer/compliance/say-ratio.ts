// Ratios and hours as this room writes them.

import type { Say } from '../text/text.ts';

/** 96.2 %; never rounded up to a line that was not reached. */
export function sayPercent(ratio: number, language: string): string {
  const percent = Math.floor(ratio * 1_000 + 1e-9) / 10;
  return `${percent.toLocaleString(language, { maximumFractionDigits: 1 })}%`;
}

export function sayHour(at: number, timeZone: string): string {
  return new Date(at).toLocaleTimeString('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
}

export function sayReasons(
  reasons: readonly ('waybill' | 'carrier' | 'mixed')[],
  carrier: string | null,
  t: Say,
): string[] {
  return reasons.map((reason) => t(`compliance.reason.${reason}`, { carrier: carrier ?? '' }));
}
