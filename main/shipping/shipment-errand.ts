// How a shipment is paid: the orders are read again right before (ship.refund), what is there already is not sent twice, the
// guard is asked a last time, and each parcel gets its own result.

import { assert } from '../basics/assert.ts';
import type { Clock } from '../basics/clock.ts';
import type { OrderId, ShopId } from '../basics/ids.ts';
import { freezeCompliance } from '../compliance/freeze-compliance.ts';
import type { Database, Writer } from '../database/database.ts';
import type { Vault } from '../database/vault.ts';
import { askGuard } from '../merges/guard-facts.ts';
import { readAnew } from '../orders/read-anew.ts';
import { takeInOrders } from '../orders/take-in-orders.ts';
import type { Errand, Judgement } from '../outbox/errand.ts';
import type { OutboxRow } from '../outbox/outbox.ts';
import { recordAudit } from '../people/audit.ts';
import type { IncomingOrder, OrderState } from '../platforms/incoming-order.ts';
import type { Settings } from '../settings/settings-table.ts';
import { getShop } from '../shops/shops-table.ts';
import { noteShippedByFile } from './note-shipped.ts';
import { type OwedShipment, orderIdsOf, parseShipment, shipmentKind } from './shipment.ts';

export interface ShipmentErrandParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly vault: Vault;
  readonly settings: Settings;
}

/** In these states the platform knows of a parcel; with our number on the order, of this one. */
const toldStates: readonly OrderState[] = ['part-shipped', 'awaiting-collection', 'shipped', 'finished'];

/** True when every order of the shipment already shows its number as shipped. */
function isTold(shipment: OwedShipment, news: ReadonlyMap<OrderId, IncomingOrder>): boolean {
  return orderIdsOf(shipment).every((orderId) => {
    const order = news.get(orderId);
    if (!order || !toldStates.includes(order.state)) return false;
    return (
      order.trackingNumber === shipment.trackingNumber ||
      (order.trackingNumbers ?? []).includes(shipment.trackingNumber)
    );
  });
}

/** Told, but still here for the carrier to collect, and the buyer asks to cancel: it must not leave unseen. */
function isAskedBack(shipment: OwedShipment, news: ReadonlyMap<OrderId, IncomingOrder>): boolean {
  return orderIdsOf(shipment).some((orderId) => {
    const order = news.get(orderId);
    const isHere = order?.state === 'awaiting-collection' || order?.state === 'part-shipped';
    return isHere && order.hold === 'cancel-requested';
  });
}

export function shipmentErrand(parts: ShipmentErrandParts): Errand {
  const { clock, settings } = parts;
  const station = { person: 'station' };

  function read(row: OutboxRow): OwedShipment {
    const shipment = parseShipment(row);
    assert(shipment, 'rows that cannot be read were set aside before');
    return shipment;
  }

  return {
    kind: shipmentKind,
    limit: () => settings.get('shipping.batchLimit'),
    isReadable: (row) => parseShipment(row) !== undefined,
    about(row) {
      const shipment = parseShipment(row);
      return shipment ? [row.subjectId, ...orderIdsOf(shipment)] : [row.subjectId];
    },

    async ask(platform, rows) {
      const orderIds = [...new Set(rows.flatMap((row) => orderIdsOf(read(row))))];
      const news = new Map(
        (await platform.readOrders(orderIds)).map((order) => [order.orderId, order] as const),
      );
      return (writer, row): Judgement => {
        const shipment = read(row);
        // What a file told is what we told ourselves: there is nothing to learn, and the file's own number proves nothing.
        if (!platform.isLocal) {
          takeInNews(writer, row.shopId, shipment, news);
          if (isTold(shipment, news) && !isAskedBack(shipment, news))
            return { kind: 'done', code: 'ship.already-there', words: '' };
        }
        return askGuardAgain(writer, shipment, news);
      };
    },

    async send(platform, rows) {
      const answers = await platform.ship(
        rows.map((row) => {
          const { parcelId, carrier, trackingNumber, lines } = read(row);
          return {
            idempotencyKey: row.idempotencyKey,
            parcelId,
            carrier,
            trackingNumber,
            lines: lines.map(({ orderId, lineId, quantity }) => ({ orderId, lineId, quantity })),
          };
        }),
      );
      // Cancelled since it was read a moment ago: the bench is to know that now, and not at the next sweep.
      const isHeld = new Set(
        answers.filter(({ outcome }) => outcome === 'hold').map(({ idempotencyKey }) => idempotencyKey),
      );
      const held = rows.filter((row) => isHeld.has(row.idempotencyKey));
      for (const shopId of new Set(held.map((row) => row.shopId))) {
        const orderIds = held.filter((row) => row.shopId === shopId).flatMap((row) => orderIdsOf(read(row)));
        await readAnew(parts, platform, shopId, orderIds);
      }
      return answers;
    },

    settle(writer, row, outcome, { code }) {
      const { parcelId, trackingNumber, carrier } = read(row);
      const subject = { kind: 'parcel', id: parcelId };
      switch (outcome) {
        case 'done':
          writer.run(
            `UPDATE parcels SET state = 'shipped', shipped_at = ? WHERE parcel_id = ? AND state = 'packed'`,
            [clock.now(), parcelId],
          );
          freezeCompliance(writer, parcelId, clock.now());
          writer.emit({ kind: 'parcels.changed' });
          recordAudit(writer, clock, station, 'parcel.shipped', subject, { trackingNumber, carrier });
          if (getShop(writer, row.shopId).connection === 'files') {
            noteShippedByFile(parts, writer, row.shopId, read(row));
          }
          return;
        case 'hold':
          recordAudit(writer, clock, station, 'shipment.held', subject, { code });
          return;
        case 'fix':
          recordAudit(writer, clock, station, 'shipment.refused', subject, { code });
          return;
      }
    },
  };

  /** A refund asked a minute ago holds the order for everybody, not only for this parcel. */
  function takeInNews(
    writer: Writer,
    shopId: ShopId,
    shipment: OwedShipment,
    news: ReadonlyMap<OrderId, IncomingOrder>,
  ): void {
    const orders = orderIdsOf(shipment).flatMap((orderId) => news.get(orderId) ?? []);
    takeInOrders(parts, writer, shopId, orders, 'before-shipping');
  }

  function askGuardAgain(
    writer: Writer,
    shipment: OwedShipment,
    news: ReadonlyMap<OrderId, IncomingOrder>,
  ): Judgement {
    const { parcelId, trackingNumber, lines } = shipment;
    const { reasons } = askGuard(writer, clock, lines, { parcelId, trackingNumber });
    const block = reasons.find((reason) => reason.verdict === 'block');
    if (!block) return { kind: 'go' };
    const words = block.lines.map((line) => news.get(line.orderId)?.platformState ?? line.orderId);
    return { kind: 'hold', code: block.rule, words: [...new Set(words)].join(', ') };
  }
}
