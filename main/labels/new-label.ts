// Goods came into a labelled parcel or left it, so its paper is void and says what is not in the box any more. Until somebody has
// scanned the new label, nobody knows that it is the one stuck on.

import type { ParcelId } from '../basics/ids.ts';
import type { Reader } from '../database/database.ts';

/** `to-come`: it has not left the printer. Null: no new label is needed, or it was scanned. */
export function readNewLabel(reader: Reader, parcelId: ParcelId): 'to-come' | 'to-scan' | null {
  const labels = reader.all<{ state: string; reason: string | null; evidence: string | null }>(
    `SELECT state, reason, evidence FROM labels WHERE parcel_id = ? AND part = 'label'`,
    [parcelId],
  );
  if (!labels.some(({ state, reason }) => state === 'void' && reason === 'parcel.changed')) return null;
  const live = labels.find(({ state }) => state !== 'void' && state !== 'failed');
  if (!live || live.state === 'queued') return 'to-come';
  return live.state === 'printed' && live.evidence === 'scanned' ? null : 'to-scan';
}
