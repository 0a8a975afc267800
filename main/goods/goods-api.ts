// Requests about goods: look at the list, correct one SKU by hand.

import { z } from 'zod';
import type { Clock } from '../basics/clock.ts';
import type { BinCode, SkuCode } from '../basics/ids.ts';
import { normaliseCode } from '../basics/normalise-code.ts';
import { refuse } from '../basics/refusal.ts';
import { change, read } from '../basics/request.ts';
import type { Database } from '../database/database.ts';
import { recordAudit } from '../people/audit.ts';
import { findSku, listSkuPage, listSkusOfBarcode } from './skus-table.ts';
import { takeInSkus } from './take-in-skus.ts';

export function goodsApi(parts: { readonly database: Database; readonly clock: Clock }) {
  const { database, clock } = parts;
  return {
    /** SKUs by code; `search` finds part of a code, name, spec, bin or barcode. */
    'goods.list': read({
      role: 'packer',
      argument: z.strictObject({
        search: z.string().max(200).optional(),
        offset: z.number().int().min(0).default(0),
        limit: z.number().int().min(1).max(500).default(100),
      }),
      run: ({ search, offset, limit }) => listSkuPage(database, search ?? '', offset, limit),
    }),

    /**
     * Sets what is given of one SKU; a code that is not there yet is added. Refusals: `goods.no-code`,
     * `goods.barcode-taken` (barcode, otherSku).
     */
    'goods.set': change({
      role: 'supervisor',
      argument: z.strictObject({
        skuCode: z.string().min(1).max(100),
        name: z.string().max(500).optional(),
        spec: z.string().max(200).optional(),
        binCode: z.string().max(60).nullable().optional(),
        stock: z.number().int().min(0).max(10_000_000).nullable().optional(),
        weightGrams: z.number().int().min(0).max(100_000).nullable().optional(),
        volumeMillilitres: z.number().int().min(0).max(1_000_000).nullable().optional(),
        isDoorBound: z.boolean().nullable().optional(),
        isFresh: z.boolean().optional(),
        barcodes: z.array(z.string().min(1).max(100)).max(50).optional(),
        requestId: z.string().optional(),
      }),
      run: ({ requestId: _requestId, ...told }, caller) => {
        const skuCode = normaliseCode(told.skuCode) as SkuCode; // the spelling in which codes are kept
        if (skuCode === '') return refuse('goods.no-code');
        return database.write((writer) => {
          for (const barcode of told.barcodes ?? []) {
            const other = listSkusOfBarcode(writer, normaliseCode(barcode)).find((code) => code !== skuCode);
            if (other) return refuse('goods.barcode-taken', { barcode, otherSku: other });
          }
          const { name, spec, stock, weightGrams, volumeMillilitres, isDoorBound, isFresh, barcodes } = told;
          const binCode = told.binCode === undefined ? undefined : binOf(told.binCode);
          const before = findSku(writer, skuCode);
          takeInSkus(parts, writer, [
            {
              skuCode,
              ...(name === undefined ? {} : { name }),
              ...(spec === undefined ? {} : { spec }),
              ...(binCode === undefined ? {} : { binCode }),
              ...(stock === undefined ? {} : { stock }),
              ...(weightGrams === undefined ? {} : { weightGrams }),
              ...(volumeMillilitres === undefined ? {} : { volumeMillilitres }),
              ...(isDoorBound === undefined ? {} : { isDoorBound }),
              ...(isFresh === undefined ? {} : { isFresh }),
              ...(barcodes === undefined ? {} : { barcodes }),
            },
          ]);
          const after = findSku(writer, skuCode);
          if (!after) throw new Error('a SKU that was just taken in is there');
          recordAudit(
            writer,
            clock,
            caller,
            'sku.changed',
            { kind: 'sku', id: skuCode },
            { before: before ? JSON.stringify(before) : null, after: JSON.stringify(after) },
          );
          return after;
        });
      },
    }),
  };
}

function binOf(text: string | null): BinCode | null {
  const bin = normaliseCode(text ?? '');
  return bin === '' ? null : (bin as BinCode); // any text may name a bin
}
