// An order as the station keeps it: what the platform said, plus what follows for the floor.

import type { LineId, OrderId, ShopId, SkuCode } from '../basics/ids.ts';
import type { DoorTag, Hold, IncomingTag, OrderState } from '../platforms/incoming-order.ts';

export type { DoorTag, Hold, OrderState };

/** The station's own key of an order (shop and order id together); only for joining tables. */
export type OrderKey = number;

/** Under this subject the audit log keeps an order's story. */
export function orderSubject(orderKey: OrderKey): { readonly kind: 'order'; readonly id: string } {
  return { kind: 'order', id: String(orderKey) };
}

export interface OrderLine {
  readonly orderKey: OrderKey;
  readonly lineId: LineId;
  readonly skuCode: SkuCode;
  readonly name: string;
  readonly spec: string;
  readonly quantity: number;
  readonly isGift: boolean;
  readonly giftOf: LineId | null;
  readonly doorTag: DoorTag;
  readonly hold: Hold | null;
}

export interface Order {
  readonly orderKey: OrderKey;
  readonly shopId: ShopId;
  readonly orderId: OrderId;
  readonly state: OrderState;
  readonly platformState: string;
  readonly hold: Hold | null;
  readonly doorTag: DoorTag;
  readonly tags: readonly IncomingTag[];
  readonly recipientKey: string | null;
  /** Name, phone and address as they may be shown: masks stay masks, clear text is masked by us. */
  readonly recipientMask: string;
  readonly region: string;
  readonly buyerNote: string;
  readonly sellerNote: string;
  readonly carrier: string | null;
  readonly trackingNumber: string | null;
  readonly packageId: string | null;
  readonly orderedAt: number | null;
  readonly paidAt: number | null;
  readonly shipByAt: number | null;
  /** The deadline that binds next and the rule it comes from; null when nothing is due any more. */
  readonly dueAt: number | null;
  readonly dueRule: string | null;
  readonly lineCount: number;
  readonly pieceCount: number;
}

/** States in which something is still to be done at the bench. */
export const openOrderStates: readonly OrderState[] = [
  'on-hold',
  'to-ship',
  'part-shipped',
  'awaiting-collection',
  'unknown',
];

/** States in which an order may be planned, picked, labelled and packed, if nothing holds it. */
export const packableOrderStates: readonly OrderState[] = ['to-ship', 'part-shipped', 'awaiting-collection'];
