// From TikTok's order to the station's: pieces are counted into lines, a virtual bundle is opened into what lies on the shelf, and times
// become deadlines. A recipient behind asterisks is compared by what TikTok itself would combine, never by the asterisks.

import { hash } from 'node:crypto';
import type { LineId, OrderId, SkuCode, TrackingNumber } from '../../basics/ids.ts';
import {
  type AskedCancellation,
  groupKey,
  type IncomingLine,
  type IncomingOrder,
  mustSplitTag,
  type OrderState,
} from '../incoming-order.ts';
import { isCancelled, isCombined, type TiktokOrder, type Unit, unitsToSend } from './tiktok-order.ts';

/** What other answers of the platform told about an order. */
export interface AlsoTold {
  /** Names those it would combine, or has combined; null when it would combine it with nothing. */
  readonly group: string | null;
  /** It does not go as one package. */
  readonly mustSplit?: boolean;
  /** The request that waits, where it was found. */
  readonly cancellation?: AskedCancellation;
}

const states: Readonly<Record<string, OrderState>> = {
  UNPAID: 'unpaid',
  ON_HOLD: 'on-hold',
  AWAITING_SHIPMENT: 'to-ship',
  PARTIALLY_SHIPPING: 'part-shipped',
  AWAITING_COLLECTION: 'awaiting-collection',
  IN_TRANSIT: 'shipped',
  DELIVERED: 'finished',
  COMPLETED: 'finished',
  CANCELLED: 'cancelled',
  CANCEL: 'cancelled',
};

export function incomingFromTiktok(order: TiktokOrder, also: AlsoTold): IncomingOrder {
  const state = states[order.status] ?? 'unknown';
  const isAsked = order.is_buyer_request_cancel === true;
  const numbers = trackingNumbersOf(order);
  return {
    orderId: order.id as OrderId, // as the platform writes it
    state,
    platformState: order.status,
    hold: isAsked ? 'cancel-requested' : state === 'on-hold' ? 'remorse-hour' : null,
    doorTag: 'untagged', // door delivery is Douyin's
    tags: also.mustSplit ? [mustSplitTag] : [],
    recipient: recipientOf(order, also.group),
    buyerNote: (order.buyer_message ?? '').trim(),
    sellerNote: (order.seller_note ?? '').trim(),
    carrier: (order.shipping_provider ?? '').trim() || null,
    trackingNumber: numbers[0] ?? null,
    trackingNumbers: numbers,
    packageId: ownPackageOf(order, state),
    orderedAt: momentOf(order.create_time),
    paidAt: momentOf(order.paid_time),
    shipByAt: momentOf(order.rts_sla_time || order.shipping_due_time || order.cancel_order_sla_time),
    shippedAt: momentOf(order.rts_time),
    transitByAt: momentOf(order.tts_sla_time),
    collectByAt: momentOf(order.collection_due_time),
    // Asked, and the request itself not found: nothing is told of it, and what is known of it stays.
    ...(isAsked ? also.cancellation && { cancellation: also.cancellation } : { cancellation: null }),
    updatedAt: momentOf(order.update_time),
    lines: linesOf(order),
  };
}

/**
 * The platform's package binds once shipping is arranged, or when it holds several orders. Before that every order has one of its own,
 * which says nothing about what may share a parcel.
 */
function ownPackageOf(order: TiktokOrder, state: OrderState): string | null {
  if (!isCombined(order) && state !== 'awaiting-collection' && state !== 'part-shipped') return null;
  const ids = [...new Set(unitsToSend(order).flatMap(({ package_id }) => package_id || []))];
  const known = ids.length > 0 ? ids : (order.packages ?? []).map(({ id }) => id);
  return known.length === 1 ? (known[0] ?? null) : null;
}

function trackingNumbersOf(order: TiktokOrder): TrackingNumber[] {
  const told = [order.tracking_number, ...order.line_items.map((each) => each.tracking_number)];
  const numbers = told.flatMap((number) => (number ?? '').trim() || []);
  return [...new Set(numbers)] as TrackingNumber[]; // as the platform writes them
}

function recipientOf(order: TiktokOrder, group: string | null) {
  // Nothing goes to the buyer of a cancelled order: what is known stays, and so does the group its parcel was planned for.
  const told = isCancelled(order.status) ? null : order.recipient_address;
  const name = (told?.name ?? '').trim();
  const phone = (told?.phone_number ?? '').trim();
  const address = (told?.full_address ?? '').trim();
  const levels = told?.district_info ?? [];
  const clear = [name, phone, address].filter((part) => part !== '' && !part.includes('*'));
  return {
    key: recipientKey(order, group, `${name}\n${phone}\n${address}`),
    name,
    phone,
    address,
    region: levels
      .slice(0, 2)
      .flatMap(({ address_name }) => (address_name ?? '').trim() || [])
      .join(' '),
    // Behind asterisks whenever TikTok ships; a seller who ships by itself is given the clear text, which is sealed.
    isMasked: order.shipping_type !== 'SELLER' && clear.length < 2,
  };
}

/** Asterisks tell nobody from anybody: TikTok says who goes together, and by a flag that the address is another one now. */
function recipientKey(order: TiktokOrder, group: string | null, text: string): string | null {
  const mark = order.has_updated_recipient_address === true ? hash('sha1', text).slice(0, 12) : '';
  return group === null && mark === '' ? null : groupKey(group ?? `order-${order.id}`, mark);
}

/** What one line of ours is: pieces of one SKU, or of one part of a bundle, sold or given. */
function lineIdOf(piece: Pick<Unit, 'sku_id' | 'is_gift'>, partSkuId?: string): LineId {
  const id = partSkuId === undefined ? piece.sku_id : `${piece.sku_id}.${partSkuId}`;
  return (piece.is_gift ? `${id}.gift` : id) as LineId; // ours: TikTok numbers single pieces
}

function linesOf(order: TiktokOrder): IncomingLine[] {
  const sent = unitsToSend(order);
  // Everything was taken back: the lines stay readable, and nothing of them may be packed.
  const isAllCancelled = sent.length === 0;
  const lines = new Map<LineId, IncomingLine>();
  for (const piece of isAllCancelled ? order.line_items : sent) {
    for (const line of linesOfPiece(piece)) {
      const known = lines.get(line.lineId);
      const quantity = (known?.quantity ?? 0) + line.quantity;
      lines.set(line.lineId, { ...line, quantity, hold: isAllCancelled ? 'refunded' : null });
    }
  }
  return [...lines.values()];
}

function linesOfPiece(piece: Unit): IncomingLine[] {
  const shared = {
    name: (piece.product_name ?? '').trim(),
    spec: (piece.sku_name ?? '').trim(),
    isGift: piece.is_gift === true,
    giftOf: null,
    doorTag: 'untagged',
    hold: null,
    priceCents: priceOf(piece.sale_price),
  } as const;
  const parts = piece.combined_listing_skus ?? [];
  if (parts.length === 0) {
    return [{ ...shared, lineId: lineIdOf(piece), skuCode: skuOf(piece), quantity: 1 }];
  }
  // A bundle that names one SKU twice has one line of both counts.
  const bySku = Map.groupBy(parts, (part) => part.sku_id);
  return [...bySku.values()].flatMap((same) => {
    const [part] = same;
    if (!part) return [];
    const quantity = same.reduce((sum, { sku_count }) => sum + sku_count, 0);
    return {
      ...shared,
      lineId: lineIdOf(piece, part.sku_id),
      skuCode: skuOf(part),
      quantity,
      priceCents: null,
    };
  });
}

/** The seller's own code; TikTok's number where the seller gave none. Samples carry blanks behind it. */
function skuOf(told: { readonly sku_id: string; readonly seller_sku?: string | null | undefined }): SkuCode {
  return ((told.seller_sku ?? '').trim() || told.sku_id) as SkuCode; // as the seller writes it
}

function priceOf(told: string | null | undefined): number | null {
  const amount = Number(told);
  return told && Number.isFinite(amount) ? Math.round(amount * 100) : null;
}

function momentOf(seconds: number | null | undefined): number | null {
  return seconds ? seconds * 1_000 : null;
}

/** Pieces of the platform, by the ids of our lines. */
export function unitsOfLines(pieces: readonly Unit[]): ReadonlyMap<string, readonly Unit[]> {
  const found = new Map<string, Unit[]>();
  for (const piece of pieces) {
    for (const { lineId } of linesOfPiece(piece)) found.set(lineId, [...(found.get(lineId) ?? []), piece]);
  }
  return found;
}

/** How many of ours these pieces are, by the ids of our lines. */
export function lineQuantities(pieces: readonly Unit[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const piece of pieces) {
    for (const { lineId, quantity } of linesOfPiece(piece))
      counts.set(lineId, (counts.get(lineId) ?? 0) + quantity);
  }
  return counts;
}
