// Tells the rolls what printers say about their paper, whenever one of them says something new. What it said before is not heard again:
// a roll whose end a person has told stays out until the printer moves.

import type { Clock } from '../basics/clock.ts';
import type { Events } from '../basics/events.ts';
import type { PrinterId } from '../basics/ids.ts';
import type { Database } from '../database/database.ts';
import type { PrinterState } from '../devices/printers/printer.ts';
import { listPrinters } from '../devices/printers/printers-table.ts';
import { findRoll, notePaper } from './rolls.ts';

export interface RollWatchParts {
  readonly database: Database;
  readonly events: Events;
  readonly clock: Clock;
  readonly printers: { stateOf(printerId: PrinterId): PrinterState };
}

/** Answers the function that ends the watch. */
export function watchRolls(parts: RollWatchParts): () => void {
  const { database, events, clock, printers } = parts;
  let isWaiting = false;
  let isOver = false;
  const heard = new Map<PrinterId, PrinterState>();

  function look(): void {
    isWaiting = false;
    if (isOver || database.readOnly || !database.connection.open) return;
    for (const { printerId } of listPrinters(database)) {
      const state = printers.stateOf(printerId);
      if (heard.get(printerId) === state) continue;
      heard.set(printerId, state);
      const hasPaper = paperOf(state);
      const isOut = findRoll(database, printerId)?.isOut ?? false;
      if (hasPaper === null || hasPaper !== isOut) continue;
      database.write((writer) => notePaper(writer, printerId, hasPaper, clock.now()));
    }
  }

  const stopListening = events.on((event) => {
    if (event.kind !== 'printers.changed' || isWaiting) return;
    isWaiting = true;
    queueMicrotask(look); // whoever told may still be in its transaction
  });
  return () => {
    isOver = true;
    stopListening();
  };
}

/** Null while the printer does not say: one that answers nothing may have no paper, or no power. */
function paperOf(state: PrinterState): boolean | null {
  if (state.kind === 'trouble') return !state.troubles.includes('paper-out');
  // One that prints has paper: what comes out from here on is counted on the new roll, not only what comes after the batch.
  return state.kind === 'ready' || state.kind === 'busy' ? true : null;
}
