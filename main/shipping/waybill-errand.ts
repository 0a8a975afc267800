// Giving back a waybill number that will never be used: the platform would charge for it, or wonder where the parcel is.

import { z } from 'zod';
import { isFault } from '../basics/fault.ts';
import type { TrackingNumber } from '../basics/ids.ts';
import type { Reader } from '../database/database.ts';
import type { Answer, Errand } from '../outbox/errand.ts';
import type { OutboxRow } from '../outbox/outbox.ts';
import { waybillReturnKind } from '../parcels/return-waybill.ts';
import type { Platform } from '../platforms/platform.ts';

/** Whose number it is was not written down by earlier versions. A question stands for the number that its lost answer held. */
const payloadSchema = z.union([
  z.strictObject({ trackingNumber: z.string().min(1), carrier: z.string().nullable().default(null) }),
  z.strictObject({ question: z.string().min(1) }),
]);

function parse(row: OutboxRow): z.output<typeof payloadSchema> | undefined {
  try {
    return payloadSchema.parse(JSON.parse(row.payloadJson));
  } catch {
    return undefined; // not JSON or not this shape: the caller puts the row before a person
  }
}

/** Given back twice is given back once: there is nothing to ask first. */
export function waybillErrand({ database }: { readonly database: Reader }): Errand {
  function isInUse(trackingNumber: TrackingNumber): boolean {
    return (
      database.get(
        `SELECT 1 FROM parcels WHERE tracking_number = ? AND state NOT IN ('pulled', 'dissolved')`,
        [trackingNumber],
      ) !== undefined
    );
  }

  async function giveBack(platform: Platform, waybill: z.output<typeof payloadSchema>): Promise<string> {
    if ('question' in waybill)
      return (await platform.giveBackAsked?.(waybill.question, isInUse)) === true
        ? 'waybill.returned'
        : 'waybill.none-given';
    await platform.cancelWaybill(waybill.trackingNumber as TrackingNumber, waybill.carrier); // branded when it was taken
    return 'waybill.returned';
  }

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
          answers.push({
            idempotencyKey,
            outcome: 'done',
            code: await giveBack(platform, waybill),
            words: '',
          });
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
