// From the lines of a parcel back to Douyin's: the parts of a set become so many sets again. A set goes in one parcel or not at all.

import type { ShipmentLine } from '../platform.ts';
import { type DouyinOrder, refundStandOf, type SkuOrder, whyNotOurs } from './douyin-order.ts';
import { lineIdOf, piecesOfPart, type SetCounts } from './incoming-douyin.ts';

/** One of Douyin's lines and how much of it goes. */
export interface SentLine {
  readonly skuOrderId: string;
  readonly quantity: number;
}

/** The platform's number of the line that one of ours belongs to. */
export function skuOrderIdOf({ lineId }: Pick<ShipmentLine, 'lineId'>): string {
  return lineId.split('.')[0] ?? lineId;
}

/** The platform's lines behind these; null when a set would be torn, or a line is not there any more. */
export function sentLinesOf(
  lines: readonly ShipmentLine[],
  orders: readonly DouyinOrder[],
  setCounts: SetCounts,
): SentLine[] | null {
  const bySku = Map.groupBy(lines, skuOrderIdOf);
  const known = new Map(orders.flatMap((order) => order.sku_order_list.map((line) => [line.order_id, line])));
  const sent: SentLine[] = [];
  for (const [skuOrderId, parts] of bySku) {
    const line = known.get(skuOrderId);
    const quantity = line ? setsOf(line, parts, setCounts) : null;
    if (quantity === null) return null;
    sent.push({ skuOrderId, quantity });
  }
  return sent;
}

function setsOf(line: SkuOrder, parts: readonly ShipmentLine[], setCounts: SetCounts): number | null {
  const piecesOf = (lineId: string) =>
    parts.reduce((sum, part) => sum + (part.lineId === lineId ? part.quantity : 0), 0);
  if (line.bundle_sku_info.length === 0) return piecesOf(lineIdOf(line));
  const sets = line.bundle_sku_info.map(
    (part) => (piecesOf(lineIdOf(line, part.sku_id)) * line.item_num) / piecesOfPart(line, part, setCounts),
  );
  const [first = 0] = sets;
  return Number.isInteger(first) && first > 0 && sets.every((count) => count === first) ? first : null;
}

/** True when nothing of the order that could go stays behind. */
export function isWholeOrder(sent: readonly SentLine[], order: DouyinOrder): boolean {
  return order.sku_order_list
    .filter((line) => whyNotOurs(line) === null && refundStandOf(line) !== 'refunded')
    .every((line) =>
      sent.some(({ skuOrderId, quantity }) => skuOrderId === line.order_id && quantity === line.item_num),
    );
}
