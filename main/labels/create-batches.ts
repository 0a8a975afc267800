// Parcels become batches of queued labels: waybills are taken, every label is checked, the guard is asked, and what may
// not be printed is left out with its reason. One transaction at the end; nothing prints yet.

import type { Clock } from '../basics/clock.ts';
import {
  type BatchId,
  type LabelId,
  newId,
  type ParcelId,
  type PrinterId,
  type RandomBytes,
} from '../basics/ids.ts';
import { type Fact, type Refusal, refuse } from '../basics/refusal.ts';
import type { Caller } from '../basics/request.ts';
import type { Database, Reader, Writer } from '../database/database.ts';
import type { Vault } from '../database/vault.ts';
import { formatOf } from '../devices/printers/printer-settings.ts';
import { findPrinter } from '../devices/printers/printers-table.ts';
import type { Parcel, ParcelState } from '../parcels/parcel.ts';
import { listParcels } from '../parcels/parcels-table.ts';
import { recordAudit } from '../people/audit.ts';
import type { Settings } from '../settings/settings-table.ts';
import { getShop } from '../shops/shops-table.ts';
import { cutIntoBatches } from './batch.ts';
import { addBatch, type BatchView, getBatch, getBatchView, nextBatchNo } from './batches-table.ts';
import { composeLabel, factsOfParcel } from './compose-label.ts';
import { judgeLabel } from './judge-label.ts';
import type { LabelContent } from './label.ts';
import type { LabelDrawer } from './label-drawer.ts';
import { addLabel, findLiveLabel } from './labels-table.ts';

export interface LabelParts {
  readonly mode: 'training' | 'shop';
  readonly database: Database;
  readonly clock: Clock;
  readonly vault: Vault;
  readonly random: RandomBytes;
  readonly settings: Settings;
  readonly drawer: LabelDrawer;
}

/** A parcel that gets no label now, and why. */
export interface LeftOut {
  readonly parcelId: ParcelId;
  readonly code: string;
  readonly facts: Readonly<Record<string, Fact>>;
}

const printableStates: readonly ParcelState[] = ['planned', 'released', 'open', 'packed'];

/** Refusals: `printer.unknown`, `batch.nothing-chosen`. Parcels that cannot be printed are in `left`, not refused. */
export async function createBatches(
  parts: LabelParts,
  chosen: { readonly parcelIds: readonly ParcelId[]; readonly printerId: PrinterId },
  caller: Caller,
): Promise<{ batches: BatchView[]; left: LeftOut[] } | Refusal> {
  const { database } = parts;
  const printer = findPrinter(database, chosen.printerId);
  if (!printer) return refuse('printer.unknown', { printerId: chosen.printerId });
  if (chosen.parcelIds.length === 0) return refuse('batch.nothing-chosen');

  const unprintable = await findUnprintable(parts, chosen.parcelIds, formatOf(printer).dotsPerMm);

  return database.write((writer) => {
    const left: LeftOut[] = [...missingParcels(writer, chosen.parcelIds)];
    const printable: Parcel[] = [];
    for (const parcel of inPrintOrder(listParcels(writer, chosen.parcelIds))) {
      const reason =
        findObstacle(parts, writer, parcel) ??
        unprintable.get(parcel.parcelId) ??
        (parcel.trackingNumber === null ? refuse('label.no-waybill', { parcelId: parcel.parcelId }) : null);
      if (reason) left.push({ parcelId: parcel.parcelId, code: reason.code, facts: reason.facts });
      else printable.push(parcel);
    }
    const batches = cutIntoBatches(printable, parts.settings.get('printing.batchSize')).map((parcels) =>
      queueBatch(parts, writer, parcels, chosen.printerId, caller),
    );
    if (batches.length > 0) writer.emit({ kind: 'parcels.changed' });
    return { batches: batches.map((batchId) => getBatchView(writer, batchId)), left };
  });
}

/** The one sort order for picking list, labels and packing; parcels without one come last, as they were chosen. */
function inPrintOrder(parcels: readonly Parcel[]): Parcel[] {
  const last = Number.MAX_SAFE_INTEGER;
  return [...parcels].sort((a, b) => (a.sortPosition ?? last) - (b.sortPosition ?? last));
}

function missingParcels(reader: Reader, parcelIds: readonly ParcelId[]): LeftOut[] {
  const known = new Set(listParcels(reader, parcelIds).map((parcel) => parcel.parcelId));
  return parcelIds
    .filter((parcelId) => !known.has(parcelId))
    .map((parcelId) => ({ parcelId, code: 'parcel.unknown', facts: { parcelId } }));
}

/** What the station's own books say against printing this parcel now. */
function findObstacle(parts: LabelParts, reader: Reader, parcel: Parcel): Refusal | null {
  const { parcelId, state } = parcel;
  if (!printableStates.includes(state)) return refuse('label.parcel-not-ready', { parcelId, state });
  const live = findLiveLabel(reader, parcelId);
  if (live) {
    const { batchNo } = getBatch(reader, live.batchId);
    return refuse('label.already', { parcelId, batchNo, position: live.position, state: live.state });
  }
  return judgeLabel(reader, parts.clock, parcel);
}

/** Draws nothing yet, but finds every label that could not be drawn: missing glyphs, numbers too long for a barcode. */
async function findUnprintable(
  parts: LabelParts,
  parcelIds: readonly ParcelId[],
  dotsPerMm: number,
): Promise<Map<ParcelId, Refusal>> {
  const contents: LabelContent[] = [];
  for (const parcel of listParcels(parts.database, parcelIds)) {
    if (parcel.trackingNumber === null) continue;
    const facts = {
      ...factsFor(parts, parts.database, parcel),
      batchNo: 1,
      position: 1,
      batchSize: 1,
      reprintCount: 0,
    };
    contents.push(composeLabel(parts.database, parts.vault, facts));
  }
  const problems = await parts.drawer.check(contents, dotsPerMm);
  const found = new Map<ParcelId, Refusal>();
  contents.forEach((content, index) => {
    const problem = problems[index];
    if (problem) found.set(content.parcelId, problem);
  });
  return found;
}

export function factsFor(parts: Pick<LabelParts, 'mode'>, reader: Reader, parcel: Parcel) {
  return factsOfParcel(parcel, {
    shopName: getShop(reader, parcel.shopId).name,
    carrier: parcel.carrier ?? '',
    trackingNumber: parcel.trackingNumber ?? '',
    isTraining: parts.mode === 'training',
  });
}

function queueBatch(
  parts: LabelParts,
  writer: Writer,
  parcels: readonly Parcel[],
  printerId: PrinterId,
  caller: Caller,
): BatchId {
  const batchId = newId<BatchId>('B', parts.random);
  const batchNo = nextBatchNo(writer);
  const at = parts.clock.now();
  const batchSize = parcels.length;
  addBatch(writer, {
    batchId,
    batchNo,
    printerId,
    labelCount: batchSize,
    createdAt: at,
    createdBy: caller.person,
  });
  parcels.forEach((parcel, index) => {
    const labelId = newId<LabelId>('L', parts.random);
    const facts = {
      ...factsFor(parts, writer, parcel),
      batchNo,
      position: index + 1,
      batchSize,
      reprintCount: 0,
    };
    addLabel(writer, { labelId, batchId, reprintReason: null }, facts, at);
    recordAudit(
      writer,
      parts.clock,
      caller,
      'label.queued',
      { kind: 'parcel', id: parcel.parcelId },
      { batchNo, position: index + 1 },
    );
  });
  recordAudit(
    writer,
    parts.clock,
    caller,
    'batch.created',
    { kind: 'batch', id: batchId },
    { batchNo, labels: batchSize },
  );
  return batchId;
}
