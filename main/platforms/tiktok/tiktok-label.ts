// The label that TikTok Shop draws for a package whose shipping was arranged: fetched at once, for its address ends after a day.

import { z } from 'zod';
import { Fault } from '../../basics/fault.ts';
import type { TrackingNumber } from '../../basics/ids.ts';
import type { LabelAnswer, LabelledParcel } from '../platform.ts';
import { whyNoLabel, wordsOf } from './codes.ts';
import type { PackageFitter } from './fit-packages.ts';
import { byPackage, numberOf } from './pick-pieces.ts';
import type { TiktokPull } from './pull-tiktok.ts';
import type { TiktokClient } from './tiktok-client.ts';
import { isCancelled, type TiktokOrder, unitsToSend } from './tiktok-order.ts';

const mostLabelBytes = 8 * 1024 * 1024;
const askAgainMs = 2_000;

const labelTold = z.object({ doc_url: z.string().min(1), tracking_number: z.string().nullish() });

export function createLabelFetcher(parts: {
  readonly client: Pick<TiktokClient, 'ask' | 'download'>;
  readonly pull: Pick<TiktokPull, 'readDetails'>;
  readonly fitter: Pick<PackageFitter, 'readPackage'>;
}): (parcel: LabelledParcel) => Promise<LabelAnswer> {
  const { client, pull, fitter } = parts;

  /** The package with the parcel's number; an order may be in several, and not show any number yet. */
  async function findPackage(
    { trackingNumber }: LabelledParcel,
    orders: readonly TiktokOrder[],
  ): Promise<string | undefined> {
    const packages = [...byPackage(orders, unitsToSend)];
    const shown = packages.find(([, pieces]) => numberOf(pieces) === trackingNumber);
    if (shown) return shown[0];
    const silent = packages.filter(([, pieces]) => numberOf(pieces) === '').map(([packageId]) => packageId);
    for (const packageId of silent) {
      const number = ((await fitter.readPackage(packageId))?.tracking_number ?? '').trim();
      if (number === trackingNumber) return packageId;
    }
    return packages.length === 1 ? silent[0] : undefined;
  }

  return async (parcel) => {
    const orders = await pull.readDetails(parcel.orderIds);
    const packageId = await findPackage(parcel, orders);
    if (packageId === undefined) {
      const gone = orders.find(({ status }) => isCancelled(status));
      return gone
        ? { kind: 'none', code: 'label-document.order-cancelled', words: gone.id }
        : { kind: 'none', code: 'label-document.no-package', words: '' };
    }
    const answer = await client.ask({
      method: 'GET',
      path: `/fulfillment/202309/packages/${packageId}/shipping_documents`,
      query: { document_type: 'SHIPPING_LABEL', document_size: 'A6' },
    });
    if (answer.code !== 0) {
      const why = whyNoLabel(answer.code);
      if (why === 'later') return { kind: 'later', afterMs: askAgainMs };
      return { kind: 'none', code: why, words: wordsOf(answer) };
    }
    const told = labelTold.safeParse(answer.data);
    if (!told.success) throw new Fault('platform.gibberish', 'later', { begins: 'doc_url' });
    const bytes = await client.download(told.data.doc_url, mostLabelBytes);
    const number = (told.data.tracking_number ?? '').trim() || parcel.trackingNumber;
    return {
      kind: 'document',
      format: bytes[0] === 0x89 ? 'png' : 'pdf',
      bytes,
      trackingNumber: number as TrackingNumber, // as the platform writes it
    };
  };
}
