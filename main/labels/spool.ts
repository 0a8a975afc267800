// The label spool: one batch at a time per printer, at most two labels in the printer, each written as `sending` before its first
// byte leaves and confirmed with the best evidence that the printer gives. The first doubt stops the batch: what a crash, a cut
// cable or a printer that does not add up leaves open becomes `uncertain` and waits for a person; nothing uncertain prints again by
// itself.

import type { Logger } from 'pino';
import type { Clock } from '../basics/clock.ts';
import { isFault } from '../basics/fault.ts';
import type { BatchId, LabelId, PrinterId } from '../basics/ids.ts';
import { isRefusal, type Refusal, refuse } from '../basics/refusal.ts';
import type { Database, Writer } from '../database/database.ts';
import type { Vault } from '../database/vault.ts';
import {
  type Confirmation,
  type LabelPrinter,
  mostInPrinter,
  type PrinterState,
  type SendOutcome,
} from '../devices/printers/printer.ts';
import type { PrinterRegistry } from '../devices/printers/printer-registry.ts';
import { listPrinters, mustForgetHeld, setMustForgetHeld } from '../devices/printers/printers-table.ts';
import { getParcel } from '../parcels/parcels-table.ts';
import { restingState } from './batch.ts';
import { findBatch, findNextInLine, getBatch, listBatchesInState, setBatchState } from './batches-table.ts';
import { composeLabel } from './compose-label.ts';
import { judgeLabel } from './judge-label.ts';
import { evidenceOfLevel, type Label } from './label.ts';
import type { LabelDrawer } from './label-drawer.ts';
import type { DrawnLabel } from './label-work.ts';
import { countLabelStates, getLabelFacts, listQueuedLabels, moveLabel } from './labels-table.ts';
import { markUnsettled, recoverBatch, recoverLine, voidQueued, whyItRests } from './rest-batch.ts';
import type { SealedLabels } from './sealed-labels.ts';

export type Wish = 'go' | 'pause' | 'cancel';

export interface Spool {
  /** Brings the books in order: what the books call printing and nobody prints was cut off. Called before anything prints. */
  recover(): void;
  /** Prints a batch that stands in line, as soon as its printer is free. Call after commit. */
  wake(printerId: PrinterId): void;
  /** Asks the batch that prints now to rest at the next label boundary; false when it does not print. */
  wishRest(batchId: BatchId, wish: 'pause' | 'cancel'): boolean;
  /** Lets go of the printer at once: the labels in it are in doubt. Call after commit. */
  letGo(batchId: BatchId): void;
  printingOn(printerId: PrinterId): BatchId | null;
  /** Resolves when this batch neither prints nor stands in line behind one that does. */
  rested(batchId: BatchId): Promise<void>;
  /** Resolves when nothing prints. */
  idle(): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}

interface Run {
  readonly batchId: BatchId;
  wish: Wish;
  done: Promise<void>;
}

/** A label whose turn comes soon. */
interface DrawnAhead {
  readonly labelId: string;
  readonly drawing: Promise<Pick<DrawnLabel, 'bytes'> | Refusal>;
}

export interface SpoolParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly vault: Vault;
  readonly log: Logger;
  readonly drawer: LabelDrawer;
  readonly printers: PrinterRegistry;
  /** Left out where no shop is linked whose labels are sealed. */
  readonly sealed?: Pick<SealedLabels, 'read'>;
}

export function createSpool(parts: SpoolParts): Spool {
  const { database, clock, printers, drawer } = parts;
  const runs = new Map<PrinterId, Run>();
  const firstOfNext = new Map<PrinterId, DrawnAhead>();
  let isStopping = false;
  let cancelWarming = () => {};

  function recover(): void {
    if (database.readOnly) return;
    const alive = new Set([...runs.values()].map((run) => run.batchId));
    const cutOff = listBatchesInState(database, 'printing').filter((batch) => !alive.has(batch.batchId));
    if (cutOff.length === 0) return;
    database.write((writer) => {
      for (const batch of cutOff) recoverBatch(writer, batch.batchId, clock.now());
    });
  }

  function wake(printerId: PrinterId): void {
    if (isStopping || runs.has(printerId)) return;
    try {
      recover();
      const next = findNextInLine(database, printerId);
      if (next) startRun(printerId, next.batchId);
    } catch (thrown) {
      // It stands in line; the next start of a batch, or of the station, takes it up.
      parts.log.error({ printerId, err: thrown }, 'no batch could be started');
    }
  }

  function startRun(printerId: PrinterId, batchId: BatchId): void {
    database.write((writer) => setBatchState(writer, batchId, 'printing', clock.now()));
    const run: Run = { batchId, wish: 'go', done: Promise.resolve() };
    runs.set(printerId, run);
    run.done = printBatch(printerId, run)
      .catch((thrown) => failRun(run, thrown))
      .catch((thrown) => parts.log.error({ batchId, err: thrown }, 'a batch could not be put to rest'))
      .finally(() => {
        runs.delete(printerId);
        wakeNext(printerId, batchId);
      });
  }

  /** The line goes on only behind a batch that is through: a jam is not the moment for the next fifty labels. */
  function wakeNext(printerId: PrinterId, batchId: BatchId): void {
    if (isStopping || !database.connection.open) return;
    const state = findBatch(database, batchId)?.state;
    if (state === 'finished' || state === 'cancelled') wake(printerId);
  }

  async function printBatch(printerId: PrinterId, run: Run): Promise<void> {
    const printer = printers.of(printerId);
    if (!printer) return rest(run, 'printer.unknown');
    printers.saw(printerId, { kind: 'busy' });
    const stopped = await printLabels(printer, run).catch(async (thrown) => {
      // What broke knows nothing of the labels in the printer: the next run begins with a printer that holds no memory of them.
      await printer.close();
      await printer.finish();
      throw thrown;
    });
    const finished = await printer.finish();
    const trouble = stopped ?? finished.doubt;
    if (trouble !== null) firstOfNext.delete(printerId); // it may be long before its turn comes
    database.write((writer) => {
      noteConfirmed(writer, run.batchId, finished);
      if (finished.doubt !== null) markUnsettled(writer, run.batchId, finished.doubt, clock.now());
      restBatch(writer, run, trouble);
    });
    if (trouble === null) printers.saw(printerId, { kind: 'ready' });
    // What the printer itself said of its trouble says more than why the batch stopped.
    else if (!isTold(printers.stateOf(printerId))) {
      printers.saw(printerId, { kind: 'unreachable', reason: trouble });
    }
  }

  /** Sends label after label; answers null when all are through or a person asked to rest, else why it stopped. */
  async function printLabels(printer: LabelPrinter, run: Run): Promise<string | null> {
    let ahead = firstOfNext.get(printer.printerId);
    firstOfNext.delete(printer.printerId);
    for (;;) {
      const doubt = await confirmDownTo(printer, run, mostInPrinter - 1);
      if (doubt !== null) return doubt;
      const [next, afterNext] = listQueuedLabels(database, run.batchId, 2);
      if (!next && run.wish === 'go') drawFirstOfNext(printer);
      if (!next || run.wish !== 'go') return confirmDownTo(printer, run, 0);
      const drawing = ahead?.labelId === next.labelId ? ahead.drawing : draw(printer, next);
      // A platform may take its time: what is in the printer is watched meanwhile.
      if (printer.unconfirmed > 0 && !(await isSoon(drawing))) {
        const late = await confirmDownTo(printer, run, 0);
        if (late !== null) return late;
      }
      const drawn = await drawing.catch(asReason);
      // The platform cannot be asked for its label: what is in the printer comes out, and the batch waits for a person.
      if (typeof drawn === 'string') return (await confirmDownTo(printer, run, 0)) ?? drawn;
      if (isRefusal(drawn)) {
        database.write((writer) => failLabel(writer, next, drawn));
        continue;
      }
      // The next label is drawn while this one is on its way: the printer never waits for us.
      ahead = afterNext && { labelId: afterNext.labelId, drawing: draw(printer, afterNext) };
      ahead?.drawing.catch(() => {}); // looked at when its turn comes
      if (run.wish === 'go' && mustForgetHeld(database, printer.printerId)) {
        const reason = await printer.forgetHeld(drawn.bytes.length);
        if (reason !== null) return reason;
        database.write((writer) => setMustForgetHeld(writer, printer.printerId, false));
      }
      if (run.wish !== 'go') return confirmDownTo(printer, run, 0);
      if (!database.write((writer) => beginLabel(writer, next))) continue;
      const outcome = await printer.send({
        labelId: next.labelId,
        batchNo: getBatch(database, run.batchId).batchNo,
        position: next.position,
        trackingNumber: next.trackingNumber,
        bytes: drawn.bytes,
      });
      database.write((writer) => settleOutcome(writer, next, outcome));
      if (outcome.kind !== 'delivered') return outcome.reason;
    }
  }

  /** Waits until at most so many labels are in the printer; what is confirmed is in the books at once. Answers the first doubt. */
  async function confirmDownTo(printer: LabelPrinter, run: Run, inPrinter: number): Promise<string | null> {
    while (printer.unconfirmed > inPrinter) {
      const told = await printer.confirm();
      if (told.confirmed.length > 0) database.write((writer) => noteConfirmed(writer, run.batchId, told));
      if (told.doubt !== null) return told.doubt;
    }
    return null;
  }

  function noteConfirmed(writer: Writer, batchId: BatchId, { confirmed }: Confirmation): void {
    for (const { labelId, evidence, printedCount, isMaybeTwice } of confirmed) {
      const state = evidence >= 2 ? 'printed' : 'sent';
      const to = { state, evidence: evidenceOfLevel(evidence), printedCount, isMaybeTwice } as const;
      moveLabel(writer, labelId as LabelId /* it came from here */, ['sent'], to, clock.now());
    }
    if (confirmed.length > 0) tellProgress(writer, batchId);
  }

  /** While the last label of a batch comes out, the first one of the batch behind it in line is drawn. */
  function drawFirstOfNext(printer: LabelPrinter): void {
    const behind = findNextInLine(database, printer.printerId);
    const [first] = behind ? listQueuedLabels(database, behind.batchId, 1) : [];
    if (!first) return;
    const drawing = draw(printer, first);
    drawing.catch(() => {}); // looked at when its turn comes
    firstOfNext.set(printer.printerId, { labelId: first.labelId, drawing });
  }

  function isSoon(work: Promise<unknown>): Promise<boolean> {
    return new Promise((resolve) => {
      const cancel = clock.after(soonMs, () => resolve(false));
      const settle = () => {
        cancel();
        resolve(true);
      };
      work.then(settle, settle);
    });
  }

  function asReason(thrown: unknown): string {
    if (isFault(thrown) && thrown.code.startsWith('platform.')) return `fault.${thrown.code}`;
    throw thrown;
  }

  async function draw(printer: LabelPrinter, label: Label): Promise<Pick<DrawnLabel, 'bytes'> | Refusal> {
    if (printer.isForSealed) {
      const bytes = await (parts.sealed?.read(label) ??
        refuse('label.not-sealed', { parcelId: label.parcelId }));
      return isRefusal(bytes) ? bytes : { bytes };
    }
    const content = composeLabel(database, parts.vault, getLabelFacts(database, label.labelId));
    return drawer.draw(content, printer.format);
  }

  /** The last look before the first byte: still queued, still allowed. Then it is on its way, in the books first. */
  function beginLabel(writer: Writer, label: Label): boolean {
    const obstacle = judgeLabel(writer, clock, getParcel(writer, label.parcelId));
    if (obstacle) {
      failLabel(writer, label, obstacle);
      return false;
    }
    const hasBegun = moveLabel(writer, label.labelId, ['queued'], { state: 'sending' }, clock.now());
    if (hasBegun) tellProgress(writer, label.batchId);
    return hasBegun;
  }

  function failLabel(writer: Writer, label: Label, refusal: Refusal): void {
    const to = { state: 'failed', reason: refusal.code, reasonFacts: refusal.facts } as const;
    moveLabel(writer, label.labelId, ['queued'], to, clock.now());
    tellProgress(writer, label.batchId);
  }

  function settleOutcome(writer: Writer, label: Label, outcome: SendOutcome): void {
    const at = clock.now();
    switch (outcome.kind) {
      case 'delivered': {
        const { evidence } = outcome;
        const state = evidence !== null && evidence >= 2 ? 'printed' : 'sent';
        const to = { state, evidence: evidence === null ? null : evidenceOfLevel(evidence) } as const;
        moveLabel(writer, label.labelId, ['sending'], to, at);
        break;
      }
      case 'nothing-sent':
        moveLabel(writer, label.labelId, ['sending'], { state: 'queued' }, at);
        break;
      case 'in-doubt':
        moveLabel(writer, label.labelId, ['sending'], { state: 'uncertain', reason: outcome.reason }, at);
        break;
    }
    tellProgress(writer, label.batchId);
  }

  function rest(run: Run, reason: string): void {
    database.write((writer) => restBatch(writer, run, reason));
  }

  function restBatch(writer: Writer, run: Run, reason: string | null): void {
    const at = clock.now();
    const state = restingState(countLabelStates(writer, run.batchId), run.wish);
    if (state === 'cancelled') voidQueued(writer, run.batchId, at);
    const isAsked = run.wish !== 'go' && reason === null;
    const why = isAsked ? (isStopping ? 'batch.station-stopped' : null) : reason;
    setBatchState(writer, run.batchId, state, at, whyItRests(writer, run.batchId, state, why));
    writer.emit({ kind: 'parcels.changed' });
    tellProgress(writer, run.batchId);
  }

  /** A fault or a bug between labels: nothing was on its way, so nothing is in doubt; a person looks and resumes. */
  function failRun(run: Run, thrown: unknown): void {
    parts.log.error({ batchId: run.batchId, err: thrown }, 'a batch stopped');
    database.write((writer) => {
      markUnsettled(writer, run.batchId, 'batch.stopped', clock.now());
      restBatch(writer, run, isFault(thrown) ? `fault.${thrown.code}` : 'batch.stopped');
    });
  }

  return {
    recover,
    wake,
    wishRest(batchId, wish) {
      const run = [...runs.values()].find((other) => other.batchId === batchId);
      if (run) run.wish = wish;
      return run !== undefined;
    },
    letGo(batchId) {
      const run = [...runs].find(([, other]) => other.batchId === batchId);
      if (run) void printers.of(run[0])?.close();
    },
    printingOn: (printerId) => runs.get(printerId)?.batchId ?? null,
    async rested(batchId) {
      for (;;) {
        const batch = findBatch(database, batchId);
        const run = batch && runs.get(batch.printerId);
        const isInLine = batch?.state === 'waiting' && batch.startedAt !== null;
        if (!run || (run.batchId !== batchId && !isInLine)) return;
        await run.done;
      }
    },
    async idle() {
      while (runs.size > 0) await Promise.all([...runs.values()].map((run) => run.done));
    },
    start() {
      recover();
      if (!database.readOnly) database.write((writer) => recoverLine(writer, clock.now()));
      cancelWarming = clock.after(warmAfterMs, () => {
        // Where nothing prints, nothing needs to be quick.
        if (listPrinters(database).length === 0) return;
        drawer.warm().catch((thrown) => parts.log.error({ err: thrown }, 'the label worker did not warm up'));
      });
    },
    async stop() {
      isStopping = true;
      cancelWarming();
      const running = [...runs.values()];
      for (const run of running) if (run.wish === 'go') run.wish = 'pause';
      await atMost(clock, patienceMs, Promise.all(running.map((run) => run.done)));
      // Whoever still holds a label in its hand (no paper, cable out) is let go: that label is in doubt and is asked about.
      await printers.stop();
      await Promise.all(running.map((run) => run.done));
      await drawer.stop();
    },
  };
}

/** Soon, so that the first label is quick; not at once, so that the first screen is. */
const warmAfterMs = 2_000;
const soonMs = 1_000;
/** How long stopping the station waits for the label that is on its way. */
const patienceMs = 3_000;

function atMost(clock: Clock, ms: number, work: Promise<unknown>): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.after(ms, resolve);
    void work.finally(() => {
      cancel();
      resolve();
    });
  });
}

function isTold({ kind }: PrinterState): boolean {
  return kind === 'trouble' || kind === 'silent';
}

function tellProgress(writer: Writer, batchId: BatchId): void {
  const counts = countLabelStates(writer, batchId);
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  writer.emit({ kind: 'batches.changed', batchId });
  writer.emit({
    kind: 'job.progress',
    jobId: batchId,
    stage: 'printing',
    done: total - counts.queued - counts.sending,
    total,
  });
}
