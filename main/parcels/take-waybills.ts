// Waybills for parcels: taken from the shop's platform, or typed by hand. The guard is asked before, and again with the
// number: one number on two parcels (waybill.duplicate) is never written down.

import type { Clock } from '../basics/clock.ts';
import { isFault } from '../basics/fault.ts';
import type { ParcelId, RandomBytes, TrackingNumber } from '../basics/ids.ts';
import { type Refusal, refuse } from '../basics/refusal.ts';
import type { Caller } from '../basics/request.ts';
import { parseTrackingNumber } from '../basics/tracking-number.ts';
import type { Database, Reader, Writer } from '../database/database.ts';
import { askGuard } from '../merges/guard-facts.ts';
import type { IntakeParts } from '../orders/intake.ts';
import { readAnew } from '../orders/read-anew.ts';
import { recordAudit } from '../people/audit.ts';
import type { AskedNumber, Platform, Waybill, WaybillAnswer } from '../platforms/platform.ts';
import type { Platforms } from '../platforms/registry.ts';
import { listShops } from '../shops/shops-table.ts';
import { forgetAsked, noteAsked } from './asked-waybills-table.ts';
import { findLiveLabelId } from './dissolve-parcel.ts';
import { factsOf } from './move-line.ts';
import type { Parcel, ParcelState } from './parcel.ts';
import { addParcelNumber, findParcel, listParcels } from './parcels-table.ts';
import { oweAskedReturns, oweWaybillReturn } from './return-waybill.ts';
import { refsOf } from './view-parcel.ts';

export interface WaybillParts extends IntakeParts {
  readonly database: Database;
  readonly random: RandomBytes;
  readonly platforms: Platforms;
}

/** A parcel that has no waybill now, and why; `words` are the platform's own. */
export interface WaybillRefused {
  readonly parcelId: ParcelId;
  readonly code: string;
  readonly words: string;
  readonly facts: Refusal['facts'];
}

const waybillStates: readonly ParcelState[] = ['planned', 'released', 'open', 'packed'];
const parcelsACall = 50;
/** By these the platform tells that an order is not what we take it for. */
const orderNews: readonly string[] = [
  'waybill.order-cancelled',
  'waybill.order-held',
  'waybill.order-shipped',
  'waybill.order-state',
  'waybill.order-not-released',
  'waybill.lines-changed',
  'waybill.receivers-differ',
];

/**
 * Parcels that have a number already count as neither. An order that the platform says is cancelled or held is read anew before this
 * resolves. Codes of `refused`: `parcel.unknown`, `parcel.not-ready` (state),
 * `parcel.blocked` (rule, why, …), the platform's own `waybill.…`, `fault.<code>` when the platform could not be asked.
 */
export async function takeWaybillsFor(
  parts: WaybillParts,
  parcelIds: readonly ParcelId[],
  caller: Pick<Caller, 'person'>,
): Promise<{ taken: number; refused: WaybillRefused[] }> {
  const { database } = parts;
  const refused: WaybillRefused[] = [];
  const parcels = new Map(listParcels(database, parcelIds).map((parcel) => [parcel.parcelId, parcel]));
  const wanted = new Map<string, Parcel[]>();
  for (const parcelId of parcelIds) {
    const parcel = parcels.get(parcelId);
    const no = parcel ? refuseWaybill(parts, database, parcel) : refuse('parcel.unknown', { parcelId });
    if (no) refused.push(noWaybill(parcelId, no));
    else if (parcel && parcel.trackingNumber === null) {
      wanted.set(parcel.shopId, [...(wanted.get(parcel.shopId) ?? []), parcel]);
    }
  }
  let taken = 0;
  for (const shop of listShops(database)) {
    const ofShop = wanted.get(shop.shopId) ?? [];
    for (let start = 0; start < ofShop.length; start += parcelsACall) {
      const some = ofShop.slice(start, start + parcelsACall);
      const questions = new Map<ParcelId, string>();
      const platform = parts.platforms.of(shop);
      const answers = await askPlatform(database, platform, some, (asked) => {
        database.write((writer) => {
          for (const each of asked) noteAsked(writer, each, parts.clock.now());
        });
        for (const { parcelId, question } of asked) questions.set(parcelId, question);
      });
      database.write((writer) => {
        for (const answer of answers) {
          const question = questions.get(answer.parcelId);
          if (question !== undefined && isKnown(answer)) forgetAsked(writer, answer.parcelId, question);
          const no = answer.ok ? saveWaybill(parts, writer, answer, caller) : answer.no;
          if (no) refused.push(noWaybill(answer.parcelId, no));
          else taken += 1;
        }
        writer.emit({ kind: 'parcels.changed' });
      });
      const orderIds = answers
        .filter((answer) => !answer.ok && orderNews.includes(answer.no.code))
        .flatMap(({ parcelId }) => parcels.get(parcelId)?.lines ?? [])
        .map((line) => line.orderId);
      await readAnew(parts, platform, shop.shopId, orderIds);
    }
  }
  return { taken, refused };
}

type Answered =
  | Extract<WaybillAnswer, { ok: true }>
  | { readonly parcelId: ParcelId; readonly ok: false; readonly no: Refusal };

/** A number, or a no: otherwise a number may have been given that we have not heard of. */
function isKnown(answer: Answered): boolean {
  if (answer.ok) return true;
  const { code } = answer.no;
  return code !== 'waybill.later' && code !== 'waybill.no-answer' && !code.startsWith('fault.');
}

/** One answer per parcel, also when the platform says nothing about one or cannot be reached at all. */
async function askPlatform(
  reader: Reader,
  platform: Platform,
  parcels: readonly Parcel[],
  beforeAsking: (asked: readonly AskedNumber[]) => void,
): Promise<Answered[]> {
  try {
    const answers = await platform.takeWaybills(
      parcels.map((parcel) => ({
        parcelId: parcel.parcelId,
        orderIds: [...new Set(parcel.lines.map((line) => line.orderId))],
        lines: parcel.lines.map(({ orderId, lineId, quantity }) => ({ orderId, lineId, quantity })),
        carrier: parcel.carrier,
        doorDelivery: parcel.doorTag === 'tagged',
        otherNumbers: listOtherNumbers(reader, parcel.parcelId),
      })),
      beforeAsking,
    );
    const byParcel = new Map(answers.map((answer) => [answer.parcelId, answer]));
    return parcels.map(({ parcelId }) => {
      const answer = byParcel.get(parcelId);
      if (answer?.ok) return answer;
      const code = answer?.code ?? 'waybill.no-answer';
      return { parcelId, ok: false, no: refuse(code, { parcelId, words: answer?.words ?? '' }) };
    });
  } catch (thrown) {
    if (!isFault(thrown)) throw thrown;
    const no = refuse(`fault.${thrown.code}`, { ...thrown.facts, retry: thrown.retry });
    return parcels.map(({ parcelId }) => ({ parcelId, ok: false, no }));
  }
}

/** Numbers of the live parcels that hold other pieces of the same orders. */
function listOtherNumbers(reader: Reader, parcelId: ParcelId): TrackingNumber[] {
  return reader
    .all<{ tracking_number: TrackingNumber }>(
      `SELECT DISTINCT parcels.tracking_number FROM parcel_lines AS mine
       JOIN parcel_lines AS theirs INDEXED BY parcel_lines_by_line
         ON theirs.order_key = mine.order_key AND theirs.parcel_id <> mine.parcel_id
       JOIN parcels ON parcels.parcel_id = theirs.parcel_id
       WHERE mine.parcel_id = ? AND parcels.tracking_number IS NOT NULL AND parcels.state NOT IN ('pulled', 'dissolved')`,
      [parcelId],
    )
    .map((row) => row.tracking_number);
}

function refuseWaybill(parts: WaybillParts, reader: Database, parcel: Parcel): Refusal | undefined {
  const { parcelId, state } = parcel;
  if (!waybillStates.includes(state)) return refuse('parcel.not-ready', { parcelId, state });
  const verdict = askGuard(reader, parts.clock, refsOf(parcel), { parcelId });
  const block = verdict.reasons.find((reason) => reason.verdict === 'block');
  return block && refuse('parcel.blocked', { ...factsOf(block), parcelId });
}

/** The parcel may have been dissolved or changed while the platform thought about it: then the number goes back. */
function saveWaybill(
  parts: WaybillParts,
  writer: Writer,
  answer: { readonly parcelId: ParcelId; readonly waybill: Waybill },
  caller: Pick<Caller, 'person'>,
): Refusal | undefined {
  const { parcelId, waybill } = answer;
  const parcel = findParcel(writer, parcelId);
  if (parcel?.trackingNumber === waybill.trackingNumber) return undefined;
  const no =
    !parcel || !waybillStates.includes(parcel.state) || parcel.trackingNumber !== null
      ? refuse('parcel.not-ready', { parcelId, state: parcel?.state ?? 'dissolved' })
      : writeWaybill(parts, writer, parcel, waybill, caller);
  if (no && parcel && no.facts.rule !== 'waybill.duplicate') {
    const { carrier, trackingNumber, source } = waybill;
    oweWaybillReturn(parts, writer, { ...parcel, carrier, trackingNumber, waybillSource: source });
  }
  // What was asked for it before, for another address or of another carrier, is not needed any more.
  if (!no && parcel) oweAskedReturns(parts, writer, parcel);
  return no;
}

function writeWaybill(
  parts: { readonly clock: Clock },
  writer: Writer,
  parcel: Parcel,
  waybill: Omit<Waybill, 'source'> & { readonly source: Waybill['source'] | 'hand' },
  caller: Pick<Caller, 'person'>,
): Refusal | undefined {
  const { parcelId } = parcel;
  const { carrier, trackingNumber, source } = waybill;
  const verdict = askGuard(writer, parts.clock, refsOf(parcel), {
    parcelId,
    trackingNumber,
    source,
    carrier,
  });
  const block = verdict.reasons.find((reason) => reason.verdict === 'block');
  if (block) return refuse('parcel.blocked', { ...factsOf(block), parcelId });
  writer.run(`UPDATE parcels SET carrier = ?, tracking_number = ?, waybill_source = ? WHERE parcel_id = ?`, [
    carrier,
    trackingNumber,
    source,
    parcelId,
  ]);
  for (const number of waybill.otherNumbers ?? []) addParcelNumber(writer, parcelId, number);
  const facts = { carrier, trackingNumber, source, before: parcel.trackingNumber };
  recordAudit(writer, parts.clock, caller, 'parcel.waybill-taken', { kind: 'parcel', id: parcelId }, facts);
  return undefined;
}

/**
 * A number typed or scanned by hand. Refusals: `parcel.unknown`, `parcel.not-ready` (state), `parcel.has-label` (labelId),
 * `waybill.unreadable`, `parcel.blocked` (rule, why, …).
 */
export function attachWaybill(
  parts: { readonly clock: Clock; readonly random: RandomBytes },
  writer: Writer,
  asked: { readonly parcelId: ParcelId; readonly carrier: string; readonly trackingNumber: string },
  caller: Caller,
): { readonly parcelId: ParcelId } | Refusal {
  const { parcelId } = asked;
  const parcel = findParcel(writer, parcelId);
  if (!parcel) return refuse('parcel.unknown', { parcelId });
  if (!waybillStates.includes(parcel.state)) {
    return refuse('parcel.not-ready', { parcelId, state: parcel.state });
  }
  const trackingNumber = parseTrackingNumber(asked.trackingNumber);
  if (trackingNumber === null) {
    return refuse('waybill.unreadable', { trackingNumber: asked.trackingNumber.slice(0, 60) });
  }
  if (parcel.trackingNumber === trackingNumber && parcel.carrier === asked.carrier) return { parcelId };
  const labelId = findLiveLabelId(writer, parcelId);
  if (labelId) return refuse('parcel.has-label', { parcelId, labelId });
  const waybill = { carrier: asked.carrier.trim(), trackingNumber, source: 'hand' as const };
  const no = writeWaybill(parts, writer, parcel, waybill, caller);
  if (no) return no;
  if (parcel.trackingNumber !== trackingNumber) oweWaybillReturn(parts, writer, parcel);
  writer.emit({ kind: 'parcels.changed' });
  return { parcelId };
}

function noWaybill(parcelId: ParcelId, no: Refusal): WaybillRefused {
  const words = typeof no.facts.words === 'string' ? no.facts.words : '';
  return { parcelId, code: no.code, words, facts: no.facts };
}
