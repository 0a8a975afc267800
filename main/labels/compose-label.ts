// What is drawn on a label: the facts frozen when it was queued, plus the recipient and the buyer's note as they are known
// now. Clear personal data is unsealed here and goes nowhere but onto the paper.

import type { ParcelId } from '../basics/ids.ts';
import type { Reader } from '../database/database.ts';
import type { Vault } from '../database/vault.ts';
import { openRecipient, type Recipient, splitMask } from '../orders/recipient.ts';
import type { Parcel } from '../parcels/parcel.ts';
import type { LabelContent, LabelFacts, LabelLine } from './label.ts';

/** The part of a label's facts that follows from its parcel alone. */
export function factsOfParcel(
  parcel: Parcel,
  where: Pick<LabelFacts, 'shopName' | 'carrier' | 'trackingNumber' | 'isTraining'>,
): Omit<LabelFacts, 'batchNo' | 'position' | 'batchSize' | 'reprintCount'> {
  return {
    ...where,
    parcelId: parcel.parcelId,
    orderIds: [...new Set(parcel.lines.map((line) => line.orderId))],
    isDoorDelivery: parcel.doorTag === 'tagged',
    lines: joinLines(parcel.lines),
    slot: parcel.slot,
  };
}

/** One row per SKU, in the parcel's order: the packer counts pieces, not order lines. */
function joinLines(lines: readonly LabelLine[]): LabelLine[] {
  const bySku = new Map<string, LabelLine>();
  for (const { skuCode, name, spec, quantity } of lines) {
    const known = bySku.get(skuCode);
    bySku.set(skuCode, { skuCode, name, spec, quantity: quantity + (known?.quantity ?? 0) });
  }
  return [...bySku.values()];
}

export function composeLabel(reader: Reader, vault: Vault, facts: LabelFacts): LabelContent {
  const orders = listOrderTexts(reader, facts.parcelId);
  const recipient = recipientOf(vault, orders[0]);
  return {
    ...facts,
    recipientName: recipient.name,
    recipientPhone: recipient.phone,
    recipientAddress: recipient.address,
    buyerNote: [...new Set(orders.map((order) => order.buyer_note).filter((note) => note !== ''))].join(
      ' / ',
    ),
  };
}

interface OrderTexts {
  recipient_mask: string;
  recipient_sealed: Uint8Array | null;
  buyer_note: string;
}

/** Orders of one parcel have one recipient (merge.recipient), so the first one's is everybody's. */
function listOrderTexts(reader: Reader, parcelId: ParcelId): OrderTexts[] {
  return reader.all<OrderTexts>(
    `SELECT recipient_mask, recipient_sealed, buyer_note FROM orders
     WHERE order_key IN (SELECT order_key FROM parcel_lines WHERE parcel_id = ?) ORDER BY order_key`,
    [parcelId],
  );
}

function recipientOf(vault: Vault, order: OrderTexts | undefined): Recipient {
  if (!order) return { name: '', phone: '', address: '' };
  if (order.recipient_sealed) return openRecipient(vault, order.recipient_sealed);
  return splitMask(order.recipient_mask);
}
