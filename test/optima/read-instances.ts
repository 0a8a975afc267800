// Instance files of the picking literature as layouts, places and orders. Format: `Key : value` lines, then ARTICLE_SECTION,
// SKU_SECTION, ORDER_SECTION, EOF; Latin-1; aisles and cells count from 0 and cell 0 is at the top. Lies in a folder, in folders below
// it, or in a .tar.gz of them.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { OrderToBatch } from '../../main/picks/batches/form-batches.ts';
import type { BinPlace, WarehouseLayout } from '../../main/picks/warehouse/layout.ts';

export interface Instance {
  readonly file: string;
  readonly layout: WarehouseLayout;
  readonly orders: readonly OrderToBatch[];
  /** What one batch may weigh; Infinity where the file does not say. */
  readonly capacity: number;
}

/** The same warehouse with one block, or with a cross aisle in the middle. */
export type BlockCount = 1 | 2;

/** Every file in the folder and its archives whose name ends so, by name. */
export function readFiles(folder: string, ending: string): { file: string; text: string }[] {
  const found: { file: string; text: string }[] = [];
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    if (entry.name.endsWith(ending)) found.push({ file: entry.name, text: readFileSync(path, 'latin1') });
    if (/\.(tar\.gz|tgz)$/.test(entry.name)) {
      found.push(...readTar(gunzipSync(readFileSync(path))).filter(({ file }) => file.endsWith(ending)));
    }
  }
  return found.sort((a, b) => (a.file < b.file ? -1 : 1));
}

function readTar(tar: Buffer): { file: string; text: string }[] {
  const found: { file: string; text: string }[] = [];
  for (let at = 0; at + 512 <= tar.length; ) {
    const field = (from: number, length: number) =>
      tar
        .toString('latin1', at + from, at + from + length)
        .replace(/\0.*$/s, '')
        .trim();
    const name = field(0, 100);
    if (name === '') break;
    const size = Number.parseInt(field(124, 12), 8) || 0;
    const kind = field(156, 1);
    if (kind === '' || kind === '0') {
      found.push({
        file: name.split('/').at(-1) ?? name,
        text: tar.toString('latin1', at + 512, at + 512 + size),
      });
    }
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return found;
}

interface Words {
  readonly head: ReadonlyMap<string, string>;
  readonly articles: readonly ReadonlyMap<string, string>[];
  readonly skus: readonly ReadonlyMap<string, string>[];
  readonly orders: readonly (readonly ReadonlyMap<string, string>[])[];
}

/** `undefined` when the text is no instance. */
export function readInstance(file: string, text: string, blocks?: BlockCount): Instance | undefined {
  const words = readWords(text);
  const number = (key: string) => Number(words.head.get(key) ?? Number.NaN);
  const cells = number('NUM_CELLS');
  const aisles = number('NUM_AISLES');
  if (!Number.isInteger(cells) || !Number.isInteger(aisles)) return undefined;
  const isTwoBlocks = blocks === undefined ? /two|2/i.test(words.head.get('LAYOUT') ?? '') : blocks === 2;
  const layout = layoutOf(words, isTwoBlocks);

  const weights = new Map(words.articles.map((row) => [row.get('ID'), Number(row.get('WEIGHT') ?? 1)]));
  const places = new Map(words.skus.map((row) => [row.get('ID'), placeOf(row, cells, layout)]));
  const orders = words.orders.map((lines): OrderToBatch => {
    const pieces = lines.reduce((sum, line) => sum + Number(line.get('QUANTITY') ?? 1), 0);
    const weight = lines.reduce(
      (sum, line) => sum + Number(line.get('QUANTITY') ?? 1) * (weights.get(line.get('ID')) ?? 1),
      0,
    );
    const at = lines.flatMap((line) => places.get(line.get('ID')) ?? []);
    return { places: at, weightGrams: weight, volumeMillilitres: 0, pieces };
  });
  const capacity = number('PICKER_CAPACITY');
  return { file, layout, orders, capacity: Number.isNaN(capacity) ? Infinity : capacity };
}

function readWords(text: string): Words {
  const head = new Map<string, string>();
  const articles: ReadonlyMap<string, string>[] = [];
  const skus: ReadonlyMap<string, string>[] = [];
  const orders: ReadonlyMap<string, string>[][] = [];
  let section = '';
  for (const line of text.split(/\r?\n/).map((each) => each.trim())) {
    if (/^[A-Z]+_SECTION/.test(line)) {
      section = line;
      continue;
    }
    const [, key, value] = /^(\w+)\s*:\s*(.*)$/.exec(line) ?? [];
    if (key !== undefined && value !== undefined) {
      if (section === '') head.set(key.toUpperCase(), value);
      // One such line begins an order; where there is a single one it counts the list.
      if (section.startsWith('ORDER') && key.startsWith('NUM_ARTICLES')) orders.push([]);
      continue;
    }
    if (!line.startsWith('ID')) continue;
    const parts = line.split(/\s+/);
    const row = new Map(
      parts.flatMap((part, index) => (index % 2 === 0 ? [[part, parts[index + 1] ?? '']] : [])),
    );
    if (section.startsWith('ARTICLE')) articles.push(row);
    if (section.startsWith('SKU')) skus.push(row);
    if (section.startsWith('ORDER')) {
      if (orders.length === 0) orders.push([]);
      orders.at(-1)?.push(row);
    }
  }
  return { head, articles, skus, orders };
}

function layoutOf({ head }: Words, isTwoBlocks: boolean): WarehouseLayout {
  const number = (key: string) => Number(head.get(key));
  const cells = number('NUM_CELLS');
  const cell = number('DISTANCE_CELL_TO_CELL');
  const [bottom, top] = [number('DISTANCE_BOTTOM_TO_CELL'), number('DISTANCE_TOP_TO_CELL')];
  const away = number('DISTANCE_TOP_OR_BOTTOM_TO_DEPOT');
  const inTopBlock = isTwoBlocks ? Math.floor(cells / 2) : 0;
  const inBottomBlock = cells - inTopBlock;
  // Each cell beside the middle cross aisle is as far from it as the outer cells are from theirs.
  const middle = bottom + (inBottomBlock - 1) * cell + top;
  const back = middle + (isTwoBlocks ? bottom + (inTopBlock - 1) * cell + top : 0);
  const isTop = /top/i.test(head.get('DEPOT_LOCATION') ?? '');
  return {
    pattern: '{aisle}-{bay}',
    bayOrder: 'in-row',
    aisles: Array.from({ length: number('NUM_AISLES') }, (_, aisle) => ({
      faces: [String(aisle)],
      xMetres: aisle * number('DISTANCE_AISLE_TO_AISLE'),
    })),
    blocks: [
      { fromBay: 1, toBay: inBottomBlock, frontMetres: 0, backMetres: middle },
      ...(isTwoBlocks
        ? [{ fromBay: inBottomBlock + 1, toBay: cells, frontMetres: middle, backMetres: back }]
        : []),
    ],
    crossAisles: isTwoBlocks ? [0, middle, back] : [0, back],
    bayMetres: cell,
    endMetres: bottom,
    barriers: [],
    depot: {
      xMetres: number('DEPOT_AISLE') * number('DISTANCE_AISLE_TO_AISLE'),
      yMetres: isTop ? back + away : -away,
      isAssumed: false,
    },
    placedBins: {},
  };
}

/** Cells are counted from the top: bay 1 is the last of them. */
function placeOf(row: ReadonlyMap<string, string>, cells: number, layout: WarehouseLayout): BinPlace {
  const bay = cells - Number(row.get('CELL'));
  const block = layout.blocks.findIndex(({ fromBay, toBay }) => bay >= fromBay && bay <= toBay);
  const along = bay - (layout.blocks[block]?.fromBay ?? 0);
  return {
    binCode: `${row.get('AISLE')}-${bay}`,
    aisle: Number(row.get('AISLE')),
    block,
    positionMetres: layout.endMetres + along * layout.bayMetres,
    face: null,
    level: '',
    slot: '',
  };
}
