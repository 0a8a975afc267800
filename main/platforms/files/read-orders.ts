// One export file, read whole: which kind it is, its orders or SKUs in our words, and every row that was not understood.

import type { IncomingOrder } from '../incoming-order.ts';
import type { IncomingSku } from '../incoming-sku.ts';
import type { Column } from './columns.ts';
import { readDouyinOrders } from './douyin-orders.ts';
import type { TableFormat } from './file-kind.ts';
import type { RowProblem } from './file-problem.ts';
import type { OrderFileRules } from './gather-orders.ts';
import { readGoodsList } from './goods-list.ts';
import { readSheet, type Sheet } from './read-sheet.ts';
import { readTiktokOrders } from './tiktok-orders.ts';

export type FileContent = {
  readonly format: TableFormat;
  readonly encoding: string;
  readonly columns: readonly Column[];
  readonly rowCount: number;
  readonly problems: readonly RowProblem[];
} & (
  | {
      readonly kind: 'tiktok-orders' | 'douyin-orders';
      readonly orders: readonly IncomingOrder[];
      readonly timeZone: string;
    }
  | { readonly kind: 'goods'; readonly skus: readonly IncomingSku[] }
);

/**
 * `rulesOf` is told the kind and the zone that the file itself suggests. Throws FileRefused, see `readSheet`.
 */
export async function readExportFile(
  bytes: Uint8Array,
  rulesOf: (kind: 'tiktok-orders' | 'douyin-orders', suggestedZone: string) => OrderFileRules,
): Promise<FileContent> {
  const sheet = await readSheet(bytes);
  const problems: RowProblem[] = [];
  const about = {
    format: sheet.format,
    encoding: sheet.encoding,
    columns: sheet.columns,
    rowCount: sheet.rows.length,
  };
  if (sheet.kind === 'goods') {
    const skus = readGoodsList(sheet, problems);
    return { ...about, kind: 'goods', skus, problems: inRowOrder(problems) };
  }
  const rules = rulesOf(sheet.kind, suggestedZone(sheet));
  const read = sheet.kind === 'tiktok-orders' ? readTiktokOrders : readDouyinOrders;
  const orders = read(sheet, rules, problems);
  return { ...about, kind: sheet.kind, orders, timeZone: rules.timeZone, problems: inRowOrder(problems) };
}

function inRowOrder(problems: RowProblem[]): RowProblem[] {
  return problems.sort((a, b) => a.row - b.row);
}

const zoneByCountry: ReadonlyArray<readonly [pattern: RegExp, zone: string]> = [
  [/indonesia/i, 'Asia/Jakarta'],
  [/viet ?nam|việt nam/i, 'Asia/Ho_Chi_Minh'],
  [/thailand|ประเทศไทย/i, 'Asia/Bangkok'],
  [/malaysia/i, 'Asia/Kuala_Lumpur'],
  [/singapore/i, 'Asia/Singapore'],
  [/philippines/i, 'Asia/Manila'],
  [/united kingdom|great britain/i, 'Europe/London'],
];

/** Where nobody has told the shop's zone: by the recipients' country; American exports are in Los Angeles time. */
function suggestedZone(sheet: Sheet): string {
  if (sheet.kind === 'douyin-orders') return 'Asia/Shanghai';
  for (const row of sheet.rows.slice(0, 50)) {
    const country = sheet.cell(row, 'country');
    const known = zoneByCountry.find(([pattern]) => pattern.test(country));
    if (known) return known[1];
  }
  return 'America/Los_Angeles';
}
