// Giving back a waybill number that will never be used: the platform would charge for it, or wonder where the parcel is.

import { z } from 'zod';
import type { TrackingNumber } from '../basics/ids.ts';
import type { Answer, Errand } from '../outbox/errand.ts';
import type { OutboxRow } from '../outbox/outbox.ts';
import { waybillReturnKind } from '../parcels/return-waybill.ts';

const payloadSchema = z.strictObject({ trackingNumber: z.string().min(1) });

function parse(row: OutboxRow): TrackingNumber | undefined {
  try {
    return payloadSchema.parse(JSON.parse(row.payloadJson)).trackingNumber as TrackingNumber; // branded when it was taken
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
    ask: async () => () => ({ kind: 'go' }),
    async send(platform, rows) {
      const answers: Answer[] = [];
      for (const row of rows) {
        const trackingNumber = parse(row);
        if (!trackingNumber) continue;
        await platform.cancelWaybill(trackingNumber);
        answers.push({
          idempotencyKey: row.idempotencyKey,
          outcome: 'done',
          code: 'waybill.returned',
          words: '',
        });
      }
      return answers;
    },
    settle: () => {},
  };
}
