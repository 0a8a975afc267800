// Filling a bundle by scanning: each parcel is looked at as the platform will, so that it is refused here, in the hand, and not when the
// bag is closed. The first parcel of a shop opens its bundle; a bundle holds one shop's parcels, because it is asked for with that shop's
// own authorisation, and the platform wants the orders of one seller: whether it knows another shop's under it, it does not say.

import type { Clock } from '../../basics/clock.ts';
import { isFault } from '../../basics/fault.ts';
import { newId, type ParcelId, type RandomBytes } from '../../basics/ids.ts';
import { normaliseCode } from '../../basics/normalise-code.ts';
import { isRefusal, type Refusal, refuse } from '../../basics/refusal.ts';
import type { Caller } from '../../basics/request.ts';
import type { Reader, Writer } from '../../database/database.ts';
import { confirmLabelByScan } from '../../labels/confirm-label.ts';
import { readLabelCode } from '../../labels/label-code.ts';
import { listOrders } from '../../orders/orders-table.ts';
import type { Parcel } from '../../parcels/parcel.ts';
import { findParcel, findParcelByTracking } from '../../parcels/parcels-table.ts';
import { recordAudit } from '../../people/audit.ts';
import type { Platforms } from '../../platforms/registry.ts';
import type { Settings } from '../../settings/settings-table.ts';
import { getShop, type Shop } from '../../shops/shops-table.ts';
import { bundleSubject } from './first-mile.ts';
import {
  addBundle,
  findBundle,
  findBundleOf,
  findOpenBundle,
  listBundled,
  putIntoBundle,
  takeFromBundle,
} from './first-mile-table.ts';

export interface FillParts {
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly settings: Settings;
  readonly platforms: Platforms;
}

/** The region that a shop's bundles are for; null where it has no first mile, or is not linked. */
export function firstMileRegion(platforms: Platforms, shop: Shop): string | null {
  if (shop.connection !== 'tiktok') return null;
  try {
    return platforms.of(shop).firstMileRegion?.() ?? null;
  } catch (thrown) {
    if (isFault(thrown)) return null; // not linked yet
    throw thrown;
  }
}

/**
 * Refusals: `first-mile.unknown-code` (code), `first-mile.not-cross-border` (name), `first-mile.not-packed` (parcelId, state),
 * `first-mile.no-waybill` (parcelId), `first-mile.not-printed` (parcelId), `first-mile.held` (parcelId, orderIds),
 * `first-mile.in-bundle` (parcelId, bundleId), `first-mile.twice` (parcelId), `first-mile.full` (most).
 */
export function scanIntoBundle(
  parts: FillParts,
  writer: Writer,
  code: string,
  caller: Pick<Caller, 'person'>,
):
  | {
      readonly bundleId: string;
      readonly shopName: string;
      readonly parcelId: ParcelId;
      /** As it stands on the label in the hand. */
      readonly trackingNumber: string | null;
      readonly count: number;
    }
  | Refusal {
  const parcel = findScanned(writer, code);
  if (!parcel) return refuse('first-mile.unknown-code', { code: code.slice(0, 60) });
  const { parcelId } = parcel;
  const shop = getShop(writer, parcel.shopId);
  if (firstMileRegion(parts.platforms, shop) === null)
    return refuse('first-mile.not-cross-border', { name: shop.name });
  // The label is in the hand: it came out, and so did those before it, whatever its printer could tell.
  confirmLabelByScan(writer, parts.clock, code);
  const no = whyNotBundle(writer, parcel);
  if (no) return no;
  const now = parts.clock.now();
  const home = findBundleOf(writer, parcelId);
  if (home?.state === 'open') return refuse('first-mile.twice', { parcelId });
  if (home) return refuse('first-mile.in-bundle', { parcelId, bundleId: home.platformId ?? home.bundleId });
  const open = findOpenBundle(writer, shop.shopId);
  const most = parts.settings.get('shipping.firstMileLimit');
  const inside = open ? listBundled(writer, open.bundleId).filter(({ leftOut }) => leftOut === null) : [];
  if (inside.length >= most) return refuse('first-mile.full', { most });
  const bundleId = open?.bundleId ?? newId<string>('F', parts.random);
  if (!open) {
    addBundle(writer, { bundleId, shopId: shop.shopId, openedAt: now, openedBy: caller.person });
    recordAudit(writer, parts.clock, caller, 'bundle.opened', bundleSubject(bundleId));
  }
  putIntoBundle(writer, bundleId, parcelId, { at: now, by: caller.person });
  recordAudit(writer, parts.clock, caller, 'parcel.bundled', { kind: 'parcel', id: parcelId }, { bundleId });
  writer.emit({ kind: 'parcels.changed' });
  const { trackingNumber } = parcel;
  return { bundleId, shopName: shop.name, parcelId, trackingNumber, count: inside.length + 1 };
}

function findScanned(reader: Reader, code: string): Parcel | undefined {
  const plain = normaliseCode(code);
  return findParcelByTracking(reader, plain) ?? findParcel(reader, readLabelCode(plain).parcelId);
}

/** As the platform will look at it when it is told: arranged, printed, and nobody asks for it back. */
export function whyNotBundle(reader: Reader, parcel: Parcel): Refusal | undefined {
  const { parcelId, state } = parcel;
  if (state !== 'packed' && state !== 'shipped') return refuse('first-mile.not-packed', { parcelId, state });
  if (parcel.trackingNumber === null || parcel.waybillSource !== 'platform')
    return refuse('first-mile.no-waybill', { parcelId });
  const printed = reader.get(
    `SELECT 1 AS yes FROM labels WHERE parcel_id = ? AND state IN ('sent', 'printed') LIMIT 1`,
    [parcelId],
  );
  if (!printed) return refuse('first-mile.not-printed', { parcelId });
  const orders = listOrders(reader, [...new Set(parcel.lines.map((line) => line.orderKey))]);
  const held = orders.filter(({ hold, state: order }) => hold !== null || order === 'cancelled');
  return held.length === 0
    ? undefined
    : refuse('first-mile.held', { parcelId, orderIds: held.map(({ orderId }) => orderId) });
}

/** Refusals: `first-mile.unknown` (bundleId), `first-mile.not-open` (state). */
export function takeOutOfBundle(
  parts: Pick<FillParts, 'clock'>,
  writer: Writer,
  asked: { readonly bundleId: string; readonly parcelId: ParcelId },
  caller: Pick<Caller, 'person'>,
): { readonly parcelId: ParcelId } | Refusal {
  const { bundleId, parcelId } = asked;
  const bundle = findOpen(writer, bundleId);
  if (isRefusal(bundle)) return bundle;
  if (takeFromBundle(writer, bundleId, parcelId)) {
    const subject = { kind: 'parcel', id: parcelId };
    recordAudit(writer, parts.clock, caller, 'parcel.unbundled', subject, { bundleId });
    writer.emit({ kind: 'parcels.changed' });
  }
  return { parcelId };
}

export function findOpen(reader: Reader, bundleId: string) {
  const bundle = findBundle(reader, bundleId);
  if (!bundle) return refuse('first-mile.unknown', { bundleId });
  return bundle.state === 'open' ? bundle : refuse('first-mile.not-open', { state: bundle.state });
}
