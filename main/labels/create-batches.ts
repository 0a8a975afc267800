// Parcels become batches of queued labels: waybills are taken, every label is checked, the guard is asked, and what may
// not be printed is left out with its reason. One transaction per batch; nothing prints yet.

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
import { takeWaybillsFor, type WaybillRefused } from '../parcels/take-waybills.ts';
import { recordAudit } from '../people/audit.ts';
import { findCartNo } from '../picks/carts/carts-table.ts';
import type { Platforms } from '../platforms/registry.ts';
import type { Settings } from '../settings/settings-table.ts';
import { getShop } from '../shops/shops-table.ts';
import { cutIntoBatches } from './batch.ts';
import { addBatch, type BatchView, getBatch, getBatchView, nextBatchNo } from './batches-table.ts';
import { composeLabel, factsOfParcel } from './compose-label.ts';
import { findLabelDocument } from './documents/label-documents-table.ts';
import { judgeLabel } from './judge-label.ts';
import type { LabelContent } from './label.ts';
import type { LabelDrawer } from './label-drawer.ts';
import { addLabel, findLiveLabel, listLiveLabels } from './labels-table.ts';
import type { LayoutBook } from './layout-book.ts';
import { listParts, type PartFacts } from './parts-of-label.ts';
import { type GoodsListWish, readShopLabels } from './shop-labels.ts';

export interface LabelParts {
  readonly mode: 'training' | 'shop';
  readonly database: Database;
  readonly clock: Clock;
  readonly vault: Vault;
  readonly random: RandomBytes;
  readonly settings: Settings;
  readonly drawer: LabelDrawer;
  readonly layouts: LayoutBook;
  readonly platforms: Platforms;
}

/** A parcel that gets no label now, and why. */
export interface LeftOut {
  readonly parcelId: ParcelId;
  readonly code: string;
  readonly facts: Readonly<Record<string, Fact>>;
}

/** Parcels looked at before others get their turn. */
const parcelsAGo = 50;

const printableStates: readonly ParcelState[] = ['planned', 'released', 'open', 'packed'];

/** Refusals: `printer.unknown`, `batch.nothing-chosen`. Parcels that cannot be printed are in `left`, not refused. */
export async function createBatches(
  parts: LabelParts,
  chosen: {
    readonly parcelIds: readonly ParcelId[];
    readonly printerId: PrinterId;
    /** Asked for at this batch; else as each shop has it. */
    readonly goodsList?: GoodsListWish | undefined;
  },
  caller: Caller,
): Promise<{ batches: BatchView[]; left: LeftOut[] } | Refusal> {
  const { database } = parts;
  const printer = findPrinter(database, chosen.printerId);
  if (!printer) return refuse('printer.unknown', { printerId: chosen.printerId });
  if (chosen.parcelIds.length === 0) return refuse('batch.nothing-chosen');

  const without = listParcels(database, chosen.parcelIds).filter(
    (parcel) => parcel.trackingNumber === null && printableStates.includes(parcel.state),
  );
  const waybills = await takeWaybillsFor(
    parts,
    without.map((parcel) => parcel.parcelId),
    caller,
  );
  const unprintable = await findUnprintable(parts, chosen.parcelIds, formatOf(printer).dotsPerMm);
  const findReason = (reader: Reader, parcel: Parcel): Refusal | null =>
    findObstacle(parts, reader, parcel) ??
    unprintable.get(parcel.parcelId) ??
    (parcel.trackingNumber === null ? noWaybill(parcel, waybills.refused) : null);

  const left: LeftOut[] = [...missingParcels(database, chosen.parcelIds)];
  const leave = (parcel: Parcel, { code, facts }: Refusal) =>
    left.push({ parcelId: parcel.parcelId, code, facts });
  const printable: ParcelLabels[] = [];
  for (const some of cutIntoBatches(inPrintOrder(listParcels(database, chosen.parcelIds)), parcelsAGo)) {
    for (const parcel of some) {
      const reason = findReason(database, parcel);
      if (reason) leave(parcel, reason);
      else printable.push(labelsOf(parts, database, parcel, chosen.goodsList));
    }
    await new Promise(setImmediate); // a scan that waits is answered between two handfuls
  }
  const batches: BatchView[] = [];
  for (const some of cutByLabels(printable, parts.settings.get('printing.batchSize'))) {
    const parcelIds = some.map((labels) => labels.parcelId);
    const batchId = database.write((writer) => {
      // Asked again inside the transaction: what came in meanwhile (a cancellation, another screen's batch) counts.
      const allowed = listParcels(writer, parcelIds).filter((parcel) => {
        const reason = findReason(writer, parcel);
        if (reason) leave(parcel, reason);
        return !reason;
      });
      const labels = allowed.map((parcel) => labelsOf(parts, writer, parcel, chosen.goodsList));
      return labels.length > 0 ? queueBatch(parts, writer, labels, chosen.printerId, caller) : null;
    });
    if (batchId) batches.push(getBatchView(database, batchId));
    await new Promise(setImmediate);
  }
  return { batches, left };
}

/**
 * The one sort order for picking list, labels and packing (print.order); waves stay together in the order in which they
 * were chosen, parcels without a place come as they were chosen.
 */
function inPrintOrder(parcels: readonly Parcel[]): Parcel[] {
  const waves = [...new Set(parcels.map((parcel) => parcel.waveId))];
  const last = Number.MAX_SAFE_INTEGER;
  return [...parcels].sort(
    (a, b) =>
      waves.indexOf(a.waveId) - waves.indexOf(b.waveId) ||
      (a.sortPosition ?? last) - (b.sortPosition ?? last),
  );
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

function noWaybill(parcel: Parcel, refused: readonly WaybillRefused[]): Refusal {
  const known = refused.find((no) => no.parcelId === parcel.parcelId);
  if (known) return refuse(known.code, { ...known.facts, words: known.words });
  return refuse('label.no-waybill', { parcelId: parcel.parcelId });
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
    contents.push(composeLabel(parts.database, parts.vault, facts, 'only-find'));
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
  const cartNo = findCartNo(reader, parcel.parcelId);
  return factsOfParcel(parcel, {
    shopName: getShop(reader, parcel.shopId).name,
    carrier: parcel.carrier ?? '',
    trackingNumber: parcel.trackingNumber ?? '',
    isTraining: parts.mode === 'training',
    layout: readShopLabels(reader, parcel.shopId).layout,
    ...(cartNo === null ? {} : { cartNo }),
  });
}

/** All labels of one parcel; they are never torn apart into two batches. */
interface ParcelLabels {
  readonly parcelId: ParcelId;
  readonly facts: ReturnType<typeof factsFor>;
  readonly parts: readonly PartFacts[];
}

function labelsOf(
  parts: LabelParts,
  reader: Reader,
  parcel: Parcel,
  asked: GoodsListWish | undefined,
): ParcelLabels {
  const facts = factsFor(parts, reader, parcel);
  const shop = readShopLabels(reader, parcel.shopId);
  const hasNote = reader.get(
    `SELECT 1 FROM parcel_lines JOIN orders USING (order_key) WHERE parcel_id = ? AND buyer_note <> '' LIMIT 1`,
    [parcel.parcelId],
  );
  const listed = listParts({
    lines: facts.lines,
    hasNote: hasNote !== undefined,
    documentPages: findLabelDocument(reader, parcel.parcelId)?.pageCount ?? 0,
    layout: parts.layouts.find(shop.layout),
    goodsListLayout: parts.layouts.goodsList(),
    wish: asked ?? shop.goodsList,
  });
  // A list whose label was made anew alone is still there: it does not come out twice.
  const live = new Set(listLiveLabels(reader, parcel.parcelId).map((label) => label.part));
  return { parcelId: parcel.parcelId, facts, parts: listed.filter(({ part }) => !live.has(part)) };
}

/** Consecutive batches of at most `batchSize` labels, order kept; a parcel with more of them gets a batch of its own. */
function cutByLabels(all: readonly ParcelLabels[], batchSize: number): ParcelLabels[][] {
  const batches: ParcelLabels[][] = [];
  let count = batchSize;
  for (const labels of all) {
    if (count + labels.parts.length > batchSize) {
      batches.push([]);
      count = 0;
    }
    batches.at(-1)?.push(labels);
    count += labels.parts.length;
  }
  return batches;
}

function queueBatch(
  parts: LabelParts,
  writer: Writer,
  parcels: readonly ParcelLabels[],
  printerId: PrinterId,
  caller: Caller,
): BatchId {
  const batchId = newId<BatchId>('B', parts.random);
  const batchNo = nextBatchNo(writer);
  const at = parts.clock.now();
  const labels = parcels.flatMap(({ facts, parts: listed }) => listed.map((part) => ({ ...facts, ...part })));
  const batchSize = labels.length;
  writer.emit({ kind: 'parcels.changed' });
  addBatch(writer, {
    batchId,
    batchNo,
    printerId,
    labelCount: batchSize,
    createdAt: at,
    createdBy: caller.person,
  });
  labels.forEach((label, index) => {
    const labelId = newId<LabelId>('L', parts.random);
    const facts = { ...label, batchNo, position: index + 1, batchSize, reprintCount: 0 };
    addLabel(writer, { labelId, batchId, reprintReason: null }, facts, at);
    recordAudit(
      writer,
      parts.clock,
      caller,
      'label.queued',
      { kind: 'parcel', id: label.parcelId },
      { batchNo, position: index + 1, part: label.part },
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
