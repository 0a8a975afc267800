// A file that was read and waits for a yes: what is in it, and how it compares with what the station knows. Lives in the worker.

import type { ShopId, SkuCode } from '../basics/ids.ts';
import { normaliseCode } from '../basics/normalise-code.ts';
import type { Database } from '../database/database.ts';
import type { Vault } from '../database/vault.ts';
import { compareSku } from '../goods/take-in-skus.ts';
import { contentHash } from '../orders/content-hash.ts';
import { createIntake, type IntakeParts } from '../orders/intake.ts';
import { isCiphertext, isMaskedText, recipientKeyOf } from '../orders/recipient.ts';
import { compareOrder } from '../orders/take-in-orders.ts';
import { FileRefused } from '../platforms/files/file-problem.ts';
import { type FileContent, readExportFile } from '../platforms/files/read-orders.ts';
import { findShop, listShops, type Shop } from '../shops/shops-table.ts';
import { type ImportCounts, type ImportId, type Inspection, marketOf } from './import-kinds.ts';
import { readImportFile } from './read-import-file.ts';

export type Outcome = 'new' | 'changed' | 'same';

/** Which orders (or SKUs) are new, changed, same, as of one state of the database. */
export interface Comparison {
  readonly shopId: ShopId | null;
  readonly dataVersion: number;
  readonly outcomes: readonly Outcome[];
  /** Of orders: made once, used again when they are written. */
  readonly hashes: readonly string[];
}

export interface HeldImport {
  readonly importId: ImportId;
  readonly path: string;
  readonly fileName: string;
  readonly hash: string;
  readonly content: FileContent;
  readonly comparison: Comparison | null;
}

export interface HoldParts extends IntakeParts {
  readonly database: Database;
  /** Counts this worker's own commits, which `data_version` does not show. */
  readonly ownCommits: () => number;
}

/** Reads the file anew, in the zone of the shop it belongs to. Throws FileRefused. */
export async function holdImport(
  parts: HoldParts,
  asked: { importId: ImportId; path: string; fileName: string; shopId: string | null; mostMegabytes: number },
): Promise<HeldImport> {
  const { importId, path, fileName } = asked;
  const { bytes, hash } = readImportFile(path, asked.mostMegabytes);
  let content = await readIn(bytes, parts.vault, null);
  const shop = chooseShop(parts.database, content, asked.shopId);
  if (shop && content.kind !== 'goods' && content.timeZone !== shop.timeZone) {
    content = await readIn(bytes, parts.vault, shop.timeZone);
  }
  const comparison = content.kind === 'goods' || shop ? compareImport(parts, content, shop, hash) : null;
  return { importId, path, fileName, hash, content, comparison };
}

function readIn(bytes: Uint8Array, vault: Vault, timeZone: string | null): Promise<FileContent> {
  return readExportFile(bytes, (_kind, suggestedZone) => ({
    timeZone: timeZone ?? suggestedZone,
    recipientKeyOf: (recipient) => recipientKeyOf(vault, recipient),
    isMasked: isMaskedText,
    isCiphertext,
  }));
}

/**
 * The shop that was asked for; else the only one of that market; else the one that already knows an order of the file.
 * Throws FileRefused: `import.shop-unknown`, `import.wrong-market`.
 */
export function chooseShop(database: Database, content: FileContent, shopId: string | null): Shop | null {
  if (content.kind === 'goods') return null;
  const market = marketOf(content.kind);
  if (shopId !== null) {
    const shop = findShop(database, shopId as ShopId); // looked up, so any text may be asked
    if (!shop) throw new FileRefused('import.shop-unknown', { shopId });
    if (shop.market !== market) {
      throw new FileRefused('import.wrong-market', { market, shop: shop.name, shopMarket: shop.market });
    }
    return shop;
  }
  const shops = listShops(database).filter((shop) => shop.market === market);
  if (shops.length <= 1) return shops[0] ?? null;
  for (const order of content.orders.slice(0, 20)) {
    const known = database.all<{ shop_id: string }>(`SELECT shop_id FROM orders WHERE order_id = ?`, [
      order.orderId,
    ]);
    const shop = shops.find((candidate) => known.length === 1 && candidate.shopId === known[0]?.shop_id);
    if (shop) return shop;
  }
  return null;
}

/** `fileHash` is the file's own: a goods list that comes again is the same count. */
export function compareImport(
  parts: HoldParts,
  content: FileContent,
  shop: Shop | null,
  fileHash: string,
): Comparison {
  const { database } = parts;
  const dataVersion = versionOf(parts);
  if (content.kind === 'goods') {
    return {
      shopId: null,
      dataVersion,
      outcomes: content.skus.map((sku) => compareSku(database, sku, fileHash)),
      hashes: [],
    };
  }
  if (!shop) return { shopId: null, dataVersion, outcomes: [], hashes: [] };
  const intake = createIntake(parts, database, shop.shopId, '', '');
  const hashes: string[] = [];
  const outcomes: Outcome[] = [];
  for (const order of content.orders) {
    const hash = contentHash(parts.vault, order);
    hashes.push(hash);
    outcomes.push(compareOrder(intake, database, order, hash));
  }
  return { shopId: shop.shopId, dataVersion, outcomes, hashes };
}

/** Changes whenever anybody has written. */
export function versionOf(parts: HoldParts): number {
  const others = Number(parts.database.connection.pragma('data_version', { simple: true }));
  return others * 1_000_000 + parts.ownCommits();
}

const shownProblems = 200;

export function describeImport(parts: HoldParts, held: HeldImport): Inspection {
  const { content, comparison } = held;
  const market = marketOf(content.kind);
  const shopId = comparison?.shopId ?? null;
  return {
    importId: held.importId,
    kind: content.kind,
    fileName: held.fileName,
    format: content.format,
    encoding: content.encoding,
    market,
    timeZone: content.kind === 'goods' ? null : content.timeZone,
    columns: content.columns,
    rowCount: content.rowCount,
    shopChoices: market ? listShops(parts.database).filter((shop) => shop.market === market) : [],
    shopId,
    needsShop: market !== null && shopId === null,
    counts: countImport(content, comparison),
    problems: content.problems.slice(0, shownProblems),
    problemCount: content.problems.length,
    unknownSkus: unknownSkus(parts.database, content),
  };
}

/** Without a shop everything counts as new. */
function countImport(content: FileContent, comparison: Comparison | null): ImportCounts {
  const bad = badRowCount(content);
  if (!comparison || (content.kind !== 'goods' && comparison.shopId === null)) {
    const all = content.kind === 'goods' ? content.skus.length : content.orders.length;
    return { new: all, changed: 0, same: 0, bad };
  }
  const counts = { new: 0, changed: 0, same: 0, bad };
  for (const outcome of comparison.outcomes) counts[outcome] += 1;
  return counts;
}

export function badRowCount(content: FileContent): number {
  return new Set(content.problems.filter((problem) => !problem.isNotice).map((problem) => problem.row)).size;
}

function unknownSkus(database: Database, content: FileContent): Inspection['unknownSkus'] {
  if (content.kind === 'goods') return { count: 0, first: [] };
  const told = new Set<string>();
  for (const order of content.orders) for (const line of order.lines) told.add(line.skuCode);
  const codes = [...new Set([...told].map(normaliseCode))] as SkuCode[]; // in the spelling of the goods table
  const unknown = database
    .all<{ value: string }>(
      `SELECT value FROM json_each(?) WHERE value NOT IN (SELECT sku_code FROM skus) ORDER BY value`,
      [JSON.stringify(codes)],
    )
    .map((row) => row.value);
  return { count: unknown.length, first: unknown.slice(0, 20) };
}
