// Releasing a wave: parcels that the guard blocks and shortages nobody has accepted stop it here, not at the shelf. One wave at a time,
// written in pieces so that a scan is answered in between. Each piece is whole by itself: a station killed half-way has a smaller
// wave, and what was not reached is still planned.

import type { Clock } from '../basics/clock.ts';
import { newId, type ParcelId, type RandomBytes, type WaveId } from '../basics/ids.ts';
import { isRefusal, type Refusal, refuse } from '../basics/refusal.ts';
import type { Caller } from '../basics/request.ts';
import type { Beside } from '../database/beside.ts';
import type { Database, Writer } from '../database/database.ts';
import { addAuditEntries, recordAudit } from '../people/audit.ts';
import type { CartId, CartMode, LaidCart } from './carts/cart.ts';
import { addCart } from './carts/carts-table.ts';
import { takeAsTheyCome } from './carts/form-carts.ts';
import type { CartFormer } from './carts/form-carts-beside.ts';
import { findShortages, readReserved, readStock } from './find-shortages.ts';
import type { WhyGrouped } from './grouping/propose-waves.ts';
import type { WaveKind } from './grouping/wave-rules.ts';
import {
  countWavesOf,
  layOutRead,
  markOf,
  type Prepared,
  prepareRead,
  prepareWave,
  type WaveAsked,
} from './prepare-wave.ts';
import type { WaveView } from './wave.ts';
import { addToWave, addWave, type WavePart } from './waves-table.ts';

export interface ReleaseParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly beside: Beside;
  readonly cartFormer: CartFormer;
}

export type ReleaseAsked = WaveAsked & {
  readonly name?: string | undefined;
  readonly acceptShortages: boolean;
  readonly kindOfWave?: WaveKind | undefined;
  readonly why?: WhyGrouped | undefined;
  /** How long carts are improved, and under which name somebody may take the best so far. */
  readonly improveSeconds?: number | undefined;
  readonly jobId?: string | undefined;
};

/** So often a wave is prepared anew because something in it has changed meanwhile. */
const mostPreparations = 3;
/** Parcels that are written in one go: a few milliseconds. */
const parcelsAPiece = 150;

/**
 * Prepared beside, then written; what two screens could do at the same time is asked anew with the first piece. Refusals:
 * `wave.nothing-to-release`, `wave.parcel-blocked` (parcelIds, rule, why, orderIds), `wave.short-stock` (skuCodes, names, count)
 * unless the shortages are accepted.
 */
export async function releaseWave(
  parts: ReleaseParts,
  asked: ReleaseAsked,
  caller: Caller,
): Promise<WaveView | Refusal> {
  const { database, beside } = parts;
  const { parcelIds, size, mode, rulesOf } = asked;
  for (let tries = 0; tries < mostPreparations; tries += 1) {
    const prepared = await beside.read(prepareRead, { parcelIds, size, mode, rulesOf });
    const laid = await layOut(parts, prepared, asked);
    const ids = prepared.parcels.map((parcel) => parcel.parcelId);
    const begun = database.write((writer) =>
      markOf(writer, ids) === prepared.mark ? beginWave(parts, writer, prepared, laid, asked, caller) : null,
    );
    if (begun !== null) return isRefusal(begun) ? begun : await finishWave(parts, begun, caller);
  }
  const prepared = prepareWave(database, parts.clock.now(), asked);
  const laid = await layOut(parts, prepared, asked);
  const begun = database.write((writer) => beginWave(parts, writer, prepared, laid, asked, caller));
  return isRefusal(begun) ? begun : await finishWave(parts, begun, caller);
}

async function layOut(
  parts: ReleaseParts,
  { parcels, waysAsked, laid, blocked, shopId }: Prepared,
  asked: ReleaseAsked,
): Promise<readonly LaidCart[]> {
  if (!waysAsked || blocked) return laid;
  const carts = await parts.cartFormer.form(waysAsked, asked.improveSeconds ?? 0, asked.jobId ?? null);
  return parts.beside.read(layOutRead, { parcels, carts, asTheyCome: takeAsTheyCome(waysAsked), shopId });
}

interface BegunWave {
  readonly view: WaveView;
  /** What is still to be written, piece by piece. */
  readonly rest: readonly WavePart[];
}

function beginWave(
  parts: ReleaseParts,
  writer: Writer,
  prepared: Prepared,
  laid: readonly LaidCart[],
  asked: ReleaseAsked,
  caller: Caller,
): BegunWave | Refusal {
  const { clock, random } = parts;
  if (prepared.parcels.length === 0) return refuse('wave.nothing-to-release');
  if (prepared.blocked) return prepared.blocked;
  const lines = laid.flatMap((cart) => cart.lines);
  const skuCodes = [...new Set(lines.map((line) => line.skuCode))];
  // Another wave has begun meanwhile: what it took is not there any more.
  const isAsPrepared = countWavesOf(writer) === prepared.waveCount;
  const reserved = isAsPrepared ? new Map(prepared.reserved) : readReserved(writer, skuCodes);
  const shortages = findShortages(lines, readStock(writer, skuCodes), reserved);
  if (shortages.length > 0 && !asked.acceptShortages) {
    return refuse('wave.short-stock', {
      count: shortages.length,
      skuCodes: shortages.map((shortage) => shortage.skuCode as string),
      names: shortages.map((shortage) => shortage.name),
    });
  }
  const waveId = newId<WaveId>('W', random);
  const name = asked.name ?? `W${countWavesOf(writer) + 1}`;
  const wave = { waveId, name, releasedAt: clock.now(), releasedBy: caller.person };
  const kind = asked.kindOfWave ?? 'chosen';
  addWave(writer, { ...wave, kind, why: asked.why ?? {} });
  const mode: CartMode = asked.mode ?? 'list';
  laid.forEach(({ cost }, index) => {
    addCart(writer, { cartId: newId<CartId>('C', random), waveId, cartNo: index + 1, mode, cost });
  });
  const facts = {
    name,
    parcels: prepared.parcels.length,
    shortages: shortages.map((shortage) => shortage.skuCode as string),
  };
  recordAudit(writer, clock, caller, 'wave.released', { kind: 'wave', id: waveId }, facts);
  const [first, ...rest] = cutIntoParts(waveId, laid);
  const view: WaveView = {
    ...wave,
    kind,
    why: asked.why ?? null,
    state: 'released',
    cartCount: laid.length,
    parcelCount: 0,
    lineCount: lines.length,
    pickedLines: 0,
    finishedAt: null,
  };
  if (first) writePart(parts, writer, view, first, caller);
  return { view, rest };
}

async function finishWave(parts: ReleaseParts, { view, rest }: BegunWave, caller: Caller): Promise<WaveView> {
  for (const part of rest) {
    // Whoever has scanned meanwhile is answered first.
    await new Promise((resolve) => setImmediate(resolve));
    parts.database.write((writer) => writePart(parts, writer, view, part, caller));
  }
  const row = parts.database.get<{ parcel_count: number }>(
    `SELECT parcel_count FROM waves WHERE wave_id = ?`,
    [view.waveId],
  );
  return { ...view, parcelCount: row?.parcel_count ?? 0 };
}

function writePart(
  parts: ReleaseParts,
  writer: Writer,
  view: WaveView,
  part: WavePart,
  caller: Caller,
): void {
  const written = addToWave(writer, part);
  const facts = { wave: view.name };
  addAuditEntries(writer, parts.clock.now(), caller.person, 'parcel.released', 'parcel', written, facts);
}

/** Parcels in the order of carts and slots, with their lines; positions and sort order run through the whole wave. */
function cutIntoParts(waveId: WaveId, laid: readonly LaidCart[]): WavePart[] {
  const wave: WavePart[] = [];
  let linesBefore = 0;
  let parcelsBefore = 0;
  laid.forEach((cart, index) => {
    const slotsOf = new Map<number, { readonly position: number; readonly quantity: number }[]>();
    for (const line of cart.lines) {
      for (const { slot, quantity } of line.slots) {
        const own = slotsOf.get(slot);
        const needed = { position: linesBefore + line.position, quantity };
        if (own) own.push(needed);
        else slotsOf.set(slot, [needed]);
      }
    }
    const places = cart.parcelIds.map((parcelId: ParcelId, at) => ({
      parcelId,
      slot: at + 1,
      sortPosition: parcelsBefore + at + 1,
      needed: slotsOf.get(at + 1) ?? [],
    }));
    const lines = new Map(cart.lines.map((line) => [linesBefore + line.position, line]));
    for (let from = 0; from < places.length; from += parcelsAPiece) {
      const piece = places.slice(from, from + parcelsAPiece);
      const last = wave.at(-1);
      const joined = last && last.parcels.length + piece.length <= parcelsAPiece ? last : undefined;
      const entry = { cartNo: index + 1, parcels: piece, lines };
      if (joined) joined.carts.push(entry);
      else wave.push({ waveId, carts: [entry], parcels: [] });
      (joined ?? wave.at(-1))?.parcels.push(...piece.map((place) => place.parcelId));
    }
    linesBefore += cart.lines.length;
    parcelsBefore += cart.parcelIds.length;
  });
  return wave;
}
