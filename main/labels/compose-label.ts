// What is drawn on a label: the facts frozen when it was queued, plus the recipient and the buyer's note as they are known
// now. Clear personal data is unsealed here and goes nowhere but onto the paper.

import type { ParcelId } from '../basics/ids.ts';
import type { Reader } from '../database/database.ts';
import type { Vault } from '../database/vault.ts';
import { openRecipient, type Recipient, splitMask } from '../orders/recipient.ts';
import type { Parcel } from '../parcels/parcel.ts';
import { readSetting } from '../settings/settings-table.ts';
import { findLabelDocument, openLabelDocument } from './documents/label-documents-table.ts';
import { type LabelContent, type LabelFacts, type LabelLine, partOf } from './label.ts';
import { needsPlatformLabel } from './shop-labels.ts';

/** The part of a label's facts that follows from its parcel alone. */
export function factsOfParcel(
  parcel: Parcel,
  where: Pick<LabelFacts, 'shopName' | 'carrier' | 'trackingNumber' | 'isTraining' | 'layout' | 'cartNo'>,
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

/** `look`: whether a platform's page is opened, to be drawn, or only looked for. */
export function composeLabel(
  reader: Reader,
  vault: Vault,
  facts: LabelFacts,
  look: 'open' | 'only-find' = 'open',
): LabelContent {
  const orders = listOrderTexts(reader, facts.parcelId);
  const recipient = recipientOf(vault, orders[0]);
  const platformPage = findPlatformPage(reader, vault, facts, look);
  return {
    ...facts,
    recipientName: recipient.name,
    recipientPhone: recipient.phone,
    recipientAddress: recipient.address,
    buyerNote: [...new Set(orders.map((order) => order.buyer_note).filter((note) => note !== ''))].join(
      ' / ',
    ),
    ...(platformPage === undefined ? {} : { platformPage }),
  };
}

/** What the platform drew is printed instead of ours; where its own is a must and there is none, nothing is. */
function findPlatformPage(
  reader: Reader,
  vault: Vault,
  facts: LabelFacts,
  look: 'open' | 'only-find',
): LabelContent['platformPage'] {
  const part = partOf(facts);
  if (part !== 'label' && part !== 'slip') return undefined;
  const kept = findLabelDocument(reader, facts.parcelId);
  const page = part === 'slip' ? 2 : 1;
  if (!kept || kept.pageCount < page) {
    return part === 'slip' || needsPlatformLabel(reader, facts.parcelId) ? 'missing' : undefined;
  }
  if (look === 'only-find') return 'kept';
  const toleranceMm = readSetting(reader, 'printing.pageToleranceMm');
  return { bytes: openLabelDocument(reader, vault, facts.parcelId), page, toleranceMm };
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
