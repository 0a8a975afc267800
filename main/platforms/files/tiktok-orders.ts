// TikTok Shop Seller Center order export: one row per order and SKU, headers in English everywhere, states in the language
// of the back office.

import type { IncomingOrder } from '../incoming-order.ts';
import type { RowProblem } from './file-problem.ts';
import { createDateOrderFinder, createTimeReader } from './file-times.ts';
import { createGathering, type OrderFileRules, type OrderRow, type RowRecipient } from './gather-orders.ts';
import { holdOfCancelKind, stateOfWords } from './order-states.ts';
import { readCents, readCount, readId } from './read-cells.ts';
import type { Sheet, SheetRow } from './read-sheet.ts';

const orderIdPattern = /^\d{15,20}$/;
const timeMeanings = ['orderedAt', 'paidAt', 'arrangedAt', 'shippedAt'] as const;

export function readTiktokOrders(
  sheet: Sheet,
  rules: OrderFileRules,
  problems: RowProblem[],
): IncomingOrder[] {
  const finder = createDateOrderFinder();
  for (const row of sheet.rows) for (const meaning of timeMeanings) finder.look(sheet.cell(row, meaning));
  const readTime = createTimeReader(finder.order(), rules.timeZone);
  const gathering = createGathering(
    sheet,
    rules,
    { tellsHold: sheet.has('cancelKind'), onHold: 'remorse-hour' },
    problems,
  );
  const { tell } = gathering;
  const cell = sheet.cell;

  function timeOf(row: SheetRow, meaning: (typeof timeMeanings)[number], orderId: string): number | null {
    const text = cell(row, meaning);
    if (text === '' || text === '-') return null;
    const at = readTime(text);
    if (at !== undefined) return at;
    tell(row.row, sheet.header(meaning), text, 'import.row.time', orderId, true);
    return null;
  }

  function take(row: SheetRow, isFirst: boolean): void {
    const orderId = readId(cell(row, 'orderId'));
    if (!orderIdPattern.test(orderId)) {
      // The second row of many exports explains the columns in prose.
      if (isFirst && !/\d{5}/.test(orderId)) return;
      tell(row.row, sheet.header('orderId'), cell(row, 'orderId'), 'import.row.order-id', '');
      return;
    }
    const skuCode = cell(row, 'sellerSku') || readId(cell(row, 'skuId'));
    if (skuCode === '') {
      tell(row.row, sheet.header('sellerSku'), '', 'import.row.sku-missing', orderId);
      return;
    }
    const quantity = readCount(cell(row, 'quantity'));
    if (quantity === undefined || quantity < 1) {
      tell(row.row, sheet.header('quantity'), cell(row, 'quantity'), 'import.row.quantity', orderId);
      return;
    }
    const platformState = [cell(row, 'state'), cell(row, 'stateDetail')]
      .filter((text) => text !== '')
      .join(' / ');
    const state = stateOfWords(cell(row, 'state'), cell(row, 'stateDetail'));
    if (state === undefined) {
      tell(row.row, sheet.header('state'), platformState, 'import.row.state', orderId, true);
    }
    if (/tiktok|platform/i.test(cell(row, 'fulfilledBy'))) {
      tell(row.row, sheet.header('fulfilledBy'), cell(row, 'fulfilledBy'), 'import.row.not-ours', orderId);
      return;
    }
    const priceText = cell(row, 'amount') || cell(row, 'price');
    const read: OrderRow = {
      row: row.row,
      orderId,
      lineId: null,
      state: state ?? 'unknown',
      platformState,
      hold: state === 'cancelled' ? null : holdOfCancelKind(cell(row, 'cancelKind')),
      skuKey: readId(cell(row, 'skuId')) || skuCode,
      skuCode,
      name: cell(row, 'productName'),
      spec: cell(row, 'spec'),
      quantity,
      priceCents: priceText === '' ? null : readCents(priceText),
      isGift: false,
      tags: null,
      doorTag: 'unknown',
      recipient: recipientOf(sheet, row),
      buyerNote: cell(row, 'buyerNote'),
      sellerNote: cell(row, 'sellerNote'),
      carrier: cell(row, 'carrier') || null,
      trackingNumber: readId(cell(row, 'tracking')) || null,
      packageId: readId(cell(row, 'packageId')) || null,
      orderedAt: timeOf(row, 'orderedAt', orderId),
      paidAt: timeOf(row, 'paidAt', orderId),
      shipByAt: null,
      // While the parcel waits for its driver, the time of arranging is where sla.handover counts from.
      shippedAt: timeOf(row, 'shippedAt', orderId) ?? timeOf(row, 'arrangedAt', orderId),
    };
    gathering.take(read);
  }

  for (const [index, row] of sheet.rows.entries()) take(row, index === 0);
  return gathering.finish();
}

/** Written the way the country writes it: smallest first where an American address line is given, else as told. */
function recipientOf(sheet: Sheet, row: SheetRow): RowRecipient {
  const at = sheet.cell;
  const parts = [
    at(row, 'address'),
    at(row, 'addressMore'),
    at(row, 'street'),
    at(row, 'district'),
    at(row, 'city'),
    at(row, 'province'),
    at(row, 'zipcode'),
    at(row, 'country'),
  ];
  return {
    name: at(row, 'name'),
    phone: at(row, 'phone'),
    address: parts.filter((part) => part !== '').join(', '),
    region: [at(row, 'province'), at(row, 'city')].filter((part) => part !== '').join(' '),
  };
}
