// Tagged parcels that still stand here, and which of them would fail if they left as they are. Every parcel is read once, in one
// pass; only those in which a mix is possible are looked at line by line.

import type { OrderId, ParcelId, ShopId, SkuCode } from '../basics/ids.ts';
import type { Reader } from '../database/database.ts';
import { readGuardOrders } from '../merges/guard-orders.ts';
import { readRules } from '../merges/rules-in-force.ts';
import { type SeenLine, seeLines } from '../merges/see-lines.ts';
import type { Parcel, ParcelState } from '../parcels/parcel.ts';
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
  const isPlain = (row: LiveRow) => row.door_tag === 'tagged' && row.is_suspect === 0;
  const suspects = rows.filter((row) => !isPlain(row)).map((row) => row.parcel_id as ParcelId); // branded when it was planned
  const seenLines = seeParcels(reader, listParcels(reader, suspects), now);
  return rows.flatMap((row): ParcelToGo[] => {
    const parcel = {
      parcelId: row.parcel_id as ParcelId, // branded when it was planned
      state: row.state as ParcelState, // CHECK in the table
      carrier: row.carrier,
      trackingNumber: row.tracking_number,
      dueAt: row.due_at,
      waybillSource: row.waybill_source as 'platform' | 'file' | 'hand' | null, // CHECK in the table
    };
    const seen = isPlain(row) ? [{ doorCell: 'door' }] : (seenLines.get(parcel.parcelId) ?? []);
    const { isTagged, reasons } = judgeCompliance(parcel, seen, cooperates);
    if (!isTagged) return [];
    const { waybillSource: _waybillSource, ...told } = parcel;
    return [{ ...told, reasons }];
  });
}

/** How the lines of each parcel look to the rules; the orders of all of them are read at once. */
function seeParcels(reader: Reader, parcels: readonly Parcel[], now: number): Map<ParcelId, SeenLine[]> {
  const rules = readRules(reader, now);
  const orders = readGuardOrders(
    reader,
    parcels.flatMap((parcel) => parcel.lines.map((line) => line.orderKey)),
  );
  return new Map(
    parcels.map(({ parcelId, lines }) => {
      const keys = [...new Set(lines.map((line) => line.orderKey))];
      return [parcelId, seeLines({ orders: keys.flatMap((key) => orders.get(key) ?? []), lines }, rules)];
    }),
  );
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
  const parcels = listParcels(reader, parcelIds);
  const seen = seeParcels(reader, parcels, now);
  const masks = readMasks(
    reader,
    parcels.flatMap((parcel) => parcel.lines[0]?.orderKey ?? []),
  );
  const contents = new Map<ParcelId, ParcelContent>();
  for (const parcel of parcels) {
    const [first] = parcel.lines;
    if (!first) continue;
    const isDoor = new Map(
      seen.get(parcel.parcelId)?.map((line) => [`${line.ref.orderKey} ${line.ref.lineId}`, isDoorLine(line)]),
    );
    contents.set(parcel.parcelId, {
      orderIds: [...new Set(parcel.lines.map((line) => line.orderId))],
      recipientMask: masks.get(first.orderKey) ?? '',
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

function readMasks(reader: Reader, orderKeys: readonly number[]): Map<number, string> {
  const rows = reader.all<{ order_key: number; recipient_mask: string }>(
    `SELECT order_key, recipient_mask FROM orders WHERE order_key IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(orderKeys)],
  );
  return new Map(rows.map((row) => [row.order_key, row.recipient_mask]));
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
