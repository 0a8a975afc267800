// 抖店 back-office order export: one row per 子订单, ids behind a TAB or an apostrophe, `-` for empty, receivers often as
// ciphertext. A form with `;`-joined values per 主订单 exists too; it is taken apart only where that is certain.

import type { IncomingOrder, IncomingTag } from '../incoming-order.ts';
import { readDoorTag } from '../read-door-tag.ts';
import type { Meaning } from './columns.ts';
import type { RowProblem } from './file-problem.ts';
import { createTimeReader } from './file-times.ts';
import { createGathering, type OrderFileRules, type OrderRow, type RowRecipient } from './gather-orders.ts';
import { holdOfAfterSale, stateOfWords } from './order-states.ts';
import { readCents, readCount, readId, readList, readYesNo } from './read-cells.ts';
import type { Sheet, SheetRow } from './read-sheet.ts';

const orderIdPattern = /^\d{15,20}$/;

/** Shown instead of a receiver that the file gives only as ciphertext. */
const encryptedMask = '已加密**';

interface Item {
  readonly lineId: string | null;
  readonly skuCode: string;
  readonly name: string;
  readonly spec: string;
  readonly quantity: number;
}

export function readDouyinOrders(
  sheet: Sheet,
  rules: OrderFileRules,
  problems: RowProblem[],
): IncomingOrder[] {
  const readTime = createTimeReader('day-first', rules.timeZone);
  const gathering = createGathering(
    sheet,
    rules,
    { tellsHold: sheet.has('afterSale'), onHold: 'risk-review' },
    problems,
  );
  const { tell } = gathering;
  const tellsTags = sheet.has('tags') || sheet.has('doorTag');

  /** `-` is how this back office writes nothing. */
  function cell(row: SheetRow, meaning: Meaning): string {
    const text = sheet.cell(row, meaning);
    return text === '-' || text === '--' ? '' : text;
  }

  function timeOf(row: SheetRow, meaning: Meaning, orderId: string): number | null {
    const text = readId(cell(row, meaning));
    if (text === '') return null;
    const at = readTime(text);
    if (at !== undefined) return at;
    tell(row.row, sheet.header(meaning), text, 'import.row.time', orderId, true);
    return null;
  }

  function take(row: SheetRow, isFirst: boolean): void {
    const orderId = readId(cell(row, 'orderId'));
    if (!orderIdPattern.test(orderId)) {
      if (isFirst && !/\d{5}/.test(orderId)) return;
      tell(row.row, sheet.header('orderId'), sheet.cell(row, 'orderId'), 'import.row.order-id', '');
      return;
    }
    const items = itemsOf(row, orderId);
    if (!items) return;
    const platformState = cell(row, 'state');
    const state = stateOfWords(platformState, '');
    if (state === undefined) {
      tell(row.row, sheet.header('state'), platformState, 'import.row.state', orderId, true);
    }
    const tags = tellsTags ? tagsOf(row) : null;
    const amount = readCents(cell(row, 'amount') || cell(row, 'price'));
    const express = expressOf(cell(row, 'express'), cell(row, 'tracking'), cell(row, 'carrier'));
    for (const item of items) {
      const read: OrderRow = {
        row: row.row,
        orderId,
        lineId: item.lineId,
        state: state ?? 'unknown',
        platformState,
        hold: state === 'cancelled' ? null : holdOfAfterSale(cell(row, 'afterSale')),
        skuKey: item.skuCode,
        skuCode: item.skuCode,
        name: item.name,
        spec: item.spec,
        quantity: item.quantity,
        priceCents: items.length === 1 ? amount : null,
        isGift: readYesNo(cell(row, 'isGift')) === true || /^[【[(（]?赠品/.test(item.name),
        tags,
        doorTag: tags === null ? 'unknown' : readDoorTag(tags),
        recipient: recipientOf(row),
        buyerNote: cell(row, 'buyerNote'),
        sellerNote: cell(row, 'sellerNote'),
        carrier: express.carrier,
        trackingNumber: express.trackingNumber,
        packageId: null,
        orderedAt: timeOf(row, 'orderedAt', orderId),
        paidAt: timeOf(row, 'paidAt', orderId),
        shipByAt: timeOf(row, 'shipByAt', orderId),
        shippedAt: timeOf(row, 'shippedAt', orderId),
      };
      gathering.take(read);
    }
  }

  /** One item, or several where a joined row can be taken apart without guessing; else the row is told as bad. */
  function itemsOf(row: SheetRow, orderId: string): Item[] | undefined {
    const skuText = cell(row, 'sellerSku') || readId(cell(row, 'productId'));
    if (skuText === '') {
      tell(row.row, sheet.header('sellerSku'), '', 'import.row.sku-missing', orderId);
      return undefined;
    }
    const skuCodes = skuText.split(/[;；]/).map((part) => readId(part.trim()));
    const quantityText = cell(row, 'quantity');
    const quantities = quantityText.split(/[;；]/).map((part) => readCount(part.trim()));
    if (quantities.some((quantity) => quantity === undefined || quantity < 1)) {
      tell(row.row, sheet.header('quantity'), quantityText, 'import.row.quantity', orderId);
      return undefined;
    }
    const shared = sharedQuantities(skuCodes.length, quantities as number[]); // undefined was just refused
    if (!shared || skuCodes.some((code) => code === '')) {
      tell(row.row, sheet.header('sellerSku'), skuText, 'import.row.joined', orderId);
      return undefined;
    }
    const lineIds = readList(cell(row, 'lineId'));
    const names = splitAlike(cell(row, 'productName'), skuCodes.length);
    const specs = splitAlike(cell(row, 'spec'), skuCodes.length);
    return skuCodes.map((skuCode, index) => ({
      lineId: lineIds.length === skuCodes.length ? (lineIds[index] ?? null) : null,
      skuCode,
      name: names[index] ?? '',
      spec: specs[index] ?? '',
      quantity: shared[index] ?? 1,
    }));
  }

  function tagsOf(row: SheetRow): IncomingTag[] {
    const tags = readList(cell(row, 'tags')).map((text) => ({
      key: /^[a-z_]+$/.test(text) ? text : '',
      text,
    }));
    const said = cell(row, 'doorTag');
    const answer = readYesNo(said);
    if (answer === true) tags.push({ key: '', text: sheet.header('doorTag') });
    else if (answer === undefined) tags.push({ key: '', text: said });
    return tags;
  }

  function recipientOf(row: SheetRow): RowRecipient {
    const region = [cell(row, 'province'), cell(row, 'city')].filter((part) => part !== '').join('');
    const detail = readable(cell(row, 'address'));
    const before = [
      cell(row, 'province'),
      cell(row, 'city'),
      cell(row, 'district'),
      cell(row, 'street'),
    ].join('');
    return {
      name: readable(cell(row, 'name')),
      phone: readable(readId(cell(row, 'phone'))),
      address: detail.startsWith(region) ? detail : `${before}${detail}`,
      region: region || regionOf(detail),
    };
  }

  /** Ciphertext is of no use to a person and never shown. */
  function readable(text: string): string {
    return rules.isCiphertext(text) ? encryptedMask : text;
  }

  for (const [index, row] of sheet.rows.entries()) take(row, index === 0);
  return gathering.finish();
}

/** Province and city at the head of a whole address; '' where it does not begin with them. */
function regionOf(address: string): string {
  return (
    /^(?:\p{Script=Han}{2,8}?(?:省|自治区|特别行政区))?(?:\p{Script=Han}{2,8}?(?:市|自治州|地区|盟))?/u.exec(
      address,
    )?.[0] ?? ''
  );
}

/** Pieces per code: told one by one; or a total that leaves exactly one each. Undefined where it cannot be known. */
function sharedQuantities(codes: number, quantities: readonly number[]): readonly number[] | undefined {
  if (quantities.length === codes) return quantities;
  const [total] = quantities;
  return quantities.length === 1 && total === codes ? Array.from({ length: codes }, () => 1) : undefined;
}

function splitAlike(text: string, count: number): string[] {
  if (count === 1) return [text];
  const parts = text.split(/[;；]/).map((part) => part.trim());
  return parts.length === count ? parts : Array.from({ length: count }, () => text);
}

/** 快递信息 is `SF1234567890-顺丰速运`; several parcels are separated, the first one counts. */
function expressOf(
  express: string,
  tracking: string,
  carrier: string,
): { readonly trackingNumber: string | null; readonly carrier: string | null } {
  if (express === '') return { trackingNumber: readId(tracking) || null, carrier: carrier || null };
  const [first = ''] = express.split(/[;；,，\n]/);
  const cut = first.lastIndexOf('-');
  if (cut <= 0) return { trackingNumber: readId(first) || null, carrier: carrier || null };
  return {
    trackingNumber: readId(first.slice(0, cut)) || null,
    carrier: first.slice(cut + 1).trim() || null,
  };
}
