// A parcel as screens show it: what is in it, whose it is, what the guard says of it now, its live label.

import type { Clock } from '../basics/clock.ts';
import type { BatchId, LabelId, ParcelId } from '../basics/ids.ts';
import type { Reader } from '../database/database.ts';
import { compareAsPlanned } from '../merges/as-planned.ts';
import { readElsewhere, readWaybills } from '../merges/guard-facts.ts';
import { readGuardOrders } from '../merges/guard-orders.ts';
import { judgeParcel } from '../merges/judge-parcel.ts';
import { applyOverrides } from '../merges/overrides.ts';
import { readSiblings } from '../merges/read-siblings.ts';
import { readRules } from '../merges/rules-in-force.ts';
import type { LineRef, Verdict } from '../merges/verdict.ts';
import type { OrderKey } from '../orders/order.ts';
import { listShops } from '../shops/shops-table.ts';
import type { Parcel } from './parcel.ts';
import { listParcels } from './parcels-table.ts';

export interface ParcelView extends Parcel {
  readonly shopName: string;
  readonly pieces: number;
  readonly verdict: Verdict;
  readonly recipientMask: string;
  readonly label: {
    readonly labelId: LabelId;
    /** Void and failed labels are not shown here. */
    readonly state: 'queued' | 'sending' | 'sent' | 'printed' | 'uncertain';
    readonly batchId: BatchId;
    readonly position: number;
  } | null;
  readonly buyerNote: string;
}

/** In the order of `parcelIds`; unknown ids are left out. A handful of statements, however many parcels. */
export function viewParcels(
  reader: Reader,
  clock: Pick<Clock, 'now'>,
  parcelIds: readonly ParcelId[],
): ParcelView[] {
  const parcels = listParcels(reader, parcelIds);
  const orderKeys = parcels.flatMap((parcel) => parcel.lines.map((line) => line.orderKey));
  const verdicts = judgeParcels(reader, clock, parcels);
  const words = readOrderWords(reader, orderKeys);
  const labels = readLiveLabels(reader, parcelIds);
  const shopNames = new Map(listShops(reader).map((shop) => [shop.shopId, shop.name]));
  return parcels.map((parcel) => {
    const keys = orderKeysOf(parcel);
    return {
      ...parcel,
      shopName: shopNames.get(parcel.shopId) ?? '',
      pieces: parcel.lines.reduce((sum, line) => sum + line.quantity, 0),
      verdict: verdicts.get(parcel.parcelId) ?? allowed,
      recipientMask: words.get(keys[0] ?? 0)?.recipientMask ?? '',
      label: labels.get(parcel.parcelId) ?? null,
      buyerNote: [...new Set(keys.map((key) => words.get(key)?.buyerNote ?? ''))].filter(Boolean).join('\n'),
    };
  });
}

const allowed: Verdict = { verdict: 'allow', reasons: [], split: [] };

/** What the guard says of each of these parcels as it stands. */
export function judgeParcels(
  reader: Reader,
  clock: Pick<Clock, 'now'>,
  parcels: readonly Parcel[],
): Map<ParcelId, Verdict> {
  const orders = readGuardOrders(reader, parcels.flatMap(orderKeysOf));
  const waybills = readWaybills(reader, parcels);
  const elsewhere = readElsewhere(
    reader,
    parcels.map((parcel) => parcel.parcelId),
  );
  const siblings = readSiblings(
    reader,
    parcels.map((parcel) => parcel.parcelId),
    (keys) => readGuardOrders(reader, keys),
  );
  const rules = readRules(reader, clock.now());
  return new Map(
    parcels.map((parcel) => {
      const facts = {
        orders: orderKeysOf(parcel).flatMap((key) => orders.get(key) ?? []),
        lines: refsOf(parcel),
        waybill: waybills.get(parcel.parcelId) ?? null,
        carrier: parcel.carrier,
        siblings: siblings.get(parcel.parcelId) ?? [],
      };
      const planned = {
        recipientKey: parcel.recipientKey,
        isDoorDelivery: parcel.doorTag === 'tagged',
        elsewhere: elsewhere.get(parcel.parcelId) ?? new Map<string, number>(),
      };
      const verdict = compareAsPlanned(judgeParcel(facts, rules), facts, rules, planned);
      return [parcel.parcelId, applyOverrides(reader, verdict, facts, parcel.parcelId)];
    }),
  );
}

function orderKeysOf(parcel: Parcel): OrderKey[] {
  return [...new Set(parcel.lines.map((line) => line.orderKey))];
}

export function refsOf(parcel: Parcel): LineRef[] {
  return parcel.lines.map(({ orderKey, lineId, quantity }) => ({ orderKey, lineId, quantity }));
}

function readOrderWords(reader: Reader, orderKeys: readonly OrderKey[]) {
  const rows = reader.all<{ order_key: number; recipient_mask: string; buyer_note: string }>(
    `SELECT order_key, recipient_mask, buyer_note FROM orders WHERE order_key IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(orderKeys)],
  );
  return new Map(
    rows.map((row) => [row.order_key, { recipientMask: row.recipient_mask, buyerNote: row.buyer_note }]),
  );
}

function readLiveLabels(reader: Reader, parcelIds: readonly ParcelId[]) {
  const rows = reader.all<{
    parcel_id: string;
    label_id: string;
    state: string;
    batch_id: string;
    position: number;
  }>(
    `SELECT parcel_id, label_id, state, batch_id, position FROM labels
     WHERE parcel_id IN (SELECT value FROM json_each(?)) AND part = 'label' AND state NOT IN ('void', 'failed')`,
    [JSON.stringify(parcelIds)],
  );
  return new Map(
    rows.map((row) => [
      row.parcel_id as ParcelId, // ids were branded when they were made
      {
        labelId: row.label_id as LabelId,
        state: row.state as 'queued' | 'sending' | 'sent' | 'printed' | 'uncertain', // CHECK in the table, two left out above
        batchId: row.batch_id as BatchId,
        position: row.position,
      },
    ]),
  );
}
