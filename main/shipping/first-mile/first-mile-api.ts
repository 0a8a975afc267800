// Requests about the first mile of cross-border shops: fill a bundle by scanning, tell the platform, print its waybill, hand it over.

import { z } from 'zod';
import type { ParcelId, PrinterId } from '../../basics/ids.ts';
import { refuse } from '../../basics/refusal.ts';
import { change, job, read } from '../../basics/request.ts';
import { recordAudit } from '../../people/audit.ts';
import { getShop, listShops } from '../../shops/shops-table.ts';
import { type FillParts, firstMileRegion, scanIntoBundle, takeOutOfBundle } from './fill-bundle.ts';
import { type Bundle, type BundledParcel, bundleSubject } from './first-mile.ts';
import { findBundle, listBundled, listBundles, listUnbundled, noteHandedOver } from './first-mile-table.ts';
import { type PrintBundleParts, printBundle } from './print-bundle.ts';
import { fetchWaybill, settleUnsure, tellBundle } from './tell-bundle.ts';

/** Bundles of some weeks; what is older is found in the audit. */
const mostBundles = 50;
const mostUnbundled = 200;

export interface BundleView extends Bundle {
  readonly shopName: string;
  readonly parcels: readonly BundledParcel[];
}

const bundleId = z.string().min(1).max(60);
const requestId = z.string().optional();

export function firstMileApi(parts: FillParts & PrintBundleParts) {
  const { database, clock } = parts;

  const view = (bundle: Bundle): BundleView => ({
    ...bundle,
    shopName: getShop(database, bundle.shopId).name,
    parcels: listBundled(database, bundle.bundleId),
  });

  return {
    /**
     * The cross-border shops with their region, their bundles (open ones first, newest first), and packed parcels that are in none yet.
     * Empty everywhere for a station without such a shop.
     */
    'firstMile.read': read({
      role: 'packer',
      argument: z.strictObject({}),
      run: () => {
        const shops = listShops(database).flatMap((shop) => {
          const region = firstMileRegion(parts.platforms, shop);
          return region === null ? [] : [{ shopId: shop.shopId, name: shop.name, region }];
        });
        const shopIds = shops.map(({ shopId }) => shopId);
        return {
          shops,
          bundles: listBundles(database, mostBundles).map(view),
          unbundled: shops.length === 0 ? [] : listUnbundled(database, shopIds, mostUnbundled),
        };
      },
    }),

    /** Puts the scanned parcel into the open bundle of its shop. Refusals: those of `scanIntoBundle`. */
    'firstMile.scan': change({
      role: 'packer',
      argument: z.strictObject({ code: z.string().min(1).max(200), requestId }),
      run: ({ code }, caller) => database.write((writer) => scanIntoBundle(parts, writer, code, caller)),
    }),

    /** Takes a parcel out of an open bundle. Refusals: `first-mile.unknown` (bundleId), `first-mile.not-open` (state). */
    'firstMile.takeOut': change({
      role: 'packer',
      argument: z.strictObject({
        bundleId,
        parcelId: z.string().transform((text) => text as ParcelId), // looked up before anything trusts it
        requestId,
      }),
      run: (asked, caller) => database.write((writer) => takeOutOfBundle(parts, writer, asked, caller)),
    }),

    /** Closes the bundle and owes it to the platform. Refusals: those of `tellBundle`. */
    'firstMile.tell': change({
      role: 'packer',
      argument: z.strictObject({
        bundleId,
        method: z.enum(['pickup', 'drop-off']),
        dropOff: z
          .strictObject({
            carrier: z.string().trim().min(1).max(60),
            carrierId: z.string().trim().regex(/^\w+$/).max(60),
            trackingNumber: z.string().max(200),
            phoneTail: z
              .string()
              .trim()
              .regex(/^\d{4}$/),
          })
          .nullable()
          .default(null),
        requestId,
      }),
      run: (asked, caller) => database.write((writer) => tellBundle(parts, writer, asked, caller)),
    }),

    /**
     * Says what became of a bundle whose answer was lost: `platformId` as the back office shows it, or null when it is not there and is told
     * once more. Refusals: `first-mile.unknown` (bundleId), `first-mile.not-unsure` (state).
     */
    'firstMile.settle': change({
      role: 'supervisor',
      argument: z.strictObject({
        bundleId,
        platformId: z.string().trim().min(1).max(60).nullable(),
        requestId,
      }),
      run: (asked, caller) => database.write((writer) => settleUnsure(parts, writer, asked, caller)),
    }),

    /** Fetches the bundle's waybill again; its address ends after a day. Refusals: `first-mile.unknown`, `first-mile.no-document` (platformId). */
    'firstMile.fetchWaybill': job({
      role: 'packer',
      argument: z.strictObject({ bundleId, requestId }),
      run: async (asked) => {
        const bundle = findBundle(database, asked.bundleId);
        if (!bundle) return refuse('first-mile.unknown', { bundleId: asked.bundleId });
        const platform = parts.platforms.of(getShop(database, bundle.shopId));
        const isThere = bundle.hasWaybill || (await fetchWaybill(parts, platform, bundle.bundleId));
        return isThere
          ? { bundleId: bundle.bundleId }
          : refuse('first-mile.no-document', { platformId: bundle.platformId });
      },
    }),

    /** Prints the bundle's waybill. Refusals: those of `printBundle`. */
    'firstMile.print': job({
      role: 'packer',
      argument: z.strictObject({
        bundleId,
        printerId: z.string().transform((text) => text as PrinterId), // looked up before anything trusts it
        requestId,
      }),
      run: (asked, caller) => printBundle(parts, asked, caller),
    }),

    /** The driver has it. Refusals: `first-mile.unknown` (bundleId), `first-mile.not-made` (state). */
    'firstMile.handOver': change({
      role: 'packer',
      argument: z.strictObject({ bundleId, requestId }),
      run: (asked, caller) =>
        database.write((writer) => {
          const bundle = findBundle(writer, asked.bundleId);
          if (!bundle) return refuse('first-mile.unknown', { bundleId: asked.bundleId });
          if (bundle.state === 'handed-over') return { bundleId: bundle.bundleId };
          if (bundle.state !== 'made') return refuse('first-mile.not-made', { state: bundle.state });
          const count = listBundled(writer, bundle.bundleId).filter(({ leftOut }) => leftOut === null).length;
          noteHandedOver(writer, bundle.bundleId, clock.now(), caller.person);
          recordAudit(writer, clock, caller, 'bundle.handed-over', bundleSubject(bundle.bundleId), { count });
          writer.emit({ kind: 'parcels.changed' });
          return { bundleId: bundle.bundleId };
        }),
    }),
  };
}
