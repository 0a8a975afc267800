// What a scanned or typed code names. The look-up decides, never a pattern alone, in this order of trust: an action code, a parcel
// of ours, a tracking number, a wave, an order, a SKU or barcode. What names nothing is told with what it might be.

import { isOurId, type OrderId, type ParcelId, type SkuCode, type WaveId } from '../basics/ids.ts';
import { normaliseCode } from '../basics/normalise-code.ts';
import type { Reader } from '../database/database.ts';
import { listSkuCodesByScan } from '../goods/skus-table.ts';
import { readLabelCode } from '../labels/label-code.ts';
import type { OrderKey } from '../orders/order.ts';
import { findParcel, findParcelByTracking } from '../parcels/parcels-table.ts';

/** What an unknown code might be; the sentence is `bench.hint.<hint>`. */
export type CodeHint =
  | 'empty'
  | 'too-long'
  | 'not-a-code'
  | 'parcel-of-another-station'
  | 'misread-parcel'
  | 'tracking-number-of-another-station'
  | 'order-not-taken-in'
  | 'goods-not-taken-in'
  | 'nothing-known';

export type ResolvedCode =
  | { readonly kind: 'action'; readonly code: string; readonly action: string }
  | { readonly kind: 'parcel'; readonly code: string; readonly parcelId: ParcelId }
  | {
      readonly kind: 'order';
      readonly code: string;
      readonly orderKey: OrderKey;
      readonly orderId: OrderId;
    }
  /** The sheet of a wave, or of one of its carts. */
  | { readonly kind: 'wave'; readonly code: string; readonly waveId: WaveId; readonly cartNo: number | null }
  /** Several when shops gave one barcode to several SKUs. */
  | { readonly kind: 'sku'; readonly code: string; readonly skuCodes: readonly SkuCode[] }
  /** `code` is cut to what a screen can show. */
  | { readonly kind: 'unknown'; readonly code: string; readonly hint: CodeHint };

/** Longer than any SKU, waybill or QR of ours. */
const longestCode = 128;
/** What is shown and kept of a longer one. */
const longestShown = 80;

export function resolveCode(reader: Reader, raw: string): ResolvedCode {
  // A scanner that went mad can send pages: cut first, so that nothing long is even normalised.
  if (raw.length > longestCode * 2) return unknown(raw, 'too-long');
  const code = normaliseCode(raw);
  if (code === '') return unknown(raw, 'empty');
  if (code.length > longestCode) return unknown(raw, 'too-long');
  if (code.startsWith('PB-')) return { kind: 'action', code, action: code };
  const parcel = findParcelNamed(reader, code) ?? findParcelByTracking(reader, code);
  if (parcel) return { kind: 'parcel', code, parcelId: parcel.parcelId };
  const order = findOrderNamed(reader, 'tracking_number', code);
  if (order) return { kind: 'order', code, ...order };
  const wave = reader.get<{ wave_id: string; cart_no: number | null }>(
    `SELECT wave_id, NULL AS cart_no FROM waves WHERE wave_id = :code
     UNION ALL SELECT wave_id, cart_no FROM carts WHERE cart_id = :code`,
    { code },
  );
  if (wave) return { kind: 'wave', code, waveId: wave.wave_id as WaveId, cartNo: wave.cart_no }; // branded when it was made
  const named = findOrderNamed(reader, 'order_id', code);
  if (named) return { kind: 'order', code, ...named };
  const skuCodes = listSkuCodes(reader, code);
  if (skuCodes.length > 0) return { kind: 'sku', code, skuCodes };
  return unknown(raw, hintOf(code));
}

/** By the square code of any print of its label, or of its goods list. */
function findParcelNamed(reader: Reader, code: string) {
  const { parcelId } = readLabelCode(code);
  return isOurId('P', parcelId) ? findParcel(reader, parcelId) : undefined;
}

/** The newest order with this number: two shops may have used the same one. */
function findOrderNamed(reader: Reader, column: 'tracking_number' | 'order_id', code: string) {
  const row = reader.get<{ order_key: number; order_id: string }>(
    column === 'order_id'
      ? `SELECT order_key, order_id FROM orders WHERE order_id = ? ORDER BY order_key DESC LIMIT 1`
      : `SELECT order_key, order_id FROM orders WHERE tracking_number = ? ORDER BY order_key DESC LIMIT 1`,
    [code],
  );
  return row && { orderKey: row.order_key, orderId: row.order_id as OrderId }; // branded when it was taken in
}

/** Also codes of order lines whose goods nobody has listed: such a line is confirmed by its SKU code. */
function listSkuCodes(reader: Reader, code: string): SkuCode[] {
  const listed = listSkuCodesByScan(reader, code);
  if (listed.length > 0) return listed;
  const line = reader.get<{ sku_code: string }>(
    `SELECT sku_code FROM order_lines INDEXED BY order_lines_by_sku WHERE sku_code = ? LIMIT 1`,
    [code],
  );
  return line ? [line.sku_code as SkuCode] : []; // branded when it was taken in
}

function unknown(raw: string, hint: CodeHint): ResolvedCode {
  return { kind: 'unknown', code: cutForDisplay(raw), hint };
}

/** What fits a screen and a log line: printable, and short. */
export function cutForDisplay(raw: string): string {
  const printable = raw
    .slice(0, longestShown * 4)
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, ' ')
    .trim();
  const letters = [...printable];
  return letters.length > longestShown ? `${letters.slice(0, longestShown).join('')}…` : printable;
}

/** Only a guess for the sentence: nothing is done because of it. */
function hintOf(code: string): CodeHint {
  if (isOurId('P', code)) return 'parcel-of-another-station';
  if (/^P[0-9A-Z]{10}$/.test(code)) return 'misread-parcel';
  if (/^(97[89])?\d{8,13}$/.test(code) && hasEanCheckDigit(code)) return 'goods-not-taken-in';
  if (/^\d{16,20}$/.test(code)) return 'order-not-taken-in';
  if (/^(?=.*\d)[A-Z]{0,4}\d{9,22}[A-Z]{0,3}$/.test(code)) return 'tracking-number-of-another-station';
  if (/^[A-Z0-9][A-Z0-9._/-]{2,39}$/.test(code)) return 'goods-not-taken-in';
  if (!/^[\p{L}\p{N}\p{P}\p{S}]+$/u.test(code)) return 'not-a-code';
  return 'nothing-known';
}

/** EAN-8, UPC-A, EAN-13, ITF-14: the last digit is right. */
function hasEanCheckDigit(code: string): boolean {
  if (![8, 12, 13, 14].includes(code.length)) return false;
  let sum = 0;
  for (let at = code.length - 2, weight = 3; at >= 0; at -= 1, weight = 4 - weight) {
    sum += Number(code.charAt(at)) * weight;
  }
  return (10 - (sum % 10)) % 10 === Number(code.at(-1));
}
