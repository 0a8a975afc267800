// Requests about batches and labels: make them, print them, pause, settle a doubt, reprint, void, look at one.

import { z } from 'zod';
import type { BatchId, LabelId, ParcelId, PrinterId, WaveId } from '../basics/ids.ts';
import { isRefusal, type Refusal, refuse } from '../basics/refusal.ts';
import { change, job, read } from '../basics/request.ts';
import type { Reader } from '../database/database.ts';
import { formatOf } from '../devices/printers/printer-settings.ts';
import { findPrinter } from '../devices/printers/printers-table.ts';
import { findParcel } from '../parcels/parcels-table.ts';
import { findBatch, getBatch, getBatchView, listBatchViews } from './batches-table.ts';
import { composeLabel } from './compose-label.ts';
import { createBatches, factsFor, type LabelParts } from './create-batches.ts';
import type { LabelContent } from './label.ts';
import { findLabel, getLabelFacts, listLabelViews } from './labels-table.ts';
import { moveBatch } from './move-batch.ts';
import { reprintLabel, voidLabel } from './reprint-label.ts';
import { cancelBatch, pauseBatch, type RunParts, settleBatch, startBatch } from './run-batch.ts';
import { sampleLabel } from './sample-label.ts';
import { goodsListWishes } from './shop-labels.ts';

const requestId = z.string().optional();
// Ids are branded at this door: they are looked up before anything trusts them.
const batchId = z.string().transform((text) => text as BatchId);
const labelId = z.string().transform((text) => text as LabelId);
const parcelId = z.string().transform((text) => text as ParcelId);
const printerId = z.string().transform((text) => text as PrinterId);
const reason = z.string().trim().min(1).max(200);

export function batchesApi(parts: LabelParts & RunParts) {
  const { database } = parts;
  return {
    /**
     * Consecutive batches of at most `printing.batchSize` labels, in the order of the parcels; nothing prints yet.
     * `left`: parcels that get no label now, with the reason. Refusals: `printer.unknown`, `batch.nothing-chosen`.
     */
    'batches.create': job({
      role: 'packer',
      argument: z.strictObject({
        parcelIds: z.array(parcelId).max(15_000).optional(),
        waveId: z
          .string()
          .transform((text) => text as WaveId)
          .optional(),
        printerId,
        /** Whether a second label lists all goods; absent: as each shop has it (`labels.setShop`). */
        goodsList: z.enum(goodsListWishes).optional(),
        requestId,
      }),
      run: (argument, caller) => {
        const parcelIds =
          argument.parcelIds ?? (argument.waveId ? listParcelIdsOfWave(parts, argument.waveId) : []);
        return createBatches(
          parts,
          {
            parcelIds: [...new Set(parcelIds)],
            printerId: argument.printerId,
            goodsList: argument.goodsList,
          },
          caller,
        );
      },
    }),

    /** Prints, or waits in line for its printer. `wait`: answers only when the batch rests (for scripts). See `startBatch`. */
    'batches.start': job({
      role: 'packer',
      argument: z.strictObject({ batchId, wait: z.boolean().optional(), requestId }),
      run: (argument, caller) =>
        untilRested(parts, startBatch(parts, argument.batchId, caller), argument.wait ?? false),
    }),

    /**
     * Rests after the labels in the printer, two at most. `afterThis: false` lets go of the printer at once (it is jammed, it is
     * carried away): what was in it is then in doubt and asked about. Answers the batch; it rests when an event says so.
     */
    'batches.pause': change({
      role: 'packer',
      argument: z.strictObject({ batchId, afterThis: z.boolean().optional(), requestId }),
      run: (argument, caller) => pauseBatch(parts, argument.batchId, caller, argument.afterThis === false),
    }),

    /** Goes on behind the last label that came out. Answers at once, with `wait` when the printer rests. Refusals: see `startBatch`. */
    'batches.resume': job({
      role: 'packer',
      argument: z.strictObject({ batchId, wait: z.boolean().optional(), requestId }),
      run: (argument, caller) =>
        untilRested(parts, startBatch(parts, argument.batchId, caller, ['paused']), argument.wait ?? false),
    }),

    /** Ends a batch between two labels; what has not come out goes back to be printed. Refusals: see `cancelBatch`. */
    'batches.cancel': change({
      role: 'packer',
      argument: z.strictObject({ batchId, requestId }),
      run: (argument, caller) => cancelBatch(parts, argument.batchId, caller),
    }),

    /**
     * The rest of a batch goes to another printer, drawn anew for its head; start it there with `batches.start`. What the old printer
     * may still hold it must not print: `mayStillHold` asks the person to switch it off once. See `moveBatch` for the refusals.
     */
    'batches.move': change({
      role: 'packer',
      argument: z.strictObject({ batchId, printerId, requestId }),
      run: (argument, caller) => moveBatch(parts, argument, caller),
    }),

    /**
     * "Which is the last label that came out?": its position (0: none), or its code as scanned; `missingPositions` are ones
     * before it that lie there torn or are not there, which print again. After a doubt, and for a batch at rest whose printer cannot
     * tell (`unconfirmed` above 0). Answers the batch, which prints on if something is left; with `goOn: false` it rests instead,
     * until it is resumed. See `settleBatch`.
     */
    'batches.settle': change({
      role: 'packer',
      argument: z
        .strictObject({
          batchId,
          lastPrintedPosition: z.number().int().min(0).optional(),
          lastPrintedCode: z.string().min(1).max(10_000).optional(),
          missingPositions: z.array(z.number().int().min(1)).max(600).optional(),
          goOn: z.boolean().default(true),
          requestId,
        })
        .refine(
          (asked) => (asked.lastPrintedPosition === undefined) !== (asked.lastPrintedCode === undefined),
          {
            message: 'say either the position or the code of the last label that came out',
          },
        ),
      run: ({ batchId: id, lastPrintedPosition, lastPrintedCode, missingPositions, goOn }, caller) => {
        const last =
          lastPrintedCode === undefined ? { position: lastPrintedPosition ?? 0 } : { code: lastPrintedCode };
        return settleBatch(parts, id, { ...last, missing: missingPositions ?? [], isPaused: !goOn }, caller);
      },
    }),

    /** Newest first. */
    'batches.list': read({
      role: 'packer',
      argument: z.strictObject({ limit: z.number().int().min(1).max(500).optional() }),
      run: ({ limit }) => listBatchViews(database, limit ?? 50),
    }),

    /** Refusal: `batch.unknown`. */
    'batches.read': read({
      role: 'packer',
      argument: z.strictObject({ batchId }),
      run: (argument) => {
        if (!findBatch(database, argument.batchId))
          return refuse('batch.unknown', { batchId: argument.batchId });
        return {
          ...getBatchView(database, argument.batchId),
          labels: listLabelViews(database, argument.batchId),
        };
      },
    }),

    /**
     * The picture of a label as it prints, or would print, dot for dot: the very bitmap that goes to the printer, in the resolution of
     * the printer it went to or waits for (`dotsPerMm` for another one; 8 where there is no printer yet). `layout` alone draws an
     * invented label. Refusals: `label.unknown`, `parcel.unknown`, and those of a label that cannot be drawn.
     */
    'labels.preview': job({
      role: 'packer',
      argument: z.strictObject({
        parcelId: parcelId.optional(),
        labelId: labelId.optional(),
        layout: z.string().max(40).optional(),
        dotsPerMm: z.union([z.literal(8), z.literal(11.811), z.literal(12)]).optional(),
        requestId,
      }),
      run: async (argument) => {
        const content = contentToShow(parts, argument);
        if (isRefusal(content)) return content;
        const dotsPerMm = argument.dotsPerMm ?? resolutionOf(database, argument.labelId);
        const format = { dotsPerMm, encoding: { kind: 'png' } } as const;
        const drawn = await parts.drawer.draw(content, format);
        if (isRefusal(drawn)) return drawn;
        const { bytes, widthDots, heightDots } = drawn;
        return { pngBase64: Buffer.from(bytes).toString('base64'), widthDots, heightDots };
      },
    }),

    /** A batch of one, put in line at once; the old label is void. See `reprintLabel`. */
    'labels.reprint': change({
      role: 'packer',
      argument: z.strictObject({ labelId, reason, printerId: printerId.optional(), requestId }),
      run: (argument, caller) =>
        database.write(() => {
          const batch = reprintLabel(parts, argument, caller);
          if (isRefusal(batch)) return batch;
          const started = startBatch(parts, batch.batchId, caller);
          // The printer's open question comes first: the reprint waits, made but not started.
          return isRefusal(started) ? batch : started;
        }),
    }),

    /** This label counts for nothing any more: it must not be stuck on a parcel. Refusals: see `voidLabel`. */
    'labels.void': change({
      role: 'packer',
      argument: z.strictObject({ labelId, reason, requestId }),
      run: (argument, caller) => voidLabel(parts, argument, caller),
    }),
  };
}

async function untilRested(parts: RunParts, started: ReturnType<typeof startBatch>, wait: boolean) {
  if (isRefusal(started) || !wait) return started;
  await Promise.resolve(); // the spool is woken in a microtask of its own
  await parts.spool.rested(started.batchId);
  return getBatchView(parts.database, started.batchId);
}

function listParcelIdsOfWave({ database }: LabelParts, waveId: WaveId): ParcelId[] {
  return database
    .all<{ parcel_id: string }>(
      `SELECT parcel_id FROM parcels WHERE wave_id = ? AND state NOT IN ('pulled', 'dissolved', 'shipped')
       ORDER BY sort_position, parcel_id`,
      [waveId],
    )
    .map((row) => row.parcel_id as ParcelId); // branded when it was made
}

/** Of the printer that a label went to, or whose batch it waits in. */
function resolutionOf(reader: Reader, labelId: LabelId | undefined): number {
  const label = labelId && findLabel(reader, labelId);
  const printer = label && findPrinter(reader, label.printerId ?? getBatch(reader, label.batchId).printerId);
  return printer ? formatOf(printer).dotsPerMm : 8;
}

function contentToShow(
  parts: LabelParts,
  asked: Parameters<typeof findFacts>[1] & { readonly layout?: string | undefined },
): LabelContent | Refusal {
  const isOfSomebody = asked.labelId !== undefined || asked.parcelId !== undefined;
  if (asked.layout !== undefined && !isOfSomebody) return sampleLabel(asked.layout);
  const facts = findFacts(parts, asked);
  return isRefusal(facts) ? facts : composeLabel(parts.database, parts.vault, facts);
}

/** The frozen facts of a label, or what a parcel's label would say if it were printed alone now. */
function findFacts(
  parts: LabelParts,
  asked: { readonly labelId?: LabelId | undefined; readonly parcelId?: ParcelId | undefined },
) {
  const { database } = parts;
  if (asked.labelId !== undefined) {
    if (!findLabel(database, asked.labelId)) return refuse('label.unknown', { labelId: asked.labelId });
    return getLabelFacts(database, asked.labelId);
  }
  const parcel = asked.parcelId && findParcel(database, asked.parcelId);
  if (!parcel) return refuse('parcel.unknown', { parcelId: asked.parcelId ?? '' });
  if (parcel.trackingNumber === null) return refuse('label.no-waybill', { parcelId: parcel.parcelId });
  return { ...factsFor(parts, database, parcel), batchNo: 0, position: 1, batchSize: 1, reprintCount: 0 };
}
