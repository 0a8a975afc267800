// Labels that nobody but a platform's print component can read: fetched sealed when they are printed, and signed for a moment later, both
// from the shop whose parcel it is. So such a label needs the network when it prints, and nothing of it is kept here.

import { isFault } from '../basics/fault.ts';
import type { LabelId, TrackingNumber } from '../basics/ids.ts';
import { type Refusal, refuse } from '../basics/refusal.ts';
import type { Database } from '../database/database.ts';
import type { ComponentDocument } from '../devices/component/component-messages.ts';
import type { SignForComponent } from '../devices/component/component-printer.ts';
import { findParcel } from '../parcels/parcels-table.ts';
import type { Platforms } from '../platforms/registry.ts';
import { getShop } from '../shops/shops-table.ts';
import { type Label, partOf } from './label.ts';
import { getLabelFacts } from './labels-table.ts';

export interface SealedLabels {
  /**
   * The bytes a component's printer takes. Refusals: `label.not-sealed` for what the platform has not made (our own lists, parcels of
   * other shops), `label.seal-refused` (words). Faults: `platform.*`; nothing is printed then, and it is tried again.
   */
  read(label: Label): Promise<Uint8Array | Refusal>;
  sign: SignForComponent;
}

/** Labels that were fetched and not yet signed for: two a printer, and those that were given up. */
const mostWaiting = 200;

export function createSealedLabels(parts: {
  readonly database: Database;
  readonly platforms: Platforms;
}): SealedLabels {
  const { database, platforms } = parts;
  const waiting = new Map<string, () => Promise<string>>();

  function remember(labelId: LabelId, signParams: () => Promise<string>): void {
    waiting.delete(labelId);
    waiting.set(labelId, signParams);
    for (const oldest of waiting.keys()) {
      if (waiting.size <= mostWaiting) return;
      waiting.delete(oldest);
    }
  }

  return {
    async read({ labelId, parcelId }) {
      const facts = getLabelFacts(database, labelId);
      const parcel = findParcel(database, parcelId);
      const { carrier, trackingNumber } = parcel ?? {};
      if (!parcel || !carrier || !trackingNumber || partOf(facts) !== 'label')
        return refuse('label.not-sealed', { parcelId });
      const platform = platforms.of(getShop(database, parcel.shopId));
      if (!platform.readPrintData) return refuse('label.not-sealed', { parcelId });
      try {
        const orderIds = [...new Set(parcel.lines.map((line) => line.orderId))];
        const data = await platform.readPrintData({
          parcelId,
          carrier,
          trackingNumber: trackingNumber as TrackingNumber, // branded when it was taken
          orderIds,
        });
        remember(labelId, data.signParams);
        const document: ComponentDocument = {
          encryptedData: data.printData,
          signature: data.signature,
          templateURL: data.templateUrl,
        };
        return Buffer.from(JSON.stringify(document), 'utf8');
      } catch (thrown) {
        if (!isFault(thrown) || thrown.code !== 'platform.refused-us') throw thrown;
        return refuse('label.seal-refused', { parcelId, words: String(thrown.facts.words ?? '') });
      }
    },
    async sign(labelId) {
      const signParams = waiting.get(labelId);
      if (!signParams) return { reason: 'component.no-key' };
      try {
        return { params: await signParams() };
      } catch (thrown) {
        if (!isFault(thrown)) throw thrown;
        return { reason: `fault.${thrown.code}` };
      }
    },
  };
}
