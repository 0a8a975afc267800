// What a wave would be, and releasing it: parcels that the guard blocks and shortages nobody has accepted stop it here, not
// at the shelf.

import { assert } from '../basics/assert.ts';
import type { Clock } from '../basics/clock.ts';
import { newId, type ParcelId, type RandomBytes, type SkuCode, type WaveId } from '../basics/ids.ts';
import { type Refusal, refuse } from '../basics/refusal.ts';
import type { Caller } from '../basics/request.ts';
import type { HeavyRead } from '../database/beside.ts';
import type { Reader, Writer } from '../database/database.ts';
import type { Sku } from '../goods/sku.ts';
import { findSkus } from '../goods/skus-table.ts';
import type { Parcel } from '../parcels/parcel.ts';
import { listMostUrgentIds, listParcels } from '../parcels/parcels-table.ts';
import { judgeParcels } from '../parcels/view-parcel.ts';
import { recordAudit } from '../people/audit.ts';
import { findShortages, readReserved } from './find-shortages.ts';
import { layOutWave, type WaveLayout } from './lay-out-wave.ts';
import type { PickLineView, Shortage, WaveView } from './wave.ts';
import { addWave, countWaves, findWave } from './waves-table.ts';

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

/**
 * Refusals: `wave.nothing-to-release`, `wave.parcel-blocked` (parcelIds, rule, why, orderIds), `wave.short-stock` (skuCodes,
 * names, count) unless the shortages are accepted.
 */
export function releaseWave(
  parts: { readonly clock: Clock; readonly random: RandomBytes },
  writer: Writer,
  asked: WaveAsked & { readonly name?: string | undefined; readonly acceptShortages: boolean },
  caller: Caller,
): WaveView | Refusal {
  const { clock, random } = parts;
  const { parcels, layout, shortages } = layOut(writer, asked);
  if (parcels.length === 0) return refuse('wave.nothing-to-release');
  const blocked = findBlocked(writer, clock, parcels);
  if (blocked) return blocked;
  if (shortages.length > 0 && !asked.acceptShortages) {
    return refuse('wave.short-stock', {
      count: shortages.length,
      skuCodes: shortages.map((shortage) => shortage.skuCode as string),
      names: shortages.map((shortage) => shortage.name),
    });
  }
  const waveId = newId<WaveId>('W', random);
  const name = asked.name ?? `W${countWaves(writer) + 1}`;
  addWave(writer, { waveId, name, releasedAt: clock.now(), releasedBy: caller.person }, layout);
  const facts = {
    name,
    parcels: parcels.length,
    shortages: shortages.map((shortage) => shortage.skuCode as string),
  };
  recordAudit(writer, clock, caller, 'wave.released', { kind: 'wave', id: waveId }, facts);
  for (const parcelId of layout.parcelIds) {
    recordAudit(writer, clock, caller, 'parcel.released', { kind: 'parcel', id: parcelId }, { wave: name });
  }
  const wave = findWave(writer, waveId);
  assert(wave, 'the wave was written just now');
  return wave;
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

function findBlocked(reader: Reader, clock: Clock, parcels: readonly Parcel[]): Refusal | undefined {
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
