// What a tracking number may look like, scanned or typed, at a parcel or at a bag: six to forty letters, digits and hyphens.

import type { TrackingNumber } from './ids.ts';
import { normaliseCode } from './normalise-code.ts';

/** In the one spelling of codes; null where it cannot be one. */
export function parseTrackingNumber(raw: string): TrackingNumber | null {
  const code = normaliseCode(raw);
  return /^[A-Z0-9-]{6,40}$/.test(code) ? (code as TrackingNumber) : null; // here what a person gave gets its brand
}
