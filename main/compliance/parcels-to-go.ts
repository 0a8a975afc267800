// Tagged parcels that still stand here, and which of them would fail if they left as they are. Every parcel is read once, in one
// pass; only those in which a mix is possible are looked at line by line.

import type { OrderId, ParcelId, ShopId, SkuCode } from '../basics/ids.ts';
import type { Reader } from '../database/database.ts';
import { readGuardFacts } from '../merges/guard-facts.ts';
import { readRules } from '../merges/rules-in-force.ts';
import { seeLines } from '../merges/see-lines.ts';
import type { ParcelState } from '../parcels/parcel.ts';
import { listParcels } from '../parcels/parcels-table.ts';
import { cooperatingAt } from './door-rules.ts';
import { type ComplianceReason, isDoorLine, judgeCompliance } from './judge-compliance.ts';

export interface ParcelToGo {
  readonly parcelId: ParcelId;
  readonly state: ParcelState;
  readonly carrier: string | null;
  readonly trackingNumber: string | null;
  readonly dueAt: number | null;
  readonly reasons: readonly ComplianceReason[];
}

interface LiveRow {
  parcel_id: string;
  state: string;
  door_tag: string;
  carrier: string | null;
  tracking_number: string | null;
  waybill_source: string | null;
  due_at: number | null;
  is_suspect: number;
}

/** Most urgent first. */
export function listParcelsToGo(reader: Reader, shopId: ShopId, now: number): ParcelToGo[] {
  const cooperates = cooperatingAt(reader, now);
  const rows = reader.all<LiveRow>(
    `SELECT parcel_id, state, door_tag, carrier, tracking_number, waybill_source, due_at,
       EXISTS (SELECT 1 FROM parcel_lines JOIN order_lines USING (order_key, line_id)
         WHERE parcel_lines.parcel_id = parcels.parcel_id AND order_lines.door_tag = 'untagged') AS is_suspect
     FROM parcels INDEXED BY parcels_by_state
     WHERE state IN ('proposed', 'planned', 'released', 'open', 'packed') AND shop_id = ? AND door_tag IN ('tagged', 'unknown')
     ORDER BY due_at IS NULL, due_at, parcel_id`,
    [shopId],
  );
  const rules = readRules(reader, now);
  return rows.flatMap((row): ParcelToGo[] => {
    const parcel = {
      parcelId: row.parcel_id as ParcelId, // branded when it was planned
      state: row.state as ParcelState, // CHECK in the table
      carrier: row.carrier,
      trackingNumber: row.tracking_number,
      dueAt: row.due_at,
      waybillSource: row.waybill_source as 'platform' | 'file' | 'hand' | null, // CHECK in the table
    };
    const isPlain = row.door_tag === 'tagged' && row.is_suspect === 0;
    const seen = isPlain ? [{ doorCell: 'door' }] : readSeen(parcel.parcelId);
    const { isTagged, reasons } = judgeCompliance(parcel, seen, cooperates);
    if (!isTagged) return [];
    const { waybillSource: _waybillSource, ...told } = parcel;
    return [{ ...told, reasons }];
  });

  function readSeen(parcelId: ParcelId) {
    const lines = listParcels(reader, [parcelId])[0]?.lines ?? [];
    return lines.length === 0 ? [] : seeLines(readGuardFacts(reader, lines, { parcelId }), rules);
  }
}

export interface ParcelContent {
  readonly orderIds: readonly OrderId[];
  readonly recipientMask: string;
  readonly lines: ReadonlyArray<{
    readonly orderKey: number;
    readonly skuCode: SkuCode;
    readonly name: string;
    readonly spec: string;
    readonly quantity: number;
    readonly isDoor: boolean;
  }>;
}

/** What lies in these parcels, each line with whether it counts as tagged. */
export function readContents(
  reader: Reader,
  parcelIds: readonly ParcelId[],
  now: number,
): Map<ParcelId, ParcelContent> {
  const rules = readRules(reader, now);
  const contents = new Map<ParcelId, ParcelContent>();
  for (const parcel of listParcels(reader, parcelIds)) {
    if (parcel.lines.length === 0) continue;
    const facts = readGuardFacts(reader, parcel.lines, { parcelId: parcel.parcelId });
    const isDoor = new Map(
      seeLines(facts, rules).map((seen) => [`${seen.ref.orderKey} ${seen.ref.lineId}`, isDoorLine(seen)]),
    );
    const mask = reader.get<{ recipient_mask: string }>(
      `SELECT recipient_mask FROM orders WHERE order_key = ?`,
      [parcel.lines[0]?.orderKey ?? 0],
    );
    contents.set(parcel.parcelId, {
      orderIds: [...new Set(parcel.lines.map((line) => line.orderId))],
      recipientMask: mask?.recipient_mask ?? '',
      lines: parcel.lines.map((line) => ({
        orderKey: line.orderKey,
        skuCode: line.skuCode,
        name: line.name,
        spec: line.spec,
        quantity: line.quantity,
        isDoor: isDoor.get(`${line.orderKey} ${line.lineId}`) ?? false,
      })),
    });
  }
  return contents;
}

/** Tagged orders that wait: open at the shop by its own tags, or lying in a parcel to go where no tags are told. */
export function countWaiting(
  reader: Reader,
  shopId: ShopId,
  toGo: readonly ParcelToGo[],
): { readonly waiting: number; readonly wouldFail: number } {
  const tagged =
    reader.get<{ count: number }>(
      `SELECT count(*) AS count FROM orders INDEXED BY orders_open_by_due
       WHERE state IN ('on-hold', 'to-ship', 'part-shipped', 'awaiting-collection', 'unknown')
         AND state IN ('to-ship', 'part-shipped', 'awaiting-collection') AND shop_id = ? AND door_tag = 'tagged' AND hold IS NULL
         AND NOT EXISTS (SELECT 1 FROM shipped_door_lines WHERE shipped_door_lines.order_key = orders.order_key)`,
      [shopId],
    )?.count ?? 0;
  const failing = toGo.filter((parcel) => parcel.reasons.length > 0);
  return {
    waiting: Math.max(tagged, countOrders(reader, toGo)),
    wouldFail: countOrders(reader, failing),
  };
}

function countOrders(reader: Reader, parcels: readonly ParcelToGo[]): number {
  if (parcels.length === 0) return 0;
  const row = reader.get<{ count: number }>(
    `SELECT count(DISTINCT order_key) AS count FROM parcel_lines WHERE parcel_id IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(parcels.map((parcel) => parcel.parcelId))],
  );
  return row?.count ?? 0;
}
