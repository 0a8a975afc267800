// First-mile bundles of cross-border shops: arranged orders whose label was printed, of one district group.

import type { Books, Shop } from './tiktok-books.ts';
import { nextId, packagesOf } from './tiktok-books.ts';
import { addressOf } from './tiktok-documents.ts';
import { type Refusal, refuse } from './tiktok-gate.ts';

const groups: readonly (readonly string[])[] = [
  ['PH', 'SG', 'MY', 'VN', 'TH', 'JP'],
  ['DE', 'FR', 'IT', 'ES'],
];

export function bundleFirstMile(
  books: Books,
  shop: Shop,
  body: Readonly<Record<string, unknown>>,
  origin: string,
  now: number,
): object | Refusal {
  const ids = Array.isArray(body.order_ids) ? body.order_ids.map(String) : [];
  const method = body.handover_method;
  if (ids.length === 0 || (method !== 'PICKUP' && method !== 'DROP_OFF'))
    return refuse(36009004, 'order_ids and handover_method are required');
  const hasOwn = ['shipping_provider_id', 'tracking_number'].every((name) => typeof body[name] === 'string');
  if (method === 'DROP_OFF' && !(hasOwn && /^\d{4}$/.test(String(body.phone_tail_number ?? ''))))
    return refuse(36009004, 'DROP_OFF needs shipping_provider_id, tracking_number and phone_tail_number');
  if (shop.sellerType !== 'CROSS_BORDER' || !groups.some((group) => group.includes(shop.region)))
    return refuse(21008106, 'The interface is not open to this region');
  const errors = ids.flatMap((id) => {
    const order = books.orders.get(id);
    const packs = order?.shopId === shop.id ? packagesOf(books, order) : [];
    const message =
      packs.length === 0
        ? 'The order is unknown'
        : packs.some((pack) => pack.status !== 'PROCESSING')
          ? 'The order has not been arranged for shipment'
          : packs.some((pack) => pack.labelsGiven === 0)
            ? 'The label of the order has not been printed'
            : packs.some((pack) => pack.bundleId !== null)
              ? 'The order is in a bundle already'
              : null;
    return message === null ? [] : [{ code: 21011003, message, detail: { order_id: id } }];
  });
  const bad = new Set(errors.map(({ detail }) => detail.order_id));
  const good = ids.filter((id) => !bad.has(id));
  if (good.length === 0) return { errors };
  const bundle = { id: `BA${nextId(books).slice(-9)}`, orderIds: good };
  books.bundles.set(bundle.id, bundle);
  const paper = { kind: 'FIRST_MILE', size: 'A6', packageId: bundle.id, number: bundle.id, version: 1 };
  for (const id of good) {
    const order = books.orders.get(id);
    for (const pack of order ? packagesOf(books, order) : []) pack.bundleId = bundle.id;
  }
  return { first_mile_bundle_id: bundle.id, url: addressOf(paper, origin, now), errors };
}
