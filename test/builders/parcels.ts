// Parcels as the floor gets them: orders planned, and accepted.

import type { ParcelId } from '../../main/basics/ids.ts';
import type { ParcelView } from '../../main/parcels/view-parcel.ts';
import type { IncomingOrder } from '../../main/platforms/incoming-order.ts';
import { withOrders } from './orders.ts';
import type { TestStation } from './test-station.ts';

/** Takes these orders in and plans them; the proposals, oldest order first. */
export async function withProposals(
  station: TestStation,
  orders: readonly IncomingOrder[],
): Promise<ParcelView[]> {
  withOrders(station, orders);
  await station.ask('parcels.plan', {});
  return listParcelsIn(station, 'proposed');
}

/** The same, accepted. */
export async function withPlannedParcels(
  station: TestStation,
  orders: readonly IncomingOrder[],
): Promise<ParcelView[]> {
  const proposals = await withProposals(station, orders);
  await station.ask('parcels.accept', { parcelIds: proposals.map((parcel) => parcel.parcelId) });
  return listParcelsIn(station, 'planned');
}

export async function listParcelsIn(
  station: TestStation,
  ...states: ParcelView['state'][]
): Promise<ParcelView[]> {
  const { rows } = await station.ask('parcels.page', { states, limit: 500 });
  return rows.sort((a, b) => (a.lines[0]?.orderKey ?? 0) - (b.lines[0]?.orderKey ?? 0));
}

/** What a parcel holds, as `order sku×quantity`. */
export function contentOf(parcel: ParcelView | null | undefined): string[] {
  return (parcel?.lines ?? []).map((line) => `${line.orderId} ${line.skuCode}×${line.quantity}`);
}

export const asParcelId = (text: string): ParcelId => text as ParcelId; // a test's plain string
