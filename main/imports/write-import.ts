// Writes a held import. One large transaction while nobody scans; as soon as the station wants the pen it commits, steps
// aside and goes on in chunks of at most 200 orders, so that a scan never waits for an import. Runs in the worker.

import type { Events } from '../basics/events.ts';
import type { Writer } from '../database/database.ts';
import type { WriterTurn } from '../database/writer-turn.ts';
import { takeInSkus } from '../goods/take-in-skus.ts';
import { createIntake } from '../orders/intake.ts';
import { takeInOrder } from '../orders/take-in-orders.ts';
import { recordAudit } from '../people/audit.ts';
import { FileRefused } from '../platforms/files/file-problem.ts';
import { settingsOf } from '../settings/settings-table.ts';
import { badRowCount, type Comparison, type HeldImport, type HoldParts } from './held-import.ts';
import type { AppliedImport } from './import-kinds.ts';
import { saveImport } from './imports-table.ts';

/** While somebody scans: orders per transaction, and for how long after the last scan it stays so. */
const chunkOrders = 200;
const scanningMs = 3_000;
/** Nobody scans: still bounded, so that a commit that is asked for is never far away. */
const largestChunkOrders = 100_000;
const progressEveryMs = 100;

export interface WriteParts extends HoldParts {
  readonly turn: WriterTurn & { isWanted(): boolean };
  readonly events: Events;
  readonly isCancelled: () => boolean;
  readonly person: string;
}

/** Throws FileRefused `import.cancelled` (written) when a person stopped it: what was committed until then stays. */
export function writeImport(parts: WriteParts, held: HeldImport, comparison: Comparison): AppliedImport {
  const { content, fileName, importId } = held;
  const counts = { new: 0, changed: 0, same: 0, bad: badRowCount(content) };
  const applied = (): AppliedImport => ({
    importId,
    kind: content.kind,
    fileName,
    shopId: comparison.shopId,
    counts,
  });
  if (content.kind === 'goods') {
    parts.database.write((writer) => {
      Object.assign(counts, takeInSkus(parts, writer, content.skus, held.hash));
      record(parts, writer, held, applied());
    });
    return applied();
  }
  writeOrders(parts, held, comparison, counts, (writer) => record(parts, writer, held, applied()));
  return applied();
}

function writeOrders(
  parts: WriteParts,
  held: HeldImport,
  comparison: Comparison,
  counts: { new: number; changed: number; same: number },
  finish: (writer: Writer) => void,
): void {
  const { content } = held;
  const { shopId, outcomes, hashes } = comparison;
  if (content.kind === 'goods' || shopId === null) return;
  const { orders } = content;
  const { turn, database, events } = parts;
  let next = 0;
  let scanningUntil = 0;
  let toldAt = 0;

  const tell = (isLast = false) => {
    const now = performance.now();
    if (!isLast && now - toldAt < progressEveryMs) return;
    toldAt = now;
    events.emit({
      kind: 'job.progress',
      jobId: held.importId,
      stage: 'writing',
      done: next,
      total: orders.length,
    });
  };

  while (next < orders.length) {
    const most = performance.now() < scanningUntil ? chunkOrders : largestChunkOrders;
    database.write((writer) => {
      // Read anew with each transaction: a deadline setting that was changed meanwhile counts from here on.
      const intakeParts = { ...parts, settings: settingsOf(database) };
      const intake = createIntake(intakeParts, writer, shopId, `file:${held.fileName}`, parts.person);
      let isAnythingWritten = false;
      for (let count = 0; count < most && next < orders.length; count += 1) {
        const order = orders[next];
        if (!order) break;
        if (outcomes[next] === 'same') counts.same += 1;
        else {
          const { outcome } = takeInOrder(intake, writer, order, hashes[next]);
          counts[outcome] += 1;
          isAnythingWritten ||= outcome !== 'same';
        }
        next += 1;
        tell();
        if (turn.isWanted()) {
          scanningUntil = performance.now() + scanningMs;
          break;
        }
        if (parts.isCancelled()) break;
      }
      if (isAnythingWritten) writer.emit({ kind: 'orders.changed' });
      if (next >= orders.length) finish(writer);
    });
    if (parts.isCancelled() && next < orders.length)
      throw new FileRefused('import.cancelled', { written: next });
  }
  tell(true);
}

function record(parts: WriteParts, writer: Writer, held: HeldImport, applied: AppliedImport): void {
  const { importId, fileName, kind, counts } = applied;
  const about = { ...applied, importedAt: parts.clock.now(), person: parts.person };
  saveImport(writer, about, held.hash, held.content.problems);
  recordAudit(
    writer,
    parts.clock,
    { person: parts.person },
    'import.applied',
    { kind: 'import', id: importId },
    { fileName, kind, new: counts.new, changed: counts.changed, same: counts.same, bad: counts.bad },
  );
  if (held.content.problems.length > 0) writer.emit({ kind: 'orders.changed' }); // Today counts the bad rows
}
