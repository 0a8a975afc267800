import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodePng } from '../../main/devices/printers/encode-png.ts';
import type { LayoutBook } from '../../main/labels/layout-book.ts';
import { readLayouts } from '../../main/labels/layout-book.ts';
import { parseLayout } from '../../main/labels/layout-spec.ts';
import { listParts } from '../../main/labels/parts-of-label.ts';
import { aLabel, drawLabel, layouts } from '../builders/label-content.ts';
import { scanLabel } from '../builders/label-oracles.ts';
import { withParcels } from '../builders/labelled-parcels.ts';
import { aShop, testStation, withShop } from '../builders/test-station.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parcelbench-layouts-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const standardText = readFileSync(join(import.meta.dirname, '../../resources/layouts/standard.json'), 'utf8');

function readOwn(files: Readonly<Record<string, string>>): LayoutBook {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return readLayouts(folder);
}

function problemOf(edit: (layout: { name: string; blocks: Record<string, unknown>[] }) => void): string {
  const layout = JSON.parse(standardText);
  edit(layout);
  const parsed = parseLayout(JSON.stringify(layout));
  return parsed.ok ? 'taken' : `${parsed.place}: ${parsed.problem}`;
}

describe('the layouts of the program', () => {
  it('are five, without a mistake', () => {
    expect(layouts.list().map(({ name }) => name)).toEqual([
      'big-goods',
      'goods-list',
      'minimal',
      'standard',
      'two-label',
    ]);
    expect(layouts.problems).toEqual([]);
  });

  it.each(layouts.list().filter((layout) => layout.kind === 'label'))(
    'prints both codes so that a scanner reads them: $name',
    async (layout) => {
      const { bitmap } = drawLabel(aLabel({ isDoorDelivery: true, buyerNote: '放门口' }), 8, layout);

      const codes = await scanLabel(encodePng(bitmap, 8));

      expect(codes).toEqual({ code128: ['YT7812345678901'], qr: ['P7K3M9Q2XF4'] });
    },
  );
});

describe('a layout file', () => {
  it('of the data folder adds a layout, or takes the place of a built-in one', () => {
    const book = readOwn({
      'ours.json': standardText.replace('"standard"', '"ours"'),
      'minimal.json': standardText.replace('"standard"', '"minimal"').replace('标准', '我们的'),
    });

    expect(book.problems).toEqual([]);
    expect(book.find('ours').name).toBe('ours');
    expect(book.find('minimal').title['zh-CN']).toBe('我们的');
    expect(book.list().filter((layout) => !layout.isBuiltIn)).toHaveLength(2);
  });

  it('with a mistake is told with its place, and the built-in layout of that name stays', () => {
    const book = readOwn({
      'standard.json': standardText.replace('"fromMm": 17.6', '"fromMm": 12'),
      'broken.json': '{ "name": ',
      'other-name.json': standardText,
      'goods-list.json': standardText.replace('"standard"', '"goods-list"'),
      'notes.txt': 'not looked at',
    });

    expect(book.problems.map(({ file, place }) => [file, place])).toEqual([
      ['broken.json', ''],
      ['other-name.json', 'name'],
      ['standard.json', 'blocks.2'],
      ['goods-list.json', 'kind'],
    ]);
    expect(book.find('standard')).toMatchObject({ isBuiltIn: true });
    expect(book.goodsList()).toMatchObject({ isBuiltIn: true, kind: 'goods' });
  });

  it('may not leave out who gets the parcel, overlap, or write what nobody can read', () => {
    expect(problemOf((layout) => layout.blocks.splice(4, 1))).toContain('recipient is there 0 times');
    expect(problemOf((layout) => Object.assign(layout.blocks[2] ?? {}, { toMm: 60 }))).toContain('blocks.3');
    expect(problemOf((layout) => Object.assign(layout.blocks[0] ?? {}, { sizesMm: [1] }))).toContain(
      'blocks.0.sizesMm.0',
    );
    expect(problemOf((layout) => Object.assign(layout.blocks[0] ?? {}, { sizesMm: [4, 5] }))).toContain(
      'from large to small',
    );
    expect(problemOf((layout) => Object.assign(layout.blocks[10] ?? {}, { toMm: 200 }))).toContain(
      'blocks.10',
    );
    expect(problemOf((layout) => Object.assign(layout.blocks[2] ?? {}, { toMm: 30 }))).toContain(
      'it needs 20 mm',
    );
    expect(problemOf((layout) => Object.assign(layout, { colour: 'red' }))).toContain('colour');
  });
});

describe('a shop', () => {
  it('chooses its layout, and hears of one that is not there', async () => {
    await using station = testStation();
    withShop(station);
    mkdirSync(join(station.dataDir, 'layouts'), { recursive: true });

    const refused = await station.askRefused('labels.setShop', { shopId: aShop.shopId, layout: 'round' });
    const list = await station.askRefused('labels.setShop', { shopId: aShop.shopId, layout: 'goods-list' });
    await station.ask('labels.setShop', { shopId: aShop.shopId, layout: 'big-goods', goodsList: 'always' });

    expect([refused.code, list.code]).toEqual(['layout.unknown', 'layout.unknown']);
    const { shops } = await station.ask('labels.layouts', {});
    expect(shops).toEqual([
      {
        shopId: aShop.shopId,
        name: aShop.name,
        layout: 'big-goods',
        goodsList: 'always',
        needsPlatformLabel: false,
      },
    ]);
    expect(
      await station.askRefused('labels.setShop', { shopId: 'nobody' as typeof aShop.shopId }), // names no shop
    ).toMatchObject({ code: 'shop.unknown' });
  });
});

describe('the labels of a parcel', () => {
  const lines = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      skuCode: `SKU-${index}`,
      name: '西湖龙井',
      spec: '250g',
      quantity: 2,
    }));
  const partsOf = (
    count: number,
    wish: 'as-layout' | 'never' | 'when-folded' | 'always',
    documentPages = 0,
  ) =>
    listParts({
      lines: lines(count),
      hasNote: false,
      documentPages,
      layout: layouts.find('standard'),
      goodsListLayout: layouts.goodsList(),
      wish,
    });

  it('have a list when the goods do not fit, when it is asked for, or never', () => {
    const names = (...asked: Parameters<typeof partsOf>) => partsOf(...asked).map(({ part }) => part);

    expect(names(3, 'when-folded')).toEqual(['label']);
    expect(names(14, 'when-folded')).toEqual(['label', 'goods-1']);
    expect(names(14, 'as-layout')).toEqual(['label']);
    expect(names(1, 'always')).toEqual(['label', 'goods-1']);
    expect(names(40, 'never')).toEqual(['label']);
    expect(names(14, 'never', 2)).toEqual(['label', 'slip']);
  });

  it('list every SKU once, on as many pages as it takes, and every page shows all of its own', () => {
    const parts = partsOf(95, 'always').filter(({ part }) => part.startsWith('goods-'));

    const listed = parts.flatMap(({ lines: page }) => page.map((line) => line.skuCode));
    const folded = parts.map((part) => {
      const { layout } = drawLabel(aLabel({ ...part }), 8, layouts.goodsList());
      return layout.shapes.some((shape) => shape.kind === 'text' && /另有/.test(shape.text));
    });

    expect(listed).toEqual(lines(95).map((line) => line.skuCode));
    expect(parts.map(({ goods }) => [goods?.page, goods?.pages, goods?.skus, goods?.pieces])).toEqual(
      parts.map((_, index) => [index + 1, parts.length, 95, 190]),
    );
    expect(folded).toEqual(parts.map(() => false));
  });

  it('have no list as long as the label itself shows every SKU', () => {
    for (let count = 1; count <= 30; count += 1) {
      const { layout } = drawLabel(aLabel({ lines: lines(count) }), 8);
      const isFolded = layout.shapes.some((shape) => shape.kind === 'text' && /另有/.test(shape.text));

      expect(!isFolded || partsOf(count, 'when-folded').length > 1).toBe(true);
    }
  });
});

describe('a preview', () => {
  it('is the very bitmap that the printer gets, dot for dot, in its own resolution', async () => {
    await using station = testStation();
    const { printerId } = await station.ask('printers.save', {
      name: 'Fine',
      kind: 'paperless',
      settings: { dotsPerMm: 11.811 },
    });
    const { batches } = await station.ask('batches.create', {
      parcelIds: withParcels(station, [{}]),
      printerId,
    });
    const batchId = batches[0]?.batchId ?? ('none' as never);
    const waiting = await station.ask('batches.read', { batchId });
    const labelId = waiting.labels[0]?.labelId ?? ('none' as never);

    const before = await station.ask('labels.preview', { labelId });
    await station.ask('batches.start', { batchId, wait: true });
    const after = await station.ask('labels.preview', { labelId });

    const folder = join(station.dataDir, 'labels', '1');
    const printed = readFileSync(join(folder, readdirSync(folder)[0] ?? ''));
    expect([before.widthDots, before.heightDots]).toEqual([1181, 1772]);
    expect(before.pngBase64).toBe(printed.toString('base64'));
    expect(after.pngBase64).toBe(before.pngBase64);
  });
});

it('shows every layout on an invented label before one is chosen', async () => {
  await using station = testStation();
  const { layouts: offered } = await station.ask('labels.layouts', {});

  const pictures = await Promise.all(
    offered
      .filter(({ kind }) => kind === 'label')
      .map(({ name }) => station.ask('labels.preview', { layout: name })),
  );

  expect(new Set(pictures.map(({ pngBase64 }) => pngBase64)).size).toBeGreaterThanOrEqual(3);
  for (const { pngBase64, widthDots } of pictures) {
    const { code128 } = await scanLabel(Buffer.from(pngBase64, 'base64'));
    expect(widthDots).toBe(800);
    expect(code128).toEqual(['SAMPLE00000000']);
  }
});
