// A supervisor lets one block pass, once: this parcel, this rule as it stands, these facts. With PIN and reason, written down.

import { z } from 'zod';
import type { Clock } from '../basics/clock.ts';
import { newId, type ParcelId, type RandomBytes } from '../basics/ids.ts';
import { normaliseCode } from '../basics/normalise-code.ts';
import { isRefusal, type Refusal, refuse } from '../basics/refusal.ts';
import { type Caller, job } from '../basics/request.ts';
import type { Database } from '../database/database.ts';
import { judgeWithFacts } from '../merges/guard-facts.ts';
import { addOverride, canBeOverridden, fingerprintOf } from '../merges/overrides.ts';
import { type LineRef, ruleIds } from '../merges/verdict.ts';
import { recordAudit } from '../people/audit.ts';
import { checkPin } from '../people/check-pin.ts';
import { findPerson, listPeople } from '../people/people-table.ts';
import type { Person } from '../people/person.ts';
import { lineRef } from './parcels-api.ts';
import { findParcel } from './parcels-table.ts';
import { refsOf } from './view-parcel.ts';

export function overridesApi(parts: {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: RandomBytes;
}) {
  const { database, clock } = parts;

  /** Whose PIN it is: named, by badge, the one who sits here, or the only supervisor there is. */
  function findGranter(
    by: { readonly personId?: string | undefined; readonly badge?: string | undefined },
    caller: Caller,
  ): Person | Refusal {
    const supervisors = listPeople(database).filter(({ role }) => role === 'supervisor');
    if (supervisors.length === 0) return refuse('override.no-supervisor');
    if (by.badge !== undefined) {
      return findPerson(database, { badge: normaliseCode(by.badge) }) ?? refuse('people.badge-unknown');
    }
    if (by.personId !== undefined) {
      return findPerson(database, { personId: by.personId }) ?? refuse('people.unknown');
    }
    const here = supervisors.find(({ personId }) => personId === caller.personId);
    const [only, ...others] = supervisors;
    if (here) return here;
    return only && others.length === 0 ? only : refuse('override.who');
  }

  return {
    /**
     * `adding`: lines that are about to go into the parcel and are blocked together with it. Anybody may ask, the PIN is the
     * supervisor's. Refusals: `parcel.unknown` (parcelId), `override.never` (rule), `override.no-supervisor`, `override.who`,
     * `override.not-a-supervisor` (name), `override.nothing-blocked`, `people.badge-unknown`, and those of checkPin.
     */
    'overrides.grant': job({
      role: 'packer',
      argument: z.strictObject({
        parcelId: z.string().min(1).max(200),
        rule: z.enum(ruleIds),
        reason: z.string().trim().min(2).max(500),
        pin: z.string().max(64),
        personId: z.string().max(40).optional(),
        badge: z.string().max(200).optional(),
        adding: z.array(lineRef).max(1_000).default([]),
        requestId: z.string().optional(),
      }),
      run: async (asked, caller) => {
        const { rule, reason } = asked;
        const parcelId = asked.parcelId as ParcelId; // looked up before it is used
        if (!findParcel(database, parcelId)) return refuse('parcel.unknown', { parcelId });
        if (!canBeOverridden(rule)) return refuse('override.never', { rule });
        const named = findGranter(asked, caller);
        if (isRefusal(named)) return named;
        if (named.role !== 'supervisor') return refuse('override.not-a-supervisor', { name: named.name });
        const granter = await checkPin(parts, named.personId, asked.pin);
        if (isRefusal(granter)) return granter;
        return database.write((writer) => {
          const parcel = findParcel(writer, parcelId);
          if (!parcel) return refuse('parcel.unknown', { parcelId });
          const lines = [...refsOf(parcel), ...(asked.adding as LineRef[])]; // ids as the station gave them
          const extra = { parcelId, isThought: asked.adding.length > 0 };
          const { verdict, facts } = judgeWithFacts(writer, clock, lines, extra);
          const blocks = verdict.reasons.filter((each) => each.rule === rule && each.verdict === 'block');
          if (blocks.length === 0) return refuse('override.nothing-blocked', { rule });
          for (const block of blocks) {
            addOverride(writer, {
              overrideId: newId<string & { readonly brand: 'OverrideId' }>('V', parts.random),
              parcelId,
              rule,
              fingerprint: fingerprintOf(block, facts),
              reason,
              grantedBy: granter.name,
              grantedAt: clock.now(),
            });
          }
          const subject = { kind: 'parcel', id: parcelId };
          recordAudit(writer, clock, { person: granter.name }, 'parcel.override-granted', subject, {
            rule,
            reason,
            askedBy: caller.person,
            orders: [...new Set(blocks.flatMap((block) => block.lines.map((line) => line.orderId)))],
          });
          writer.emit({ kind: 'parcels.changed' });
          return { parcelId, rule, grantedBy: granter.name };
        });
      },
    }),
  };
}
