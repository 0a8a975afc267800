// Reads of door delivery that look at every tagged parcel still here: the day of a shop, and the parcels of it.

import type { HeavyRead } from '../database/beside.ts';
import type { Shop } from '../shops/shops-table.ts';
import { listParcelsToGo, type ParcelContent, type ParcelToGo, readContents } from './parcels-to-go.ts';
import { readShopCompliance, type ShopCompliance } from './read-compliance.ts';

export const complianceRead: HeavyRead<{ readonly shop: Shop }, ShopCompliance> = {
  name: 'compliance.read',
  run: (reader, now, { shop }) => readShopCompliance(reader, shop, now),
};

interface ToGoAsked {
  readonly shopId: Shop['shopId'];
  /** Only those that would fail as they are. */
  readonly onlyFailing: boolean;
  readonly offset: number;
  readonly limit: number;
}

type ToGoRow = ParcelToGo & ParcelContent & { readonly shippedAt: null };

export const toGoRead: HeavyRead<ToGoAsked, { rows: ToGoRow[]; total: number }> = {
  name: 'compliance.toGo',
  run: (reader, now, { shopId, onlyFailing, offset, limit }) => {
    const all = listParcelsToGo(reader, shopId, now);
    const wanted = onlyFailing ? all.filter((parcel) => parcel.reasons.length > 0) : all;
    const some = wanted.slice(offset, offset + limit);
    const contents = readContents(
      reader,
      some.map((parcel) => parcel.parcelId),
      now,
    );
    const empty: ParcelContent = { orderIds: [], recipientMask: '', lines: [] };
    const rows = some.map((parcel) => ({
      ...parcel,
      ...(contents.get(parcel.parcelId) ?? empty),
      shippedAt: null,
    }));
    return { rows, total: wanted.length };
  },
};
