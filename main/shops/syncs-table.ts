// How the pulls of each shop went: when it was last heard, what came, and why the last try failed.

import type { ShopId } from '../basics/ids.ts';
import type { Fact } from '../basics/refusal.ts';
import type { Reader, Writer } from '../database/database.ts';

export interface ShopSync {
  readonly shopId: ShopId;
  readonly triedAt: number | null;
  /** The last pull that went through. */
  readonly pulledAt: number | null;
  readonly newCount: number;
  readonly changedCount: number;
  /** Why the last try failed; null after one that went well. */
  readonly fault: {
    readonly code: string;
    readonly facts: Readonly<Record<string, Fact>>;
    readonly at: number;
  } | null;
}

interface SyncRow {
  shop_id: string;
  tried_at: number | null;
  pulled_at: number | null;
  new_count: number;
  changed_count: number;
  fault_code: string | null;
  fault_facts_json: string | null;
  fault_at: number | null;
}

export function findSync(reader: Reader, shopId: ShopId): ShopSync | undefined {
  const row = reader.get<SyncRow>(`SELECT * FROM shop_syncs WHERE shop_id = ?`, [shopId]);
  if (!row) return undefined;
  const { fault_code: code, fault_at: at, fault_facts_json: facts } = row;
  return {
    shopId,
    triedAt: row.tried_at,
    pulledAt: row.pulled_at,
    newCount: row.new_count,
    changedCount: row.changed_count,
    fault: code === null || at === null ? null : { code, at, facts: JSON.parse(facts ?? '{}') },
  };
}

export function notePulled(
  writer: Writer,
  shopId: ShopId,
  at: number,
  counts: { readonly new: number; readonly changed: number },
): void {
  writer.run(
    `INSERT INTO shop_syncs (shop_id, tried_at, pulled_at, new_count, changed_count) VALUES (:shopId, :at, :at, :new, :changed)
     ON CONFLICT (shop_id) DO UPDATE SET tried_at = :at, pulled_at = :at, new_count = :new, changed_count = :changed,
       fault_code = NULL, fault_facts_json = NULL, fault_at = NULL`,
    { shopId, at, new: counts.new, changed: counts.changed },
  );
  writer.emit({ kind: 'syncs.changed' });
}

export function notePullFailed(
  writer: Writer,
  shopId: ShopId,
  at: number,
  fault: { readonly code: string; readonly facts: Readonly<Record<string, Fact>> },
): void {
  writer.run(
    `INSERT INTO shop_syncs (shop_id, tried_at, fault_code, fault_facts_json, fault_at) VALUES (:shopId, :at, :code, :facts, :at)
     ON CONFLICT (shop_id) DO UPDATE SET tried_at = :at, fault_code = :code, fault_facts_json = :facts,
       fault_at = CASE WHEN fault_code = :code THEN fault_at ELSE :at END`,
    { shopId, at, code: fault.code, facts: JSON.stringify(fault.facts) },
  );
  writer.emit({ kind: 'syncs.changed' });
}
