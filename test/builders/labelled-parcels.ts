// Parcels that are ready for their labels: orders taken in, planned by hand, each with a tracking number.

import { hourMs } from '../../main/basics/clock.ts';
import type { LineId, OrderId, ParcelId, SkuCode, TrackingNumber } from '../../main/basics/ids.ts';
import { takeInOrders } from '../../main/orders/take-in-orders.ts';
import type { IncomingOrder } from '../../main/platforms/incoming-order.ts';
import type { Shop } from '../../main/shops/shops-table.ts';
import { type TestStation, withShop } from './test-station.ts';

export interface ParcelWish {
  readonly recipientName?: string;
  readonly trackingNumber?: string | null;
  readonly buyerNote?: string;
  readonly hold?: IncomingOrder['hold'];
  readonly isDoorDelivery?: boolean;
}

/** One parcel of one order for each wish, planned and sorted as given. Answers the parcel ids in that order. */
export function withParcels(station: TestStation, wishes: readonly ParcelWish[], shop?: Shop): ParcelId[] {
  const { parts } = station;
  const home = shop ?? withShop(station);
  return wishes.map((wish, index) => {
    const number = String(index + 1).padStart(4, '0');
    const orderId = `57612345678901${number}` as OrderId; // a test's own order
    const parcelId = `PTEST${number}` as ParcelId; // a test's own parcel
    const order: IncomingOrder = {
      orderId,
      state: 'to-ship',
      platformState: 'To ship',
      hold: wish.hold ?? null,
      doorTag: wish.isDoorDelivery ? 'tagged' : 'untagged',
      tags: [],
      recipient: {
        key: `recipient-${number}`,
        name: wish.recipientName ?? '欧阳娜',
        phone: '13800005678',
        address: '浙江省杭州市余杭区虚构路 88 号晨曦花园 12 幢 1402 室',
        region: '浙江省 杭州市',
        isMasked: false,
      },
      buyerNote: wish.buyerNote ?? '',
      sellerNote: '',
      carrier: null,
      trackingNumber: null,
      packageId: null,
      orderedAt: station.clock.now() - 2 * hourMs,
      paidAt: station.clock.now() - 2 * hourMs,
      shipByAt: null,
      shippedAt: null,
      lines: [
        {
          lineId: `line-${number}` as LineId, // a test's own line
          skuCode: 'TEA-0001' as SkuCode,
          name: '西湖龙井 明前特级',
          spec: '250g',
          quantity: 2,
          isGift: false,
          giftOf: null,
          doorTag: wish.isDoorDelivery ? 'tagged' : 'untagged',
          hold: null,
          priceCents: 8800,
        },
      ],
    };
    const tracking =
      wish.trackingNumber === undefined ? (`YT78123456${number}` as TrackingNumber) : wish.trackingNumber;
    parts.database.write((writer) => {
      const { changedKeys } = takeInOrders(parts, writer, home.shopId, [order], 'test');
      writer.run(
        `INSERT INTO parcels (parcel_id, shop_id, recipient_key, state, door_tag, carrier, tracking_number, waybill_source,
           sort_position, slot, planned_at) VALUES (?, ?, ?, 'planned', ?, '圆通速递 YTO', ?, 'hand', ?, ?, ?)`,
        [
          parcelId,
          home.shopId,
          order.recipient.key,
          order.doorTag,
          tracking,
          index + 1,
          index + 1,
          station.clock.now(),
        ],
      );
      writer.run(`INSERT INTO parcel_lines (parcel_id, order_key, line_id, quantity) VALUES (?, ?, ?, 2)`, [
        parcelId,
        changedKeys[0] ?? 0,
        `line-${number}`,
      ]);
    });
    return parcelId;
  });
}
