// Requests about platform labels that come as files, and about how a shop's labels look.

import { z } from 'zod';
import type { ParcelId, ShopId } from '../../basics/ids.ts';
import { isRefusal, refuse } from '../../basics/refusal.ts';
import { change, job, read } from '../../basics/request.ts';
import { findParcel } from '../../parcels/parcels-table.ts';
import { recordAudit } from '../../people/audit.ts';
import { findShop, listShops } from '../../shops/shops-table.ts';
import type { LayoutBook } from '../layout-book.ts';
import { goodsListWishes, readShopLabels, saveShopLabels } from '../shop-labels.ts';
import { forgetLabelDocument, listLabelDocuments } from './label-documents-table.ts';
import { hurryFetches, listFetches } from './label-fetches-table.ts';
import { type DocumentParts, takeInDocument } from './take-in-document.ts';

// Ids are branded at this door: they are looked up before anything trusts them.
const parcelId = z.string().transform((text) => text as ParcelId);
const shopId = z.string().transform((text) => text as ShopId);
const requestId = z.string().optional();

export function documentsApi(parts: DocumentParts & { readonly layouts: LayoutBook }) {
  const { database, clock, layouts } = parts;
  return {
    /**
     * Platform labels as files (PDF, PNG), each to its parcel: to the one named, else by the tracking code on the page, else by the
     * file's name. One answer a file, in order: `kept` with the parcel, or `code` and `facts` of the refusal (see `takeInDocument`).
     * A request holds about 3 MB: many files are sent in several.
     */
    'labels.attach': job({
      role: 'supervisor',
      argument: z.strictObject({
        parcelId: parcelId.optional(),
        files: z
          .array(z.strictObject({ name: z.string().max(300), base64: z.string() }))
          .min(1)
          .max(100),
        requestId,
      }),
      run: async (argument, caller) => {
        const answers = [];
        for (const { name, base64 } of argument.files) {
          const offered = { bytes: Buffer.from(base64, 'base64'), source: 'hand', fileName: name };
          const kept = await takeInDocument(parts, offered, argument.parcelId, caller);
          answers.push(
            isRefusal(kept)
              ? { name, kept: null, code: kept.code, facts: kept.facts }
              : { name, kept, code: null, facts: {} },
          );
        }
        return { answers };
      },
    }),

    /** Forgets the platform label of a parcel: our own is printed from then on, where the shop allows. Refusal: `document.none`. */
    'labels.detach': change({
      role: 'supervisor',
      argument: z.strictObject({ parcelId, requestId }),
      run: ({ parcelId: id }, caller) =>
        database.write((writer) => {
          if (!forgetLabelDocument(writer, id)) return refuse('document.none', { parcelId: id });
          const trackingNumber = findParcel(writer, id)?.trackingNumber ?? null;
          recordAudit(
            writer,
            clock,
            caller,
            'document.forgotten',
            { kind: 'parcel', id },
            { trackingNumber },
          );
          writer.emit({ kind: 'parcels.changed' });
          return { parcelId: id };
        }),
    }),

    /** Which of these parcels have a platform's label kept: format, pages, number, source and time; not the file itself. */
    'labels.documents': read({
      role: 'packer',
      argument: z.strictObject({ parcelIds: z.array(parcelId).max(15_000) }),
      run: ({ parcelIds }) => ({ documents: listLabelDocuments(database, parcelIds) }),
    }),

    /**
     * Labels that are still being fetched from their platforms (`waiting`), and those that will not come by themselves (`failed`: `code` and
     * `facts` say why); at most 500, the failed and the most urgent first.
     */
    'labels.fetches': read({
      role: 'packer',
      argument: z.strictObject({}),
      run: () => ({ fetches: listFetches(database, 500) }),
    }),

    /** Asks the platform for these labels again, at once. Answers how many of them it had asked for before. */
    'labels.fetchAgain': change({
      role: 'packer',
      argument: z.strictObject({ parcelIds: z.array(parcelId).min(1).max(500), requestId }),
      run: ({ parcelIds }) =>
        database.write((writer) => {
          const count = hurryFetches(writer, clock.now(), parcelIds);
          writer.emit({ kind: 'parcels.changed' });
          return { count };
        }),
    }),

    /**
     * The layouts there are (`kind` label or goods; `isBuiltIn` false for a file of the data folder's `layouts`), the files that were
     * not taken with place and problem, and how the labels of each shop look. Files are read when the station starts.
     */
    'labels.layouts': read({
      role: 'packer',
      argument: z.strictObject({}),
      run: () => ({
        layouts: layouts.list().map(({ name, title, kind, goodsList, isBuiltIn }) => ({
          name,
          title,
          kind,
          goodsList,
          isBuiltIn,
        })),
        problems: layouts.problems,
        shops: listShops(database).map((shop) => ({
          shopId: shop.shopId,
          name: shop.name,
          ...readShopLabels(database, shop.shopId),
        })),
      }),
    }),

    /** How a shop's labels look from now on; what is queued stays as it is. Refusals: `shop.unknown`, `layout.unknown` (layout). */
    'labels.setShop': change({
      role: 'supervisor',
      argument: z.strictObject({
        shopId,
        layout: z.string().max(40).optional(),
        goodsList: z.enum(goodsListWishes).optional(),
        needsPlatformLabel: z.boolean().optional(),
        requestId,
      }),
      run: ({ shopId: id, layout, goodsList, needsPlatformLabel }, caller) =>
        database.write((writer) => {
          const shop = findShop(writer, id);
          if (!shop) return refuse('shop.unknown', { shopId: id });
          const isKnown = layouts.list().some((one) => one.kind === 'label' && one.name === layout);
          if (layout !== undefined && !isKnown) return refuse('layout.unknown', { layout });
          const before = readShopLabels(writer, id);
          const after = {
            layout: layout ?? before.layout,
            goodsList: goodsList ?? before.goodsList,
            needsPlatformLabel: needsPlatformLabel ?? before.needsPlatformLabel,
          };
          saveShopLabels(writer, id, after);
          recordAudit(writer, clock, caller, 'shop.labels-set', { kind: 'shop', id }, { ...after });
          return { shopId: id, ...after };
        }),
    }),
  };
}
