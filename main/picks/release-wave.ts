// What a wave would be, and releasing it: parcels that the guard blocks and shortages nobody has accepted stop it here, not
// at the shelf.

import { assert } from '../basics/assert.ts';
import type { Clock } from '../basics/clock.ts';
import { newId, type ParcelId, type RandomBytes, type SkuCode, type WaveId } from '../basics/ids.ts';
import { type Refusal, refuse } from '../basics/refusal.ts';
import type { Caller } from '../basics/request.ts';
import type { Beside, HeavyRead } from '../database/beside.ts';
import type { Database, Reader, Writer } from '../database/database.ts';
import type { Sku } from '../goods/sku.ts';
import { findSkus } from '../goods/skus-table.ts';
import type { Parcel } from '../parcels/parcel.ts';
import { listMostUrgentIds, listParcels } from '../parcels/parcels-table.ts';
import { judgeParcels } from '../parcels/view-parcel.ts';
import { recordAudit } from '../people/audit.ts';
import { findShortages, readReserved, readStock } from './find-shortages.ts';
import { layOutWave, type WaveLayout } from './lay-out-wave.ts';
import type { PickLineView, Shortage, WaveView } from './wave.ts';
import { addWave, countWaves } from './waves-table.ts';

export interface WaveAsked {
  /** All planned parcels, most urgent first, where none are named. */
  readonly parcelIds?: readonly ParcelId[] | undefined;
  /** At most so many parcels. */
  readonly size?: number | undefined;
}

export interface WavePreview {
  readonly parcelCount: number;
  readonly lines: readonly PickLineView[];
  readonly shortages: readonly Shortage[];
}

interface Laid {
  readonly parcels: readonly Parcel[];
  readonly layout: WaveLayout;
  readonly goods: ReadonlyMap<SkuCode, Sku>;
  readonly shortages: readonly Shortage[];
}

export const previewRead: HeavyRead<WaveAsked, WavePreview> = {
  name: 'waves.preview',
  run: (reader, _now, asked) => previewWave(reader, asked),
};

function previewWave(reader: Reader, asked: WaveAsked): WavePreview {
  const { parcels, layout, goods, shortages } = layOut(reader, asked);
  const lineOf = new Map(parcels.flatMap((parcel) => parcel.lines.map((line) => [line.skuCode, line])));
  const parcelOf = new Map(parcels.map((parcel) => [parcel.parcelId, parcel]));
  const lines = layout.lines.map(({ position, skuCode, binCode, quantity, slots }) => {
    const sku = goods.get(skuCode) ?? lineOf.get(skuCode);
    return {
      position,
      skuCode,
      name: sku?.name || skuCode,
      spec: sku?.spec ?? '',
      binCode,
      quantity,
      pickedQuantity: 0,
      stoppedQuantity: 0,
      stock: goods.get(skuCode)?.stock ?? null,
      slots: slots.map((slot) => {
        const first = parcelOf.get(slot.parcelId)?.lines.find((line) => line.skuCode === skuCode);
        assert(first, 'a slot is made from a line of its parcel');
        return { ...slot, orderId: first.orderId };
      }),
    };
  });
  return { parcelCount: parcels.length, lines, shortages };
}

/** What a release needs that takes long: which parcels, how they are laid out, and whether the guard lets all of them through. */
interface Prepared {
  readonly layout: WaveLayout;
  readonly blocked: Refusal | null;
  /** Another text as soon as one of the parcels or its orders has changed. */
  readonly mark: string;
}

export const prepareRead: HeavyRead<WaveAsked, Prepared> = {
  name: 'waves.prepare',
  run: (reader, now, asked) => prepare(reader, now, asked),
};

function prepare(reader: Reader, now: number, asked: WaveAsked): Prepared {
  const { parcels, layout } = layOut(reader, asked);
  return {
    layout,
    blocked: findBlocked(reader, { now: () => now }, parcels) ?? null,
    mark: markOf(reader, layout.parcelIds),
  };
}

function markOf(reader: Reader, parcelIds: readonly ParcelId[]): string {
  const marks = reader.get(
    `SELECT count(*) AS line_count, sum(parcel_lines.quantity) AS pieces, sum(orders.changed_at) AS changed,
       count(orders.hold) AS held
     FROM json_each(?) AS wanted
     CROSS JOIN parcels ON parcels.parcel_id = wanted.value AND parcels.state = 'planned'
     CROSS JOIN parcel_lines ON parcel_lines.parcel_id = parcels.parcel_id
     CROSS JOIN orders ON orders.order_key = parcel_lines.order_key`,
    [JSON.stringify(parcelIds)],
  );
  return JSON.stringify(marks);
}

export interface ReleaseParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly beside: Beside;
}

export type ReleaseAsked = WaveAsked & {
  readonly name?: string | undefined;
  readonly acceptShortages: boolean;
};

/** So often a wave is prepared anew because something in it has changed meanwhile. */
const mostPreparations = 3;

/**
 * Prepared beside and written in one short transaction, which asks anew what two screens could do at the same time. Refusals:
 * `wave.nothing-to-release`, `wave.parcel-blocked` (parcelIds, rule, why, orderIds), `wave.short-stock` (skuCodes, names, count)
 * unless the shortages are accepted.
 */
export async function releaseWave(
  parts: ReleaseParts,
  asked: ReleaseAsked,
  caller: Caller,
): Promise<WaveView | Refusal> {
  const { database, beside } = parts;
  const { parcelIds, size } = asked;
  for (let tries = 0; tries < mostPreparations; tries += 1) {
    const prepared = await beside.read(prepareRead, { parcelIds, size });
    const released = database.write((writer) =>
      markOf(writer, prepared.layout.parcelIds) === prepared.mark
        ? writeWave(parts, writer, prepared, asked, caller)
        : null,
    );
    if (released !== null) return released;
  }
  return database.write((writer) =>
    writeWave(parts, writer, prepare(writer, parts.clock.now(), asked), asked, caller),
  );
}

function writeWave(
  parts: ReleaseParts,
  writer: Writer,
  { layout, blocked }: Prepared,
  asked: ReleaseAsked,
  caller: Caller,
): WaveView | Refusal {
  const { clock, random } = parts;
  if (layout.parcelIds.length === 0) return refuse('wave.nothing-to-release');
  if (blocked) return blocked;
  const skuCodes = layout.lines.map((line) => line.skuCode);
  const shortages = findShortages(layout.lines, readStock(writer, skuCodes), readReserved(writer, skuCodes));
  if (shortages.length > 0 && !asked.acceptShortages) {
    return refuse('wave.short-stock', {
      count: shortages.length,
      skuCodes: shortages.map((shortage) => shortage.skuCode as string),
      names: shortages.map((shortage) => shortage.name),
    });
  }
  const waveId = newId<WaveId>('W', random);
  const name = asked.name ?? `W${countWaves(writer) + 1}`;
  const wave = { waveId, name, releasedAt: clock.now(), releasedBy: caller.person };
  addWave(writer, wave, layout);
  const facts = {
    name,
    parcels: layout.parcelIds.length,
    shortages: shortages.map((shortage) => shortage.skuCode as string),
  };
  recordAudit(writer, clock, caller, 'wave.released', { kind: 'wave', id: waveId }, facts);
  for (const parcelId of layout.parcelIds) {
    recordAudit(writer, clock, caller, 'parcel.released', { kind: 'parcel', id: parcelId }, { wave: name });
  }
  // As it was written just now: reading a thousand parcels back would take longer than writing them.
  return {
    ...wave,
    state: 'released',
    parcelCount: layout.parcelIds.length,
    lineCount: layout.lines.length,
    pickedLines: 0,
    finishedAt: null,
  };
}

/** No floor picks more than this in one go. */
const mostParcels = 10_000;

function layOut(reader: Reader, asked: WaveAsked): Laid {
  const wanted = asked.parcelIds ?? listMostUrgentIds(reader, 'planned', asked.size ?? mostParcels);
  const parcels = listParcels(reader, [...new Set(wanted)])
    .filter((parcel) => parcel.state === 'planned' && parcel.lines.length > 0)
    .slice(0, asked.size);
  const skuCodes = [...new Set(parcels.flatMap((parcel) => parcel.lines.map((line) => line.skuCode)))];
  const goods = findSkus(reader, skuCodes);
  const layout = layOutWave(parcels, (skuCode) => goods.get(skuCode)?.binCode ?? null);
  const shortages = findShortages(layout.lines, goods, readReserved(reader, skuCodes));
  return { parcels, layout, goods, shortages };
}

function findBlocked(
  reader: Reader,
  clock: Pick<Clock, 'now'>,
  parcels: readonly Parcel[],
): Refusal | undefined {
  const verdicts = judgeParcels(reader, clock, parcels);
  const blocked = parcels.filter(({ parcelId }) => verdicts.get(parcelId)?.verdict === 'block');
  const first = blocked[0] && verdicts.get(blocked[0].parcelId);
  const reason = first?.reasons.find((each) => each.verdict === 'block');
  if (!reason) return undefined;
  return refuse('wave.parcel-blocked', {
    parcelIds: blocked.map((parcel) => parcel.parcelId as string),
    count: blocked.length,
    rule: reason.rule,
    why: reason.facts.why,
    orderIds: [...new Set(reason.lines.map((line) => line.orderId as string))],
  });
}
