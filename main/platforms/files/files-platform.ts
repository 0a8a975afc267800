// A shop that is reached by files: orders come by export file, shipments leave as an upload file that a person hands in.
// What the platform knows of an order is what its last file said.

import { join } from 'node:path';
import type { Clock } from '../../basics/clock.ts';
import type { OrderId, ShopId } from '../../basics/ids.ts';
import type { IncomingOrder } from '../incoming-order.ts';
import type { Platform, ShipmentAnswer, WaybillAnswer, WaybillRequest } from '../platform.ts';
import { openShipmentFolder, type ShipmentFolder } from './shipment-file.ts';

export interface FilesParts {
  readonly shopId: ShopId;
  readonly market: 'douyin' | 'tiktok';
  readonly timeZone: string;
  readonly dataDir: string;
  readonly clock: Clock;
  /** The orders as the station took them in from their file. */
  readonly ownOrders: (orderIds: readonly OrderId[]) => readonly IncomingOrder[];
}

/** Where the upload files of all shops of a station lie. */
export function shipmentsFolder(dataDir: string): string {
  return join(dataDir, 'shipments');
}

export function createFilesPlatform(parts: FilesParts): Platform {
  let folder: ShipmentFolder | undefined;

  function ordersById(orderIds: readonly OrderId[]): Map<OrderId, IncomingOrder> {
    return new Map(parts.ownOrders(orderIds).map((order) => [order.orderId, order]));
  }

  return {
    shopId: parts.shopId,
    isLocal: true,
    shipBatchLimit: 500,
    pullOrders: async () => ({ orders: [], cursor: '', hasMore: false }),
    readOrders: async (orderIds) => parts.ownOrders(orderIds),
    takeWaybills: async (requests) => {
      const orders = ordersById(requests.flatMap((request) => request.orderIds));
      return requests.map((request) => waybillInFile(request, orders));
    },
    // The number belongs to the market; there is nobody here to give it back to.
    cancelWaybill: async () => {},
    ship: async (shipments) => {
      folder ??= openShipmentFolder(shipmentsFolder(parts.dataDir), parts.shopId, parts.market);
      const orders = ordersById(shipments.flatMap((shipment) => shipment.lines.map((line) => line.orderId)));
      const now = parts.clock.now();
      folder.append(
        dayIn(parts.timeZone, now),
        shipments.map((shipment) => ({
          key: shipment.idempotencyKey,
          at: now,
          carrier: shipment.carrier,
          trackingNumber: shipment.trackingNumber,
          parcelId: shipment.parcelId,
          lines: shipment.lines.map((line) => ({
            orderId: line.orderId,
            lineId: line.lineId,
            packageId: orders.get(line.orderId)?.packageId ?? '',
            quantity: line.quantity,
          })),
        })),
      );
      return shipments.map(
        ({ idempotencyKey }): ShipmentAnswer => ({
          idempotencyKey,
          outcome: 'done',
          code: 'ship.in-file',
          words: '',
        }),
      );
    },
    async stop() {},
  };
}

/** The one number that every order of the parcel already carries in its file. */
function waybillInFile(request: WaybillRequest, orders: ReadonlyMap<OrderId, IncomingOrder>): WaybillAnswer {
  const { parcelId } = request;
  const told = request.orderIds.map((orderId) => orders.get(orderId));
  const numbers = new Set(told.flatMap((order) => order?.trackingNumber ?? []));
  const [trackingNumber] = numbers;
  if (trackingNumber === undefined || told.some((order) => !order?.trackingNumber)) {
    return { parcelId, ok: false, code: 'waybill.none-in-file', words: '' };
  }
  if (numbers.size > 1)
    return { parcelId, ok: false, code: 'waybill.several', words: [...numbers].join(', ') };
  const carrier = told.find((order) => order?.carrier)?.carrier ?? request.carrier;
  if (!carrier) return { parcelId, ok: false, code: 'waybill.no-carrier-in-file', words: trackingNumber };
  return { parcelId, ok: true, waybill: { carrier, trackingNumber, source: 'file' } };
}

/** `2026-09-22`: the shop's own day, not this PC's. */
function dayIn(timeZone: string, epochMs: number): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(epochMs);
}
