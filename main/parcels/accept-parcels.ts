// A person takes the machine's proposals: the ones named, or all that the guard finds nothing to say about.

import type { Clock } from '../basics/clock.ts';
import type { ParcelId } from '../basics/ids.ts';
import type { Caller } from '../basics/request.ts';
import type { Database, Reader, Writer } from '../database/database.ts';
import { recordAudit } from '../people/audit.ts';
import { listNextIds, listParcels, setParcelState } from './parcels-table.ts';
import { judgeParcels } from './view-parcel.ts';

/** Few enough that a scan arriving meanwhile is answered within 20 ms. */
const parcelsATime = 40;

/**
 * `clean` takes what is allowed without a word; ids take warned ones too (the person has read it), never blocked ones.
 * In small transactions with a breath between them: a hundred thousand proposals do not stop a scan.
 */
export async function acceptParcels(
  parts: { readonly database: Database; readonly clock: Clock },
  which: readonly ParcelId[] | 'clean',
  caller: Caller,
): Promise<{ accepted: number; left: number }> {
  let accepted = 0;
  let looked = 0;
  for (const ids of which === 'clean' ? walkProposals(parts.database) : inPortions(which)) {
    if (looked > 0) await new Promise((resolve) => setImmediate(resolve));
    accepted += parts.database.write((writer) =>
      acceptSome(parts.clock, writer, ids, which === 'clean', caller),
    );
    looked += ids.length;
  }
  return { accepted, left: looked - accepted };
}

/** Every proposal once: what is accepted leaves the walk behind it. */
function* walkProposals(reader: Reader): Generator<readonly ParcelId[]> {
  let last: Parameters<typeof listNextIds>[2] = null;
  for (;;) {
    const some: ReturnType<typeof listNextIds> = listNextIds(reader, 'proposed', last, parcelsATime);
    if (some.length > 0) yield some.map(({ parcelId }) => parcelId);
    if (some.length < parcelsATime) return;
    last = some.at(-1) ?? null;
  }
}

function* inPortions(ids: readonly ParcelId[]): Generator<readonly ParcelId[]> {
  for (let start = 0; start < ids.length; start += parcelsATime) yield ids.slice(start, start + parcelsATime);
}

function acceptSome(
  clock: Clock,
  writer: Writer,
  ids: readonly ParcelId[],
  isCleanOnly: boolean,
  caller: Caller,
): number {
  const proposed = listParcels(writer, ids).filter((parcel) => parcel.state === 'proposed');
  const verdicts = judgeParcels(writer, clock, proposed);
  let taken = 0;
  for (const { parcelId } of proposed) {
    const verdict = verdicts.get(parcelId);
    if (!verdict || verdict.verdict === 'block') continue;
    if (isCleanOnly && verdict.verdict !== 'allow') continue;
    setParcelState(writer, parcelId, 'planned');
    const warnings = verdict.reasons.map((reason) => reason.rule);
    recordAudit(writer, clock, caller, 'parcel.accepted', { kind: 'parcel', id: parcelId }, { warnings });
    taken += 1;
  }
  return taken;
}
