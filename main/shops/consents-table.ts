// When the consent of each shop ends, as its platform last told it: kept so that it can be told weeks before, whoever looks.

import type { ShopId } from '../basics/ids.ts';
import type { Reader, Writer } from '../database/database.ts';

export function readConsentEnd(reader: Reader, shopId: ShopId): number | null {
  return (
    reader.get<{ at: number | null }>(`SELECT consent_ends_at AS at FROM shop_links WHERE shop_id = ?`, [
      shopId,
    ])?.at ?? null
  );
}

/** Writes only what is new. */
export function noteConsentEnd(writer: Writer, shopId: ShopId, endsAt: number | null): void {
  const { changes } = writer.run(
    `UPDATE shop_links SET consent_ends_at = :endsAt WHERE shop_id = :shopId AND consent_ends_at IS NOT :endsAt`,
    { shopId, endsAt },
  );
  if (changes > 0) writer.emit({ kind: 'syncs.changed' });
}
