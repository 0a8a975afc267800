// What stands on each kind of slip, as rows from top to bottom. A slip lies about on the floor: the recipient is on it only as masked
// as screens show it.

import { dayMs } from '../../basics/clock.ts';
import type { ParcelId, WaveId } from '../../basics/ids.ts';
import { type Refusal, refuse } from '../../basics/refusal.ts';
import type { Reader } from '../../database/database.ts';
import { findParcel } from '../../parcels/parcels-table.ts';
import { viewParcels } from '../../parcels/view-parcel.ts';
import { type PickingTicket, readPickingTickets } from '../../picks/shelf/picking-ticket.ts';
import { listShops } from '../../shops/shops-table.ts';
import type { SlipKind, SlipRow } from './slip.ts';
import { countDay } from './slips-table.ts';

export interface SlipWish {
  readonly kind: SlipKind;
  readonly id: string;
  readonly cartNo: number | null;
}

/** Refusals: `wave.unknown` (waveId), `cart.unknown` (cartId), `parcel.unknown` (parcelId), `slip.day-unknown` (day). */
export function composeSlip(reader: Reader, now: number, wish: SlipWish): SlipRow[] | Refusal {
  switch (wish.kind) {
    case 'picking-list':
      return composePickingList(reader, now, wish.id as WaveId /* only looked up */, wish.cartNo);
    case 'packing-slip':
      return composePackingSlip(reader, now, wish.id as ParcelId /* only looked up */);
    case 'end-of-day':
      return composeDay(reader, now, wish.id);
  }
}

/** Each cart has a list of its own, and a code that opens it: the slip is torn between them. */
function composePickingList(
  reader: Reader,
  now: number,
  waveId: WaveId,
  cartNo: number | null,
): SlipRow[] | Refusal {
  const tickets = readPickingTickets(reader, waveId, cartNo);
  if (!tickets) return refuse('wave.unknown', { waveId });
  if (tickets.length === 0) return refuse('cart.unknown', { cartId: String(cartNo) });
  const printedAt = timeOf(reader, now);
  return tickets.flatMap((ticket) => rowsOfTicket(ticket, printedAt));
}

function rowsOfTicket(ticket: PickingTicket, printedAt: string): SlipRow[] {
  const { cartNo, cartCount, cost } = ticket;
  return [
    { kind: 'title', text: '拣货单 PICKING LIST' },
    {
      kind: 'pair',
      left: ticket.waveName,
      right: cartCount === 1 ? '' : `车 CART ${cartNo}/${cartCount}`,
      isBold: true,
    },
    { kind: 'pair', left: `${ticket.parcelCount} 包 parcels`, right: `${ticket.pieces} 件 pieces` },
    { kind: 'pair', left: printedAt, right: cost ? `${Math.round(cost.lengthMetres)} m` : '' },
    { kind: 'rule' },
    ...ticket.lines.flatMap((line): SlipRow[] => [
      {
        kind: 'pair',
        left: line.bin ?? '—',
        right: `${line.isPicked ? '√ ' : ''}× ${line.quantity}`,
        isBold: true,
      },
      { kind: 'text', text: [line.name, line.spec].filter(Boolean).join(' ') },
      { kind: 'text', text: line.sku },
      ...(line.slots.length === 0
        ? []
        : [{ kind: 'text', text: line.slots.map(saySlot).join(' '), isBold: true } satisfies SlipRow]),
      { kind: 'rule' },
    ]),
    { kind: 'code', text: ticket.code },
  ];
}

/** The slot, and how many belong into it. */
function saySlot({ slot, quantity }: { readonly slot: number; readonly quantity: number }): string {
  return `${slot}(${quantity})`;
}

function composePackingSlip(reader: Reader, now: number, parcelId: ParcelId): SlipRow[] | Refusal {
  if (!findParcel(reader, parcelId)) return refuse('parcel.unknown', { parcelId });
  const [parcel] = viewParcels(reader, { now: () => now }, [parcelId]);
  if (!parcel) return refuse('parcel.unknown', { parcelId });
  return [
    { kind: 'title', text: '装箱单 PACKING SLIP' },
    {
      kind: 'pair',
      left: parcel.shopName,
      right: parcel.slot === null ? '' : `[${parcel.slot}]`,
      isBold: true,
    },
    { kind: 'text', text: parcel.recipientMask },
    ...[...new Set(parcel.lines.map((line) => line.orderId))].map(
      (orderId): SlipRow => ({ kind: 'text', text: `订单 ${orderId}` }),
    ),
    { kind: 'pair', left: parcel.carrier ?? '', right: parcel.trackingNumber ?? '' },
    { kind: 'rule' },
    ...parcel.lines.flatMap((line): SlipRow[] => [
      {
        kind: 'pair',
        left: `${line.isGift ? '赠 ' : ''}${[line.name, line.spec].filter(Boolean).join(' ')}`,
        right: `× ${line.quantity}`,
      },
      { kind: 'text', text: line.skuCode },
    ]),
    { kind: 'rule' },
    { kind: 'pair', left: '共 TOTAL', right: `${parcel.pieces} 件`, isBold: true },
    ...(parcel.buyerNote === ''
      ? []
      : [{ kind: 'text', text: `留言: ${parcel.buyerNote}` } satisfies SlipRow]),
    { kind: 'code', text: parcelId },
    { kind: 'text', text: timeOf(reader, now) },
  ];
}

function composeDay(reader: Reader, now: number, day: string): SlipRow[] | Refusal {
  const from = dayStart(day, zoneOf(reader));
  if (from === null) return refuse('slip.day-unknown', { day });
  const numbers = countDay(reader, from, from + dayMs);
  return [
    { kind: 'title', text: '日结 END OF DAY' },
    { kind: 'text', text: day, isBold: true },
    { kind: 'rule' },
    { kind: 'pair', left: '打包 packed', right: `${numbers.packedParcels}`, isBold: true },
    { kind: 'pair', left: '件数 pieces', right: `${numbers.packedPieces}` },
    { kind: 'pair', left: '已发 shipped', right: `${numbers.shippedParcels}`, isBold: true },
    { kind: 'pair', left: '待交接 waiting', right: `${numbers.waitingParcels}` },
    { kind: 'pair', left: '面单 labels', right: `${numbers.labels}` },
    { kind: 'pair', left: '重打 reprints', right: `${numbers.reprints}` },
    { kind: 'rule' },
    ...numbers.carriers.map(
      ({ carrier, parcels }): SlipRow => ({ kind: 'pair', left: carrier || '—', right: `${parcels}` }),
    ),
    ...(numbers.packers.length === 0 ? [] : [{ kind: 'rule' } satisfies SlipRow]),
    ...numbers.packers.map(
      ({ person, parcels }): SlipRow => ({ kind: 'pair', left: person || '—', right: `${parcels}` }),
    ),
    { kind: 'rule' },
    { kind: 'text', text: timeOf(reader, now) },
  ];
}

const zoneOf = (reader: Reader) => listShops(reader)[0]?.timeZone;

function timeOf(reader: Reader, now: number): string {
  const timeZone = zoneOf(reader);
  // Swedish writes times as everybody sorts them: 2026-09-22 09:00.
  return new Intl.DateTimeFormat('sv-SE', {
    dateStyle: 'short',
    timeStyle: 'short',
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(now);
}

/** When a day begins in a zone; null when there is no such day. */
function dayStart(day: string, timeZone: string | undefined): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return null;
  const midnight = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== day) return null;
  const wallClock = new Intl.DateTimeFormat('sv-SE', {
    dateStyle: 'short',
    timeStyle: 'medium',
    ...(timeZone === undefined ? {} : { timeZone }),
  });
  const behind = (at: number) => Date.parse(`${wallClock.format(at).replace(' ', 'T')}Z`) - at;
  const first = midnight - behind(midnight);
  return midnight - behind(first); // a zone that turned its clocks in between
}
