// A shop's goods list: SKU, name, barcodes, bin, stock, weight, volume, door-bound, fresh. What the list has no column for stays as it was.

import type { BinCode, SkuCode } from '../../basics/ids.ts';
import { normaliseCode } from '../../basics/normalise-code.ts';
import type { IncomingSku } from '../incoming-sku.ts';
import type { Meaning } from './columns.ts';
import type { RowProblem } from './file-problem.ts';
import { readCount, readId, readList, readYesNo } from './read-cells.ts';
import type { Sheet, SheetRow } from './read-sheet.ts';

/** A parcel above 100 kg is a slip of the pen. */
const mostGrams = 100_000;
/** So is a cubic metre. */
const mostMillilitres = 1_000_000;

export function readGoodsList(sheet: Sheet, problems: RowProblem[]): IncomingSku[] {
  const skus = new Map<string, IncomingSku>();
  const rowOfSku = new Map<string, number>();
  const skuOfBarcode = new Map<string, string>();

  /** Tells the row as bad; there is no SKU then. */
  function tell(row: SheetRow, meaning: Meaning, reason: string, facts: RowProblem['facts'] = {}): undefined {
    const [column, value] = [sheet.header(meaning), sheet.cell(row, meaning)];
    problems.push({ row: row.row, column, value, reason, facts, isNotice: false });
  }

  function take(row: SheetRow): undefined {
    const skuCode = normaliseCode(readId(sheet.cell(row, 'skuCode')));
    if (skuCode === '') return tell(row, 'skuCode', 'import.row.sku-missing');
    const sku = readSku(row, skuCode);
    if (!sku) return;
    const known = skus.get(skuCode);
    if (known) {
      if (JSON.stringify(known) === JSON.stringify(sku)) {
        const [column, firstRow] = [sheet.header('skuCode'), rowOfSku.get(skuCode) ?? 0];
        const facts = { skuCode, firstRow };
        problems.push({
          row: row.row,
          column,
          value: skuCode,
          reason: 'import.row.repeated-sku',
          facts,
          isNotice: true,
        });
        return;
      }
      return tell(row, 'skuCode', 'import.row.conflicting-sku', {
        skuCode,
        firstRow: rowOfSku.get(skuCode) ?? 0,
      });
    }
    for (const barcode of sku.barcodes ?? []) {
      const other = skuOfBarcode.get(barcode);
      if (other) return tell(row, 'barcode', 'import.row.barcode-twice', { barcode, otherSku: other });
    }
    for (const barcode of sku.barcodes ?? []) skuOfBarcode.set(barcode, skuCode);
    skus.set(skuCode, sku);
    rowOfSku.set(skuCode, row.row);
  }

  function readSku(row: SheetRow, skuCode: string): IncomingSku | undefined {
    const stock = cellOf(row, 'stock', (text) => readCount(text));
    if (stock === undefined && has(row, 'stock')) return tell(row, 'stock', 'import.row.stock');
    const grams = measureOf(row, 'weightGrams', 'weightKilograms', mostGrams);
    if (grams === 'bad') return tell(row, saidBy(row, 'weightGrams', 'weightKilograms'), 'import.row.weight');
    const millilitres = measureOf(row, 'volumeMillilitres', 'volumeLitres', mostMillilitres);
    if (millilitres === 'bad') {
      return tell(row, saidBy(row, 'volumeMillilitres', 'volumeLitres'), 'import.row.volume');
    }
    const isDoorBound = readYesNo(sheet.cell(row, 'isDoorBound'));
    if (isDoorBound === undefined) return tell(row, 'isDoorBound', 'import.row.yes-no');
    const isFresh = readYesNo(sheet.cell(row, 'isFresh'));
    if (isFresh === undefined) return tell(row, 'isFresh', 'import.row.yes-no');
    const name = sheet.cell(row, 'productName');
    return {
      skuCode: skuCode as SkuCode, // just spelled the one way
      ...(name === '' ? {} : { name }),
      ...(sheet.has('spec') ? { spec: sheet.cell(row, 'spec') } : {}),
      ...binsOf(row),
      ...stockOf(row, stock),
      ...(sheet.has('weightGrams') || sheet.has('weightKilograms') ? { weightGrams: grams } : {}),
      ...(sheet.has('volumeMillilitres') || sheet.has('volumeLitres')
        ? { volumeMillilitres: millilitres }
        : {}),
      ...(sheet.has('isDoorBound') ? { isDoorBound } : {}),
      ...(sheet.has('isFresh') ? { isFresh: isFresh ?? false } : {}),
      ...(sheet.has('barcode') ? { barcodes: readList(sheet.cell(row, 'barcode')).map(normaliseCode) } : {}),
    };
  }

  /** One bin, or several with what lies in each: `A-01-2:30; C-04-1:12`. */
  function binsOf(row: SheetRow): Pick<IncomingSku, 'binCode' | 'bins'> {
    if (!sheet.has('bin')) return {};
    const bins = readBins(sheet.cell(row, 'bin'));
    return { binCode: bins[0]?.binCode ?? null, ...(bins.length > 1 ? { bins } : {}) };
  }

  /** What its bins hold together, where each says it and the row does not. */
  function stockOf(row: SheetRow, stock: number | null | undefined): Pick<IncomingSku, 'stock'> {
    if (has(row, 'stock')) return { stock: stock ?? null };
    const bins = sheet.has('bin') ? readBins(sheet.cell(row, 'bin')) : [];
    if (bins.length > 1 && bins.every((bin) => bin.stock !== null)) {
      return { stock: bins.reduce((sum, bin) => sum + (bin.stock ?? 0), 0) };
    }
    return sheet.has('stock') ? { stock: null } : {};
  }

  function has(row: SheetRow, meaning: Meaning): boolean {
    const text = sheet.cell(row, meaning);
    return text !== '' && text !== '-';
  }

  function cellOf<Value>(row: SheetRow, meaning: Meaning, read: (text: string) => Value): Value | undefined {
    return has(row, meaning) ? read(sheet.cell(row, meaning)) : undefined;
  }

  /** The column that says it: the small unit's, or that of a unit a thousand times as large. */
  function saidBy(row: SheetRow, small: Meaning, large: Meaning): Meaning {
    return has(row, small) ? small : large;
  }

  function measureOf(row: SheetRow, small: Meaning, large: Meaning, most: number): number | null | 'bad' {
    const meaning = saidBy(row, small, large);
    const text = sheet.cell(row, meaning).replaceAll(',', '');
    if (text === '' || text === '-') return null;
    const number = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
    const measure = Math.round(meaning === large ? number * 1000 : number);
    return Number.isNaN(measure) || measure > most ? 'bad' : measure;
  }

  for (const row of sheet.rows) take(row);
  return [...skus.values()];
}

/** Each bin once, in the order told. A count stands behind a colon or a times sign; a bin of its own may hold neither. */
function readBins(text: string): { binCode: BinCode; stock: number | null }[] {
  const found = new Map<string, { binCode: BinCode; stock: number | null }>();
  for (const part of text.split(/[;；、|\n]+/u)) {
    const [, bin = '', count] = /^(.*?)\s*(?:[:：×*]\s*([0-9]{1,8}))?\s*$/su.exec(part) ?? [];
    const binCode = normaliseCode(bin) as BinCode; // any text may name a bin
    if (binCode === '' || binCode === '-' || found.has(binCode)) continue;
    found.set(binCode, { binCode, stock: count === undefined ? null : Number(count) });
  }
  return [...found.values()];
}
