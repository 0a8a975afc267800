// Whether what a scanner reads off a page is this parcel's number. The codes are looked at, never the layout of the page: platforms
// change that.

import { type Refusal, refuse } from '../../basics/refusal.ts';

/** Shorter numbers are compared as a whole: a few digits are found in many codes. */
const leastPartLength = 8;

/**
 * True when a scanned code is this parcel's: the same letters and digits, alone or with what carriers put around them (a postcode
 * before, a branch behind), whatever the case and the hyphens.
 */
export function isCodeOf(code: string, trackingNumber: string): boolean {
  const [scanned, wanted] = [plain(code), plain(trackingNumber)];
  return (
    wanted !== '' && (scanned === wanted || (wanted.length >= leastPartLength && scanned.includes(wanted)))
  );
}

function plain(code: string): string {
  return code
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '');
}

/** Refusals: `document.unreadable` (nothing can be scanned), `document.other-parcel` (trackingNumber, codes). */
export function judgeCodes(codes: readonly string[], trackingNumber: string): Refusal | null {
  if (codes.some((code) => isCodeOf(code, trackingNumber))) return null;
  if (codes.length === 0) return refuse('document.unreadable', { trackingNumber });
  // Some codes hold the recipient: only what looks like a number is named.
  const named = codes.filter((code) => /^[0-9A-Za-z-]{6,40}$/.test(code)).slice(0, 3);
  return refuse('document.other-parcel', { trackingNumber, codes: named });
}
