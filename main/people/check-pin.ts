// Is this the person's PIN? A try is written down as a wrong one before it is looked at, so that neither a restart nor many
// windows at once give more tries than one.

import type { Clock } from '../basics/clock.ts';
import { isRefusal, type Refusal, refuse } from '../basics/refusal.ts';
import type { Database } from '../database/database.ts';
import { recordAudit } from './audit.ts';
import { findPerson, findPinHash, saveTries } from './people-table.ts';
import type { Person } from './person.ts';
import { isPinOf, waitAfter } from './pin.ts';

/**
 * Refusals: `people.unknown`, `people.no-pin` (name), `people.pin-wait` (name, untilAt, seconds),
 * `people.pin-wrong` (name, seconds: how long the next try has to wait).
 */
export async function checkPin(
  parts: { readonly database: Database; readonly clock: Pick<Clock, 'now'> },
  personId: string,
  pin: string,
): Promise<Person | Refusal> {
  const { database, clock } = parts;
  if (database.readOnly) return checkPinLooking(parts, personId, pin);
  const begun = database.write((writer) => {
    const person = findPerson(writer, { personId });
    const pinHash = findPinHash(writer, personId);
    if (!person) return refuse('people.unknown');
    if (pinHash === null) return refuse('people.no-pin', { name: person.name });
    const now = clock.now();
    if (person.nextTryAt > now) {
      const seconds = Math.ceil((person.nextTryAt - now) / 1000);
      return refuse('people.pin-wait', { name: person.name, untilAt: person.nextTryAt, seconds });
    }
    const failedTries = person.failedTries + 1;
    const waitMs = waitAfter(failedTries);
    saveTries(writer, personId, failedTries, waitMs === 0 ? 0 : now + waitMs);
    return { person, pinHash, failedTries, waitMs };
  });
  if (isRefusal(begun)) return begun;

  const { person, failedTries, waitMs } = begun;
  const isRight = await isPinOf(begun.pinHash, pin);
  database.write((writer) => {
    if (isRight) {
      saveTries(writer, personId, 0, 0);
      return;
    }
    const subject = { kind: 'person', id: personId };
    recordAudit(writer, clock, { person: person.name }, 'person.pin-wrong', subject, { tries: failedTries });
  });
  const seconds = Math.ceil(waitMs / 1000);
  return isRight ? person : refuse('people.pin-wrong', { name: person.name, seconds });
}

/** Wrong tries where nothing can be written down: as long as this station has the data open, by person. */
const triesLooking = new WeakMap<Database, Map<string, { failedTries: number; nextTryAt: number }>>();

/** The same in a window that only looks; the tries that the other station has written down count too. */
async function checkPinLooking(
  { database, clock }: { readonly database: Database; readonly clock: Pick<Clock, 'now'> },
  personId: string,
  pin: string,
): Promise<Person | Refusal> {
  const person = findPerson(database, { personId });
  const pinHash = findPinHash(database, personId);
  if (!person) return refuse('people.unknown');
  const { name } = person;
  if (pinHash === null) return refuse('people.no-pin', { name });
  const tries = triesLooking.get(database) ?? new Map<string, { failedTries: number; nextTryAt: number }>();
  triesLooking.set(database, tries);
  const own = tries.get(personId) ?? { failedTries: 0, nextTryAt: 0 };
  const now = clock.now();
  const untilAt = Math.max(person.nextTryAt, own.nextTryAt);
  if (untilAt > now) {
    return refuse('people.pin-wait', { name, untilAt, seconds: Math.ceil((untilAt - now) / 1000) });
  }
  const failedTries = Math.max(person.failedTries, own.failedTries) + 1;
  const waitMs = waitAfter(failedTries);
  tries.set(personId, { failedTries, nextTryAt: waitMs === 0 ? 0 : now + waitMs });
  if (!(await isPinOf(pinHash, pin)))
    return refuse('people.pin-wrong', { name, seconds: Math.ceil(waitMs / 1000) });
  tries.delete(personId);
  return person;
}
