// Requests about people: who there is, who sits at this window, signing in and out, PINs and badges.

import { z } from 'zod';
import type { Clock } from '../basics/clock.ts';
import { newId, type RandomBytes } from '../basics/ids.ts';
import { normaliseCode } from '../basics/normalise-code.ts';
import { isRefusal, refuse } from '../basics/refusal.ts';
import { type Caller, change, job, read, roles } from '../basics/request.ts';
import type { Database } from '../database/database.ts';
import { recordAudit } from './audit.ts';
import { checkPin } from './check-pin.ts';
import {
  addPerson,
  changePerson,
  countSupervisors,
  findPerson,
  findPinHash,
  listPeople,
  removePerson,
  savePin,
} from './people-table.ts';
import { newBadgeCode, type Person } from './person.ts';
import { hashPin, isFitPin } from './pin.ts';
import type { Sessions } from './sessions.ts';

const personId = z.string().min(1).max(40);
const pin = z.string().max(64);
const requestId = z.string().optional();

/** As lists show a person; the badge's code only to who may print it. */
export interface PersonView extends Omit<Person, 'badgeCode' | 'failedTries'> {
  readonly badgeCode: string | null;
}

export function peopleApi(parts: {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly sessions: Sessions;
}) {
  const { database, clock, sessions } = parts;

  const view = ({ badgeCode, failedTries: _, ...person }: Person, caller: Caller): PersonView => ({
    ...person,
    badgeCode: caller.role === 'supervisor' ? badgeCode : null,
  });

  return {
    /** Who sits at this window, and whether anybody has to sign in at all. */
    'people.me': read({
      role: 'packer',
      isForAnyone: true,
      argument: z.strictObject({}),
      run: (_argument, caller) => {
        const window = sessions.windowOf(caller.session);
        const person =
          window.personId === null ? undefined : findPerson(database, { personId: window.personId });
        return {
          isOpen: sessions.isOpen(),
          person: person ? { personId: person.personId, name: person.name, role: person.role } : null,
          isLocked: window.isLocked,
          isConfirmed: window.isConfirmed,
          locksAt: window.locksAt,
        };
      },
    }),

    /** Everybody who works here, by name; what a window offers to choose from. */
    'people.list': read({
      role: 'packer',
      isForAnyone: true,
      argument: z.strictObject({}),
      run: (_argument, caller) => listPeople(database).map((person) => view(person, caller)),
    }),

    /**
     * Sits down at this window, or unlocks it. A badge alone is enough for everything but what needs a supervisor.
     * Refusals: `people.no-window`, `people.badge-unknown`, and those of checkPin.
     */
    'people.signIn': job({
      role: 'packer',
      isForAnyone: true,
      isForReaders: true,
      argument: z.union([
        z.strictObject({ personId, pin, requestId }),
        z.strictObject({ badge: z.string().min(1).max(200), pin: pin.optional() }),
      ]),
      run: async (asked, caller) => {
        const { session } = caller;
        if (session === undefined) return refuse('people.no-window');
        const person =
          'badge' in asked
            ? findPerson(database, { badge: normaliseCode(asked.badge) })
            : findPerson(database, { personId: asked.personId });
        if (!person) return refuse('badge' in asked ? 'people.badge-unknown' : 'people.unknown');
        if (asked.pin !== undefined) {
          const checked = await checkPin(parts, person.personId, asked.pin);
          if (isRefusal(checked)) return checked;
        }
        const isByPin = asked.pin !== undefined;
        sessions.begin(session, person.personId, isByPin);
        const who = { person: person.name };
        const facts = { by: isByPin ? 'pin' : 'badge' };
        const subject = { kind: 'person', id: person.personId };
        // A window that only looks leaves no trace in the other station's data.
        if (!database.readOnly) {
          database.write((writer) => recordAudit(writer, clock, who, 'person.signed-in', subject, facts));
        }
        return { personId: person.personId, name: person.name, role: person.role, isConfirmed: isByPin };
      },
    }),

    /** Leaves this window; its work stays. Refusal: `people.no-window`. */
    'people.signOut': change({
      role: 'packer',
      isForAnyone: true,
      isForReaders: true,
      argument: z.strictObject({ requestId }),
      run: (_argument, caller) => {
        if (caller.session === undefined) return refuse('people.no-window');
        sessions.end(caller.session);
        if (caller.personId === undefined || database.readOnly) return { isSignedOut: true };
        const subject = { kind: 'person', id: caller.personId };
        database.write((writer) => recordAudit(writer, clock, caller, 'person.signed-out', subject));
        return { isSignedOut: true };
      },
    }),

    /** The work stays as it lies; badge or PIN opens it again. */
    'people.lock': change({
      role: 'packer',
      isForAnyone: true,
      isForReaders: true,
      argument: z.strictObject({ requestId }),
      run: (_argument, caller) => {
        if (caller.session === undefined) return refuse('people.no-window');
        sessions.lock(caller.session);
        return { isLocked: true };
      },
    }),

    /** Somebody is at this window: it does not lock yet. */
    'people.stay': read({
      role: 'packer',
      isForAnyone: true,
      argument: z.strictObject({}),
      run: (_argument, caller) => {
        if (caller.session !== undefined) sessions.stay(caller.session);
        return { locksAt: sessions.windowOf(caller.session).locksAt };
      },
    }),

    /**
     * Adds a person or changes one. The first must be a supervisor; who adds that one sits at this window from then on.
     * Refusals: `people.supervisor-first`, `people.name-taken` (name), `people.unknown`, `people.pin-unfit`,
     * `people.supervisor-needs-pin` (name), `people.last-supervisor` (name).
     */
    'people.save': job({
      role: 'supervisor',
      argument: z.strictObject({
        personId: personId.optional(),
        name: z.string().trim().min(1).max(60),
        role: z.enum(roles),
        pin: pin.optional(),
        isNewBadge: z.boolean().default(false),
        requestId,
      }),
      run: async (asked, caller) => {
        if (asked.pin !== undefined && !isFitPin(asked.pin)) return refuse('people.pin-unfit');
        const pinHash = asked.pin === undefined ? null : await hashPin(asked.pin);
        const isFirst = sessions.isOpen();
        const saved = database.write((writer) => {
          const { name, role } = asked;
          const now = clock.now();
          const known =
            asked.personId === undefined ? undefined : findPerson(writer, { personId: asked.personId });
          if (asked.personId !== undefined && !known) return refuse('people.unknown');
          const namesake = findPerson(writer, { name });
          if (namesake && namesake.personId !== known?.personId) return refuse('people.name-taken', { name });
          const supervisors = countSupervisors(writer);
          if (supervisors === 0 && role !== 'supervisor') return refuse('people.supervisor-first');
          if (role === 'supervisor' && pinHash === null && !known?.hasPin) {
            return refuse('people.supervisor-needs-pin', { name });
          }
          if (known?.role === 'supervisor' && role !== 'supervisor' && supervisors === 1) {
            return refuse('people.last-supervisor', { name: known.name });
          }
          const id = known?.personId ?? newId<string & { readonly brand: 'PersonId' }>('H', parts.random);
          const badgeCode = known && !asked.isNewBadge ? known.badgeCode : newBadgeCode(parts.random);
          const subject = { kind: 'person', id };
          if (known) {
            if (pinHash !== null) savePin(writer, id, pinHash, now);
            changePerson(writer, { personId: id, name, role, badgeCode }, now);
            recordAudit(writer, clock, caller, 'person.changed', subject, {
              before: `${known.name} · ${known.role}`,
              after: `${name} · ${role}`,
              hasNewBadge: asked.isNewBadge,
              hasNewPin: pinHash !== null,
            });
          } else {
            addPerson(writer, { personId: id, name, role, badgeCode, pinHash }, now);
            recordAudit(writer, clock, caller, 'person.added', subject, { name, role });
          }
          writer.emit({ kind: 'people.changed' });
          return findPerson(writer, { personId: id }) ?? refuse('people.unknown');
        });
        if (isRefusal(saved)) return saved;
        if (isFirst && caller.session !== undefined) sessions.begin(caller.session, saved.personId, true);
        return view(saved, caller);
      },
    }),

    /** Refusals: `people.unknown`, `people.last-supervisor` (name). */
    'people.remove': change({
      role: 'supervisor',
      argument: z.strictObject({ personId, requestId }),
      run: ({ personId: id }, caller) =>
        database.write((writer) => {
          const person = findPerson(writer, { personId: id });
          if (!person) return refuse('people.unknown');
          if (person.role === 'supervisor' && countSupervisors(writer) === 1) {
            return refuse('people.last-supervisor', { name: person.name });
          }
          removePerson(writer, id, clock.now());
          recordAudit(writer, clock, caller, 'person.removed', { kind: 'person', id }, { name: person.name });
          writer.emit({ kind: 'people.changed' });
          return { personId: id };
        }),
    }),

    /**
     * A supervisor sets anybody's PIN; everybody else their own, with the old one.
     * Refusals: `people.pin-unfit`, `people.unknown`, `people.not-yours`, `people.old-pin-needed`, those of checkPin.
     */
    'people.setPin': job({
      role: 'packer',
      argument: z.strictObject({ personId, pin, oldPin: pin.optional(), requestId }),
      run: async (asked, caller) => {
        if (!isFitPin(asked.pin)) return refuse('people.pin-unfit');
        const person = findPerson(database, { personId: asked.personId });
        if (!person) return refuse('people.unknown');
        const isSupervisor = caller.role === 'supervisor' && caller.isConfirmed !== false;
        if (!isSupervisor) {
          if (caller.personId !== person.personId) return refuse('people.not-yours');
          if (findPinHash(database, person.personId) !== null) {
            if (asked.oldPin === undefined) return refuse('people.old-pin-needed');
            const checked = await checkPin(parts, person.personId, asked.oldPin);
            if (isRefusal(checked)) return checked;
          }
        }
        const pinHash = await hashPin(asked.pin);
        database.write((writer) => {
          savePin(writer, person.personId, pinHash, clock.now());
          const subject = { kind: 'person', id: person.personId };
          recordAudit(writer, clock, caller, 'person.pin-set', subject, { name: person.name });
          writer.emit({ kind: 'people.changed' });
        });
        return { personId: person.personId };
      },
    }),
  };
}
