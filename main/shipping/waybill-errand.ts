// Giving back a waybill number that will never be used: the platform would charge for it, or wonder where the parcel is.

import { z } from 'zod';
import { isFault } from '../basics/fault.ts';
import type { TrackingNumber } from '../basics/ids.ts';
import type { Answer, Errand } from '../outbox/errand.ts';
import type { OutboxRow } from '../outbox/outbox.ts';
import { waybillReturnKind } from '../parcels/return-waybill.ts';

/** Whose number it is was not written down by earlier versions. */
const payloadSchema = z.strictObject({
  trackingNumber: z.string().min(1),
  carrier: z.string().nullable().default(null),
});

function parse(row: OutboxRow): { trackingNumber: TrackingNumber; carrier: string | null } | undefined {
  try {
    const { trackingNumber, carrier } = payloadSchema.parse(JSON.parse(row.payloadJson));
    return { trackingNumber: trackingNumber as TrackingNumber, carrier }; // branded when it was taken
  } catch {
    return undefined; // not JSON or not this shape: the caller puts the row before a person
  }
}

/** Given back twice is given back once: there is nothing to ask first. */
export function waybillErrand(): Errand {
  return {
    kind: waybillReturnKind,
    limit: () => 50,
    isReadable: (row) => parse(row) !== undefined,
    about: (row) => [row.subjectId],
    ask: async () => () => ({ kind: 'go' }),
    async send(platform, rows) {
      const answers: Answer[] = [];
      for (const row of rows) {
        const waybill = parse(row);
        if (!waybill) continue;
        const { idempotencyKey } = row;
        try {
          await platform.cancelWaybill(waybill.trackingNumber, waybill.carrier);
          answers.push({ idempotencyKey, outcome: 'done', code: 'waybill.returned', words: '' });
        } catch (thrown) {
          if (!isFault(thrown) || thrown.code !== 'platform.refused-us') throw thrown;
          const words = String(thrown.facts.words ?? '');
          answers.push({ idempotencyKey, outcome: 'fix', code: 'waybill.not-returned', words });
        }
      }
      return answers;
    },
    settle: () => {},
  };
}
