// All SQL for the rules by which waves are grouped. Rules that no longer fit their shape count as none: the usual ones hold.

import type { ShopId, WaveId } from '../../basics/ids.ts';
import type { Reader, Writer } from '../../database/database.ts';
import { usualWaveRules, type WaveRules, waveRulesSchema } from './wave-rules.ts';

interface RulesRow {
  shop_id: string;
  rules_json: string;
}

/** The station's own rules, and those of shops that have their own. */
export function readWaveRules(reader: Reader): {
  readonly station: WaveRules;
  readonly ofShops: ReadonlyMap<ShopId, WaveRules>;
} {
  const rows = reader.all<RulesRow>(`SELECT shop_id, rules_json FROM wave_rules ORDER BY shop_id`);
  const parsed = new Map(
    rows.flatMap((row) => {
      const { success, data } = waveRulesSchema.safeParse(JSON.parse(row.rules_json));
      return success ? [[row.shop_id, data] as const] : [];
    }),
  );
  const station = parsed.get('') ?? usualWaveRules;
  parsed.delete('');
  return { station, ofShops: parsed as ReadonlyMap<string, WaveRules> as ReadonlyMap<ShopId, WaveRules> }; // shop ids of the table
}

export function findRulesOf(reader: Reader, shopId: ShopId | null): WaveRules {
  const { station, ofShops } = readWaveRules(reader);
  return (shopId === null ? undefined : ofShops.get(shopId)) ?? station;
}

/** Those of the shop whose parcels are all of the cart; the station's where it holds those of several. */
export function findRulesOfCart(
  reader: Reader,
  cart: { readonly waveId: WaveId; readonly cartNo: number },
): WaveRules {
  const { station, ofShops } = readWaveRules(reader);
  if (ofShops.size === 0) return station;
  const shops = reader.all<{ shop_id: ShopId }>(
    `SELECT DISTINCT shop_id FROM parcels WHERE wave_id = ? AND cart_no = ? LIMIT 2`,
    [cart.waveId, cart.cartNo],
  );
  const [only] = shops.length === 1 ? shops : [];
  return (only && ofShops.get(only.shop_id)) ?? station;
}

/** `rules` null: the shop has none of its own any more, the station has the usual ones. */
export function saveWaveRules(
  writer: Writer,
  told: { readonly shopId: ShopId | null; readonly rules: WaveRules | null },
  by: { readonly at: number; readonly person: string },
): void {
  writer.run(`DELETE FROM wave_rules WHERE shop_id = ?`, [told.shopId ?? '']);
  if (told.rules) {
    writer.run(`INSERT INTO wave_rules (shop_id, rules_json, changed_at, changed_by) VALUES (?, ?, ?, ?)`, [
      told.shopId ?? '',
      JSON.stringify(told.rules),
      by.at,
      by.person,
    ]);
  }
  writer.emit({ kind: 'waves.changed' });
}
