// Proposals that nobody has accepted yet and that a newly planned parcel of the same recipient may join, so that an order
// which comes an hour later still goes into the same box.

import type { ParcelId } from '../basics/ids.ts';
import type { Reader } from '../database/database.ts';
import { readGuardOrders } from '../merges/guard-orders.ts';
import type { RuleData } from '../merges/rule-data.ts';
import { cellOf, pickLines, type SeenLine, seeOrder } from '../merges/see-lines.ts';
import { partLines } from '../merges/split-lines.ts';
import type { DoorTag } from '../orders/order.ts';
import { listParcels } from './parcels-table.ts';
import { doorTagOf, type ProposedParcel } from './plan-parcels.ts';
import { refsOf } from './view-parcel.ts';

export interface JoinedProposal {
  readonly parcelId: ParcelId;
  readonly doorTag: DoorTag;
  readonly carrier: string | null;
  /** What was in it and what joins it. */
  readonly seen: readonly SeenLine[];
}

export interface JoinableProposals {
  /** The proposal that this parcel may join; remembered as joined, so that two parcels that bar each other do not meet there. */
  find(parcel: ProposedParcel): JoinedProposal | undefined;
}

/** A parcel whose waybill or label exists is past joining. */
const openProposalsSql = `SELECT parcel_id FROM parcels
  WHERE state = 'proposed' AND tracking_number IS NULL
    AND (recipient_key IN (SELECT value FROM json_each(:keys)) OR parcel_id IN (
      SELECT parcel_id FROM parcel_lines WHERE order_key IN (SELECT value FROM json_each(:orders))))
  ORDER BY planned_at, parcel_id`;

export function readJoinable(
  reader: Reader,
  rules: RuleData,
  parcels: readonly ProposedParcel[],
): JoinableProposals {
  const keys = new Set(parcels.flatMap((parcel) => parcel.recipientKey ?? []));
  const keyless = new Set(
    parcels
      .filter((parcel) => parcel.recipientKey === null)
      .flatMap((parcel) => parcel.seen.map((line) => line.ref.orderKey)),
  );
  const ids = reader
    .all<{ parcel_id: string }>(openProposalsSql, {
      keys: JSON.stringify([...keys]),
      orders: JSON.stringify([...keyless]),
    })
    .map((row) => row.parcel_id as ParcelId);
  const byCell = new Map<string, JoinedProposal[]>();
  if (ids.length > 0) {
    const proposals = listParcels(reader, ids);
    const orders = readGuardOrders(
      reader,
      proposals.flatMap((proposal) => proposal.lines.map((line) => line.orderKey)),
    );
    const looked = new Map([...orders].map(([key, order]) => [key, seeOrder(order, rules)]));
    for (const proposal of proposals) {
      const seen = pickLines(looked, refsOf(proposal));
      const first = seen[0];
      if (!first || partLines(seen).length !== 1 || seen.some((line) => line.hold !== null)) continue;
      const cell = cellOf(first);
      const there = byCell.get(cell) ?? [];
      const { parcelId, doorTag, carrier } = proposal;
      there.push({ parcelId, doorTag, carrier, seen });
      byCell.set(cell, there);
    }
  }
  return {
    find(parcel) {
      const there = byCell.get(parcel.cell);
      if (!there) return undefined;
      for (const [index, proposal] of there.entries()) {
        const seen = [...proposal.seen, ...parcel.seen];
        if (partLines(seen).length !== 1) continue;
        const joined = { ...proposal, doorTag: doorTagOf(seen), seen };
        there[index] = joined;
        return joined;
      }
      return undefined;
    },
  };
}
