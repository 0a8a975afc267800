// A bundle is told to the platform through the outbox, once. Its answer is written down before anything else: the platform can be asked for a
// bundle by nobody afterwards. When the answer was lost, nothing is sent again by itself: a person looks there and says what became of it.

import { z } from 'zod';
import type { Clock } from '../../basics/clock.ts';
import { isFault } from '../../basics/fault.ts';
import type { OrderId, RandomBytes } from '../../basics/ids.ts';
import { isRefusal, type Refusal, refuse } from '../../basics/refusal.ts';
import type { Caller } from '../../basics/request.ts';
import { parseTrackingNumber } from '../../basics/tracking-number.ts';
import type { Database, Reader, Writer } from '../../database/database.ts';
import type { Vault } from '../../database/vault.ts';
import { findFormat } from '../../labels/documents/label-document.ts';
import type { IntakeParts } from '../../orders/intake.ts';
import { readAnew } from '../../orders/read-anew.ts';
import type { Answer, Errand } from '../../outbox/errand.ts';
import type { OutboxRow } from '../../outbox/outbox.ts';
import { addDebt, settleDebt } from '../../outbox/outbox-table.ts';
import { findParcel, findParcelByTracking } from '../../parcels/parcels-table.ts';
import { recordAudit } from '../../people/audit.ts';
import type { Platform } from '../../platforms/platform.ts';
import { findOpen, whyNotBundle } from './fill-bundle.ts';
import { type Bundle, type BundleMethod, bundleSubject, type DropOff } from './first-mile.ts';
import {
  findBundle,
  findOpenBundle,
  keepWaybill,
  leaveOut,
  listBundled,
  markMade,
  markTelling,
  pourBundle,
  setBundleState,
} from './first-mile-table.ts';

const firstMileKind = 'first-mile';

export interface TellParts {
  readonly clock: Clock;
  readonly random: RandomBytes;
}

/**
 * Refusals: `first-mile.unknown` (bundleId), `first-mile.not-open` (state), `first-mile.empty`, `first-mile.carrier-needed`,
 * `waybill.unreadable` (trackingNumber), `first-mile.number-of-parcel` (trackingNumber, parcelId), `first-mile.torn` (orderId, inside,
 * outside: numbers on the labels of two of its parcels, of which one is in it), and of each parcel those of `whyNotBundle`.
 */
export function tellBundle(
  parts: TellParts,
  writer: Writer,
  asked: { readonly bundleId: string; readonly method: BundleMethod; readonly dropOff: DropOff | null },
  caller: Pick<Caller, 'person'>,
): { readonly outboxNo: number } | Refusal {
  const { bundleId, method } = asked;
  const bundle = findOpen(writer, bundleId);
  if (isRefusal(bundle)) return bundle;
  const carried = method === 'drop-off' ? checkDropOff(writer, asked.dropOff) : null;
  if (carried !== null && isRefusal(carried)) return carried;
  const no = whyNotTell(writer, bundleId);
  if (no) return no;
  const now = parts.clock.now();
  markTelling(writer, bundleId, { method, dropOff: carried, at: now });
  recordAudit(writer, parts.clock, caller, 'bundle.told', bundleSubject(bundleId), { method });
  return { outboxNo: owe(parts, writer, bundle, now) };
}

/** With its number as the carrier writes it. What is scanned by mistake is mostly the label of a parcel that lies on top. */
function checkDropOff(reader: Reader, dropOff: DropOff | null): DropOff | Refusal {
  if (dropOff === null) return refuse('first-mile.carrier-needed');
  const trackingNumber = parseTrackingNumber(dropOff.trackingNumber);
  if (trackingNumber === null)
    return refuse('waybill.unreadable', { trackingNumber: dropOff.trackingNumber.slice(0, 60) });
  const parcel = findParcelByTracking(reader, trackingNumber);
  if (parcel) return refuse('first-mile.number-of-parcel', { trackingNumber, parcelId: parcel.parcelId });
  return { ...dropOff, trackingNumber };
}

function whyNotTell(reader: Reader, bundleId: string): Refusal | undefined {
  const parcels = listBundled(reader, bundleId)
    .filter(({ leftOut }) => leftOut === null)
    .flatMap(({ parcelId }) => findParcel(reader, parcelId) ?? []);
  if (parcels.length === 0) return refuse('first-mile.empty');
  for (const parcel of parcels) {
    const no = whyNotBundle(reader, parcel);
    if (no) return no;
  }
  // The platform bundles orders, not parcels: an order goes with all of its parcels or with none.
  const torn = reader.get<{ orderId: string; inside: string; outside: string }>(
    `SELECT orders.order_id AS orderId, coalesce(here.tracking_number, here.parcel_id) AS inside,
       coalesce(other.tracking_number, other.parcel_id) AS outside
     FROM first_mile_parcels AS mine JOIN parcels AS here ON here.parcel_id = mine.parcel_id
       JOIN parcel_lines ON parcel_lines.parcel_id = mine.parcel_id JOIN orders USING (order_key)
       JOIN parcel_lines AS others ON others.order_key = orders.order_key AND others.parcel_id <> mine.parcel_id
       JOIN parcels AS other ON other.parcel_id = others.parcel_id AND other.state NOT IN ('pulled', 'dissolved')
     WHERE mine.bundle_id = :bundleId AND mine.code IS NULL AND NOT EXISTS (
       SELECT 1 FROM first_mile_parcels AS inside WHERE inside.bundle_id = :bundleId AND inside.code IS NULL
         AND inside.parcel_id = other.parcel_id)
     LIMIT 1`,
    { bundleId },
  );
  return torn && refuse('first-mile.torn', { ...torn });
}

function owe(parts: TellParts, writer: Writer, { bundleId, shopId }: Bundle, now: number): number {
  const outboxNo = addDebt(
    writer,
    {
      idempotencyKey: Buffer.from(parts.random(16)).toString('hex'),
      shopId,
      kind: firstMileKind,
      subjectId: bundleId,
      payload: { bundleId },
    },
    now,
  );
  writer.emit({ kind: 'parcels.changed' });
  return outboxNo;
}

/**
 * A person has looked in the platform's back office. With its number there it is made; without, it is told once more. Refusals:
 * `first-mile.unknown` (bundleId), `first-mile.not-unsure` (state).
 */
export function settleUnsure(
  parts: TellParts,
  writer: Writer,
  asked: { readonly bundleId: string; readonly platformId: string | null },
  caller: Pick<Caller, 'person'>,
): { readonly bundleId: string } | Refusal {
  const { bundleId, platformId } = asked;
  const bundle = findBundle(writer, bundleId);
  if (!bundle) return refuse('first-mile.unknown', { bundleId });
  if (bundle.state !== 'unsure') return refuse('first-mile.not-unsure', { state: bundle.state });
  const now = parts.clock.now();
  if (platformId === null) {
    setBundleState(writer, bundleId, 'telling', null);
    owe(parts, writer, bundle, now);
  } else markMade(writer, bundleId, { platformId, documentUrl: null, leftOut: [] }, now);
  const verb = platformId === null ? 'bundle.told-again' : 'bundle.found';
  recordAudit(writer, parts.clock, caller, verb, bundleSubject(bundleId), { platformId });
  writer.emit({ kind: 'parcels.changed' });
  return { bundleId };
}

const payloadSchema = z.strictObject({ bundleId: z.string().min(1) });

function parseBundleId(row: OutboxRow): string | undefined {
  try {
    return payloadSchema.parse(JSON.parse(row.payloadJson)).bundleId;
  } catch {
    return undefined; // not JSON or not this shape: the caller puts the row before a person
  }
}

/** By these nothing reached the platform, or it let nobody in: nothing was made. */
const nothingMade: readonly string[] = [
  'platform.offline',
  'platform.re-authorise',
  'platform.no-secret',
  'platform.not-linked',
  'platform.address-not-allowed',
  'platform.address-to-add',
  'platform.scope-missing',
  'platform.certificate',
  'platform.address',
  'platform.relay-refused',
  'platform.shop-not-chosen',
];

export function firstMileErrand(parts: IntakeParts & { readonly database: Database }): Errand {
  const { database, clock } = parts;
  const station = { person: 'station' };

  async function tell(platform: Platform, row: OutboxRow, bundle: Bundle): Promise<Answer> {
    const { idempotencyKey } = row;
    const { bundleId, dropOff } = bundle;
    const inside = listBundled(database, bundleId).filter(({ leftOut }) => leftOut === null);
    const orderIds = [...new Set(inside.flatMap((parcel) => parcel.orderIds))] as OrderId[]; // as they were taken in
    try {
      const answer = await platform.bundleFirstMile?.({ orderIds, dropOff });
      if (!answer) return { idempotencyKey, outcome: 'fix', code: 'first-mile.not-here', words: '' };
      const { platformId, outcome, code, words } = answer;
      database.write((writer) => {
        if (platformId !== null) markMade(writer, bundleId, answer, clock.now());
        else leaveOut(writer, bundleId, answer.leftOut);
        writer.emit({ kind: 'parcels.changed' });
      });
      if (platformId !== null) await fetchWaybill(parts, platform, bundleId);
      // One that was cancelled meanwhile must come out of the bag, and is not to be scanned in again.
      const leftOut = answer.leftOut.map((each) => each.orderId as OrderId); // one of those it was asked about
      await readAnew(parts, platform, row.shopId, leftOut);
      return { idempotencyKey, outcome, code, words };
    } catch (thrown) {
      if (!isFault(thrown) || !nothingMade.includes(thrown.code)) throw thrown;
      return { idempotencyKey, outcome: 'retry', code: thrown.code, words: '' };
    }
  }

  return {
    kind: firstMileKind,
    limit: () => 1,
    isReadable: (row) => parseBundleId(row) !== undefined,
    about: (row) => [row.subjectId],
    ask: async () => (writer, row) => {
      const bundle = findBundle(writer, row.subjectId);
      if (bundle && bundle.platformId !== null) return { kind: 'done', code: 'first-mile.made', words: '' };
      if (bundle?.state !== 'telling') return { kind: 'hold', code: 'first-mile.gone', words: '' };
      // It left, and nobody knows what became of it.
      return row.state === 'sending'
        ? { kind: 'hold', code: 'first-mile.unsure', words: '' }
        : { kind: 'go' };
    },
    async send(platform, rows) {
      const answers: Answer[] = [];
      for (const row of rows) {
        const bundle = findBundle(database, row.subjectId);
        if (bundle) answers.push(await tell(platform, row, bundle));
      }
      return answers;
    },
    settle(writer, row, outcome, said) {
      const bundle = findBundle(writer, row.subjectId);
      if (!bundle) return;
      const { bundleId } = bundle;
      const subject = bundleSubject(bundleId);
      if (outcome === 'done') {
        recordAudit(writer, clock, station, 'bundle.made', subject, { platformId: bundle.platformId });
      } else {
        // It stands in a list of its own, with what to do.
        settleDebt(writer, row.outboxNo, 'withdrawn', said, clock.now());
        if (said.code === 'first-mile.unsure') setBundleState(writer, bundleId, 'unsure', said);
        else if (bundle.state === 'telling') openAgain(writer, bundle, said);
        recordAudit(writer, clock, station, 'bundle.not-made', subject, {
          code: said.code,
          words: said.words,
        });
      }
      writer.emit({ kind: 'parcels.changed' });
    },
  };
}

/** Its parcels go on to be filled; where the next bundle has been begun meanwhile, into that one. */
function openAgain(writer: Writer, bundle: Bundle, said: { code: string; words: string }): void {
  const next = findOpenBundle(writer, bundle.shopId);
  if (!next) {
    setBundleState(writer, bundle.bundleId, 'open', said);
    return;
  }
  pourBundle(writer, bundle.bundleId, next.bundleId);
  setBundleState(writer, next.bundleId, 'open', said);
}

/** False when it did not come, or is no page: the bundle stands without, and it may be asked for again. */
export async function fetchWaybill(
  parts: { readonly database: Database; readonly vault: Vault },
  platform: Platform,
  bundleId: string,
): Promise<boolean> {
  const address = findBundle(parts.database, bundleId)?.documentUrl ?? null;
  if (address === null || !platform.fetchBundleWaybill) return false;
  try {
    const bytes = await platform.fetchBundleWaybill(address);
    const format = findFormat(bytes);
    if (isRefusal(format)) return false;
    parts.database.write((writer) => {
      keepWaybill(writer, parts.vault, bundleId, { bytes, format });
      writer.emit({ kind: 'parcels.changed' });
    });
    return true;
  } catch (thrown) {
    if (isFault(thrown)) return false;
    throw thrown;
  }
}
