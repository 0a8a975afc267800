// Tells whether a source says anything new about an order.

import { hash } from 'node:crypto';
import type { Vault } from '../database/vault.ts';
import type { IncomingOrder } from '../platforms/incoming-order.ts';
import { timesTold } from './order-times.ts';

/** Everything the source says, in one fixed order. Clear personal data goes through the vault's key: it cannot be guessed back. */
export function contentHash(vault: Vault, order: IncomingOrder): string {
  const { recipient } = order;
  const text = JSON.stringify([
    order.state,
    order.platformState,
    order.hold,
    order.tellsHold === false ? 0 : 1,
    order.doorTag,
    order.tags,
    recipient.key,
    recipient.name,
    recipient.phone,
    recipient.address,
    recipient.region,
    recipient.isMasked,
    order.buyerNote,
    order.sellerNote,
    order.carrier,
    order.trackingNumber,
    order.packageId,
    order.orderedAt,
    order.paidAt,
    order.shipByAt,
    order.shippedAt,
    order.lines.map((line) => [
      line.lineId,
      line.skuCode,
      line.name,
      line.spec,
      line.quantity,
      line.isGift,
      line.giftOf,
      line.doorTag,
      line.hold,
      line.priceCents,
    ]),
    // Only platforms tell these; an order of a file keeps the fingerprint it had.
    ...(timesTold(order) ? [order.transitByAt, order.collectByAt, order.cancellation] : []),
  ]);
  return recipient.isMasked ? hash('sha1', text, 'base64url') : vault.fingerprint(text);
}
