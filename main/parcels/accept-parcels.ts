// A person takes the machine's proposals: the ones named, or all that the guard finds nothing to say about.

import type { Clock } from '../basics/clock.ts';
import type { ParcelId } from '../basics/ids.ts';
import type { Caller } from '../basics/request.ts';
import type { Database } from '../database/database.ts';
import { recordAudit } from '../people/audit.ts';
import { listParcelIdsInState, listParcels, setParcelState } from './parcels-table.ts';
import { judgeParcels } from './view-parcel.ts';

const parcelsATime = 100;

/**
 * `clean` takes what is allowed without a word; ids take warned ones too (the person has read it), never blocked ones.
 * In small transactions with a breath between them: a hundred thousand proposals do not stop a scan.
 */
export async function acceptParcels(
  parts: { readonly database: Database; readonly clock: Clock },
  which: readonly ParcelId[] | 'clean',
  caller: Caller,
): Promise<{ accepted: number; left: number }> {
  const { database, clock } = parts;
  const ids = which === 'clean' ? listParcelIdsInState(database, ['proposed']) : which;
  let accepted = 0;
  for (let start = 0; start < ids.length; start += parcelsATime) {
    if (start > 0) await new Promise((resolve) => setImmediate(resolve));
    accepted += database.write((writer) => {
      const proposed = listParcels(writer, ids.slice(start, start + parcelsATime)).filter(
        (parcel) => parcel.state === 'proposed',
      );
      const verdicts = judgeParcels(writer, clock, proposed);
      let taken = 0;
      for (const { parcelId } of proposed) {
        const verdict = verdicts.get(parcelId);
        if (!verdict || verdict.verdict === 'block') continue;
        if (which === 'clean' && verdict.verdict === 'warn') continue;
        setParcelState(writer, parcelId, 'planned');
        const warnings = verdict.reasons.map((reason) => reason.rule);
        recordAudit(writer, clock, caller, 'parcel.accepted', { kind: 'parcel', id: parcelId }, { warnings });
        taken += 1;
      }
      return taken;
    });
  }
  return { accepted, left: ids.length - accepted };
}
