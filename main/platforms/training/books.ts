// The training shop's own books: what it sold, which waybills it gave, what it was told has left. A file of its own,
// apart from the station's: neither can see into the other but through the platform's calls.

import type { LineId, OrderId, ParcelId, TrackingNumber } from '../../basics/ids.ts';
import type { Database, Reader, Writer } from '../../database/database.ts';
import type { Migration } from '../../database/migration.ts';
import type { IncomingOrder } from '../incoming-order.ts';
import type { Shipment, ShipmentLine, Waybill } from '../platform.ts';

export const bookMigrations: readonly Migration[] = [
  {
    number: 10,
    purpose: 'orders, waybills, shipments and notes of the training shop',
    up: (writer) => {
      writer.run(`CREATE TABLE sold_orders (
        order_id TEXT PRIMARY KEY, order_json TEXT NOT NULL, cancel_at INTEGER, change_no INTEGER NOT NULL UNIQUE
      ) STRICT, WITHOUT ROWID`);
      writer.run(`CREATE INDEX sold_orders_by_cancel ON sold_orders (cancel_at) WHERE cancel_at IS NOT NULL`);
      writer.run(`CREATE TABLE waybills (
        tracking_number TEXT PRIMARY KEY, parcel_id TEXT NOT NULL, carrier TEXT NOT NULL,
        is_door_delivery INTEGER NOT NULL, order_ids_json TEXT NOT NULL, is_cancelled INTEGER NOT NULL DEFAULT 0
      ) STRICT, WITHOUT ROWID`);
      writer.run(`CREATE UNIQUE INDEX waybills_live ON waybills (parcel_id) WHERE is_cancelled = 0`);
      writer.run(`CREATE TABLE shipments (
        idempotency_key TEXT PRIMARY KEY, parcel_id TEXT NOT NULL, carrier TEXT NOT NULL,
        tracking_number TEXT NOT NULL UNIQUE, lines_json TEXT NOT NULL, shipped_at INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID`);
      writer.run(`CREATE TABLE shipped_lines (
        order_id TEXT NOT NULL, line_id TEXT NOT NULL, idempotency_key TEXT NOT NULL, quantity INTEGER NOT NULL,
        PRIMARY KEY (order_id, line_id, idempotency_key)
      ) STRICT, WITHOUT ROWID`);
      writer.run(`CREATE TABLE notes (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID`);
    },
  },
];

export interface SoldOrder {
  readonly order: IncomingOrder;
  readonly changeNo: number;
}

export interface BookedShipment extends Shipment {
  readonly shippedAt: number;
}

/** Everything in the books, for tests and drills: proof of what the shop really got. */
export interface Books {
  readonly orders: readonly IncomingOrder[];
  readonly shipments: readonly BookedShipment[];
  readonly waybills: readonly (Waybill & {
    readonly parcelId: ParcelId;
    readonly isDoorDelivery: boolean;
    readonly isCancelled: boolean;
  })[];
}

/** Adds or replaces an order; every change gets the next number, which is what a pull goes by. */
export function saveSoldOrder(writer: Writer, order: IncomingOrder, cancelAt: number | null): void {
  const changeNo = readNumber(writer, 'change-no') + 1;
  saveNote(writer, 'change-no', String(changeNo));
  writer.run(
    `INSERT INTO sold_orders (order_id, order_json, cancel_at, change_no) VALUES (?, ?, ?, ?)
     ON CONFLICT (order_id) DO UPDATE SET order_json = excluded.order_json, cancel_at = excluded.cancel_at,
       change_no = excluded.change_no`,
    [order.orderId, JSON.stringify(order), cancelAt, changeNo],
  );
}

/** By id; unknown ones are missing. */
export function findSoldOrders(reader: Reader, orderIds: readonly OrderId[]): Map<OrderId, IncomingOrder> {
  const rows = reader.all<{ order_json: string }>(
    `SELECT order_json FROM sold_orders WHERE order_id IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(orderIds)],
  );
  return new Map(rows.map((row) => orderFromJson(row.order_json)).map((order) => [order.orderId, order]));
}

/** Orders changed after `changeNo`, oldest change first. */
export function listSoldOrdersAfter(reader: Reader, changeNo: number, limit: number): SoldOrder[] {
  return reader
    .all<{ order_json: string; change_no: number }>(
      `SELECT order_json, change_no FROM sold_orders WHERE change_no > ? ORDER BY change_no LIMIT ?`,
      [changeNo, limit],
    )
    .map((row) => ({ order: orderFromJson(row.order_json), changeNo: row.change_no }));
}

/** Orders whose buyer wanted to cancel by `now`. */
export function listCancellationsDue(reader: Reader, now: number): IncomingOrder[] {
  return reader
    .all<{ order_json: string }>(
      `SELECT order_json FROM sold_orders WHERE cancel_at IS NOT NULL AND cancel_at <= ? ORDER BY cancel_at, order_id`,
      [now],
    )
    .map((row) => orderFromJson(row.order_json));
}

export function hasShipment(reader: Reader, idempotencyKey: string): boolean {
  return (
    reader.get(`SELECT 1 AS yes FROM shipments WHERE idempotency_key = ?`, [idempotencyKey]) !== undefined
  );
}

export function hasShippedUnder(reader: Reader, trackingNumber: TrackingNumber): boolean {
  return (
    reader.get(`SELECT 1 AS yes FROM shipments WHERE tracking_number = ?`, [trackingNumber]) !== undefined
  );
}

/** Pieces of a line that have left already. */
export function shippedQuantity(reader: Reader, orderId: OrderId, lineId: LineId | string): number {
  const row = reader.get<{ quantity: number }>(
    `SELECT coalesce(sum(quantity), 0) AS quantity FROM shipped_lines WHERE order_id = ? AND line_id = ?`,
    [orderId, lineId],
  );
  return row?.quantity ?? 0;
}

export function addShipment(writer: Writer, shipment: Shipment, shippedAt: number): void {
  writer.run(
    `INSERT INTO shipments (idempotency_key, parcel_id, carrier, tracking_number, lines_json, shipped_at)
     VALUES (?, ?, ?, ?, ?, ?)`,
    [
      shipment.idempotencyKey,
      shipment.parcelId,
      shipment.carrier,
      shipment.trackingNumber,
      JSON.stringify(shipment.lines),
      shippedAt,
    ],
  );
  for (const line of shipment.lines) {
    writer.run(
      `INSERT INTO shipped_lines (order_id, line_id, idempotency_key, quantity) VALUES (?, ?, ?, ?)`,
      [line.orderId, line.lineId, shipment.idempotencyKey, line.quantity],
    );
  }
}

export interface BookedWaybill {
  readonly trackingNumber: TrackingNumber;
  readonly parcelId: ParcelId;
  readonly carrier: string;
  readonly isDoorDelivery: boolean;
  readonly orderIds: readonly OrderId[];
}

export function findLiveWaybill(reader: Reader, parcelId: ParcelId): BookedWaybill | undefined {
  const row = reader.get<WaybillRow>(`SELECT * FROM waybills WHERE parcel_id = ? AND is_cancelled = 0`, [
    parcelId,
  ]);
  return row && waybillFromRow(row);
}

export function addWaybill(writer: Writer, waybill: BookedWaybill): void {
  writer.run(
    `INSERT INTO waybills (tracking_number, parcel_id, carrier, is_door_delivery, order_ids_json) VALUES (?, ?, ?, ?, ?)`,
    [
      waybill.trackingNumber,
      waybill.parcelId,
      waybill.carrier,
      waybill.isDoorDelivery ? 1 : 0,
      JSON.stringify(waybill.orderIds),
    ],
  );
}

export function cancelBookedWaybill(writer: Writer, trackingNumber: TrackingNumber): void {
  writer.run(`UPDATE waybills SET is_cancelled = 1 WHERE tracking_number = ?`, [trackingNumber]);
}

/** A counter of the shop; 0 before it was first written. */
export function readNumber(reader: Reader, name: string): number {
  return Number(readNote(reader, name) ?? 0);
}

export function readNote(reader: Reader, name: string): string | undefined {
  return reader.get<{ value: string }>(`SELECT value FROM notes WHERE name = ?`, [name])?.value;
}

export function saveNote(writer: Writer, name: string, value: string): void {
  writer.run(
    `INSERT INTO notes (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
    [name, value],
  );
}

export function countBooks(reader: Reader): { orderCount: number; shippedCount: number } {
  const orders = reader.get<{ count: number }>(`SELECT count(*) AS count FROM sold_orders`);
  const shipments = reader.get<{ count: number }>(`SELECT count(*) AS count FROM shipments`);
  return { orderCount: orders?.count ?? 0, shippedCount: shipments?.count ?? 0 };
}

export function readBooks(database: Database): Books {
  return {
    orders: listSoldOrdersAfter(database, 0, -1).map((sold) => sold.order),
    shipments: database
      .all<ShipmentRow>(`SELECT * FROM shipments ORDER BY shipped_at, idempotency_key`)
      .map((row) => ({
        idempotencyKey: row.idempotency_key,
        parcelId: row.parcel_id as ParcelId, // as the station told it
        carrier: row.carrier,
        trackingNumber: row.tracking_number as TrackingNumber, // as the station told it
        lines: JSON.parse(row.lines_json) as ShipmentLine[], // written by addShipment only
        shippedAt: row.shipped_at,
      })),
    waybills: database.all<WaybillRow>(`SELECT * FROM waybills ORDER BY tracking_number`).map((row) => ({
      ...waybillFromRow(row),
      source: 'platform',
      isCancelled: row.is_cancelled === 1,
    })),
  };
}

interface ShipmentRow {
  idempotency_key: string;
  parcel_id: string;
  carrier: string;
  tracking_number: string;
  lines_json: string;
  shipped_at: number;
}

interface WaybillRow {
  tracking_number: string;
  parcel_id: string;
  carrier: string;
  is_door_delivery: number;
  order_ids_json: string;
  is_cancelled: number;
}

function waybillFromRow(row: WaybillRow): BookedWaybill {
  return {
    trackingNumber: row.tracking_number as TrackingNumber, // made by this shop
    parcelId: row.parcel_id as ParcelId, // as the station told it
    carrier: row.carrier,
    isDoorDelivery: row.is_door_delivery === 1,
    orderIds: JSON.parse(row.order_ids_json) as OrderId[], // written by addWaybill only
  };
}

function orderFromJson(json: string): IncomingOrder {
  return JSON.parse(json) as IncomingOrder; // written by saveSoldOrder only
}
