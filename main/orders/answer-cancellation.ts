// Answering a buyer who asked to cancel: decided here by a person, owed to the platform, done when the platform confirms it. The order
// stays held until then; nothing is ever answered by the station alone.

import { z } from 'zod';
import type { Clock } from '../basics/clock.ts';
import type { RandomBytes, ShopId } from '../basics/ids.ts';
import { type Refusal, refuse } from '../basics/refusal.ts';
import type { Caller } from '../basics/request.ts';
import type { Database, Writer } from '../database/database.ts';
import type { Answer, Errand } from '../outbox/errand.ts';
import type { OutboxRow } from '../outbox/outbox.ts';
import { addDebt, settleDebt } from '../outbox/outbox-table.ts';
import { recordAudit } from '../people/audit.ts';
import type { CancellationAnswer } from '../platforms/platform.ts';
import { findCancellation, setCancellationState } from './cancellations-table.ts';
import { orderSubject } from './order.ts';

const cancellationKind = 'cancellation';

export interface Decision {
  readonly shopId: ShopId;
  readonly cancelId: string;
  readonly accept: boolean;
  /** One of the platform's reasons; needed to refuse. */
  readonly reasonCode: string | null;
  readonly note: string;
}

const payloadSchema = z.strictObject({
  orderId: z.string().min(1),
  cancelId: z.string().min(1),
  accept: z.boolean(),
  reasonCode: z.string().nullable(),
  note: z.string(),
  person: z.string(),
});

export interface DecideParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: RandomBytes;
}

/**
 * Refusals: `cancellation.unknown` (cancelId), `cancellation.not-asked` (state), `cancellation.reason-needed`.
 */
export function decideCancellation(
  parts: DecideParts,
  decision: Decision,
  caller: Caller,
): { readonly outboxNo: number } | Refusal {
  return parts.database.write((writer) => {
    const { shopId, cancelId, accept, reasonCode, note } = decision;
    const known = findCancellation(writer, shopId, cancelId);
    if (!known) return refuse('cancellation.unknown', { cancelId });
    if (known.state !== 'asked') return refuse('cancellation.not-asked', { state: known.state });
    if (!accept && reasonCode === null) return refuse('cancellation.reason-needed', {});
    const now = parts.clock.now();
    setCancellationState(writer, known, 'answering', { at: now, by: caller.person });
    const outboxNo = addDebt(
      writer,
      {
        idempotencyKey: Buffer.from(parts.random(16)).toString('hex'),
        shopId,
        kind: cancellationKind,
        subjectId: cancelId,
        payload: { orderId: known.orderId, cancelId, accept, reasonCode, note, person: caller.person },
      },
      now,
    );
    const verb = accept ? 'cancellation.accepted' : 'cancellation.refused';
    recordAudit(writer, parts.clock, caller, verb, orderSubject(known.orderKey), { cancelId, reasonCode });
    return { outboxNo };
  });
}

function parseAnswer(row: OutboxRow): CancellationAnswer | undefined {
  try {
    const { person, ...answer } = payloadSchema.parse(JSON.parse(row.payloadJson));
    return {
      ...answer,
      orderId: answer.orderId as CancellationAnswer['orderId'], // branded when the order was taken in
      idempotencyKey: row.idempotencyKey,
    };
  } catch {
    return undefined; // not JSON or not this shape: the caller puts the row before a person
  }
}

/** The platform takes the same key twice as once; so there is nothing to ask before. */
export function cancellationErrand(clock: Clock): Errand {
  return {
    kind: cancellationKind,
    limit: () => 20,
    isReadable: (row) => parseAnswer(row) !== undefined,
    about: (row) => [row.subjectId],
    ask: async () => () => ({ kind: 'go' }),
    async send(platform, rows) {
      const answers: Answer[] = [];
      for (const row of rows) {
        const answer = parseAnswer(row);
        if (!answer) continue;
        if (platform.answerCancellation) answers.push(await platform.answerCancellation(answer));
        else {
          const { idempotencyKey } = answer;
          answers.push({ idempotencyKey, outcome: 'fix', code: 'cancellation.not-here', words: '' });
        }
      }
      return answers;
    },
    settle(writer, row, outcome, said) {
      const answer = parseAnswer(row);
      const known = answer && findCancellation(writer, row.shopId, answer.cancelId);
      if (!known) return;
      if (outcome === 'done') {
        setCancellationState(writer, known, answer.accept ? 'accepted' : 'refused', null);
        return;
      }
      // The platform would not have it: the question is open again, with what the platform said.
      askAgain(writer, row, said);
    },
  };

  function askAgain(writer: Writer, row: OutboxRow, said: { code: string; words: string }): void {
    settleDebt(writer, row.outboxNo, 'withdrawn', said, clock.now());
    const known = findCancellation(writer, row.shopId, row.subjectId);
    if (known) setCancellationState(writer, known, 'asked', null, said);
  }
}
