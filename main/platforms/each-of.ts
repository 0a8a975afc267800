// Many calls at once to a platform whose rate sets the pace: enough are begun that its line is never idle, and when the first fails no
// more are.

import { type Fault, isFault } from '../basics/fault.ts';
import type { Shipment, ShipmentAnswer } from './platform.ts';

/** More than any line needs to be busy; each waits for its turn. */
const atATime = 32;

/**
 * Answers in the order of the questions. After the first fault no new one is begun, and what waits for its turn may be kept here:
 * `beforeLeaving` throws that fault.
 */
export async function eachOf<Item, Answer>(
  items: readonly Item[],
  work: (item: Item, beforeLeaving: () => void) => Promise<Answer>,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  let next = 0;
  let first: { readonly thrown: unknown } | undefined;
  const unlessFailed = () => {
    if (first) throw first.thrown;
  };
  async function worker(): Promise<void> {
    while (next < items.length) {
      const index = next;
      next += 1;
      const item = items[index];
      if (item === undefined) continue;
      try {
        answers[index] = await work(item, unlessFailed);
      } catch (thrown) {
        first ??= { thrown };
        next = items.length;
        throw thrown;
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(atATime, items.length) }, worker));
  return answers;
}

/** Faults that concern one call alone: it left, and nobody knows what came of it. */
const lost: readonly string[] = ['platform.silent', 'platform.gibberish'];

/**
 * Tells the platform of each shipment by itself. Of whose answer nobody knows nothing is said: it is read before it is sent again. Any other
 * Fault is about the whole shop: what has not left by then stays here (`beforeLeaving` throws), and is told when it is the only answer.
 */
export async function tellEach(
  shipments: readonly Shipment[],
  tell: (shipment: Shipment, beforeLeaving: () => void) => Promise<Omit<ShipmentAnswer, 'idempotencyKey'>>,
): Promise<readonly ShipmentAnswer[]> {
  const answers: ShipmentAnswer[] = [];
  let fault: Fault | undefined;
  const unlessStopped = () => {
    if (fault) throw fault;
  };
  await eachOf(shipments, async (shipment) => {
    try {
      unlessStopped();
      const said = await tell(shipment, unlessStopped);
      answers.push({ idempotencyKey: shipment.idempotencyKey, ...said });
    } catch (thrown) {
      if (!isFault(thrown)) throw thrown;
      if (!lost.includes(thrown.code)) fault ??= thrown;
    }
  });
  if (fault && answers.length === 0) throw fault;
  return answers;
}
