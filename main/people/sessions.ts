// Who sits at which window. A session belongs to a window that the host knows; what a request says of a person counts for
// nothing. Sessions live as long as the program: after a restart everybody signs in again, and the work lies where it lay.

import type { Clock } from '../basics/clock.ts';
import type { Events } from '../basics/events.ts';
import { isRefusal, type Refusal, refuse } from '../basics/refusal.ts';
import type { Caller } from '../basics/request.ts';
import type { Database } from '../database/database.ts';
import { checkPin } from './check-pin.ts';
import { countSupervisors, findPerson } from './people-table.ts';

export interface SessionParts {
  readonly database: Database;
  readonly clock: Pick<Clock, 'now'>;
  readonly events: Events;
  /** 0: never locked. */
  readonly idleLockMinutes: () => number;
}

interface Session {
  readonly personId: string;
  /** The PIN was given, not the badge alone. */
  isConfirmed: boolean;
  isLocked: boolean;
  lastAt: number;
}

/** How a window stands. */
export interface WindowState {
  readonly personId: string | null;
  readonly isConfirmed: boolean;
  readonly isLocked: boolean;
  /** When it will lock if nobody does anything; null when it will not. */
  readonly locksAt: number | null;
}

export interface Sessions {
  /** Nobody is a supervisor yet: whoever is at the machine may do everything. */
  isOpen(): boolean;
  /**
   * The person and role that count, whatever the host handed in. Somebody signed out is a packer without a name, who gets
   * what is for anyone. Refusals: `people.signed-out`, `people.locked` (name), `people.person-needed`, those of checkPin.
   */
  whoAsks(
    caller: Caller,
    request: { readonly kind: 'read' | 'change' | 'job'; readonly isForAnyone?: boolean | undefined },
  ): Caller | Refusal | Promise<Caller | Refusal>;
  begin(session: string, personId: string, isConfirmed: boolean): void;
  end(session: string): void;
  lock(session: string): void;
  /** Somebody is there: keys, pointer, scanner. */
  stay(session: string): void;
  windowOf(session: string | undefined): WindowState;
}

const nobody: WindowState = { personId: null, isConfirmed: false, isLocked: false, locksAt: null };

export function createSessions(parts: SessionParts): Sessions {
  const { database, clock, events } = parts;
  const sessions = new Map<string, Session>();
  const isOpen = () => countSupervisors(database) === 0;

  /** Locks by the way what has been idle for too long. */
  function find(name: string | undefined): Session | undefined {
    const session = name === undefined ? undefined : sessions.get(name);
    if (!session || session.isLocked) return session;
    const idleMs = parts.idleLockMinutes() * 60_000;
    if (idleMs > 0 && clock.now() - session.lastAt >= idleMs) shut(session);
    return session;
  }

  function shut(session: Session): void {
    session.isLocked = true;
    session.isConfirmed = false;
  }

  async function whoAsksByPin(caller: Caller): Promise<Caller | Refusal> {
    const { name, pin } = caller.credentials ?? { name: '', pin: '' };
    const named = findPerson(database, { name });
    if (!named) return refuse('people.name-unknown', { name });
    const person = await checkPin(parts, named.personId, pin);
    if (isRefusal(person)) return person;
    return { host: caller.host, person: person.name, role: person.role, personId: person.personId };
  }

  return {
    isOpen,
    whoAsks(caller, { kind, isForAnyone = false }) {
      if (caller.host === 'station') return caller;
      if (isOpen()) return caller;
      if (caller.credentials) return whoAsksByPin(caller);
      const { host, session: name } = caller;
      const somebody: Caller = { host, person: '', role: 'packer', ...(name && { session: name }) };
      const session = find(name);
      const person = session && findPerson(database, { personId: session.personId });
      if (!session || !person) {
        if (isForAnyone) return somebody;
        return refuse(host === 'terminal' ? 'people.person-needed' : 'people.signed-out');
      }
      if (session.isLocked && kind !== 'read' && !isForAnyone) {
        return refuse('people.locked', { name: person.name });
      }
      if (kind === 'change' && !isForAnyone) session.lastAt = clock.now();
      return {
        ...somebody,
        person: person.name,
        role: person.role,
        personId: person.personId,
        isConfirmed: session.isConfirmed,
      };
    },
    begin(name, personId, isConfirmed) {
      const before = sessions.get(name);
      const isSame = before?.personId === personId && !before.isLocked;
      sessions.set(name, {
        personId,
        isConfirmed: isConfirmed || (isSame && before.isConfirmed),
        isLocked: false,
        lastAt: clock.now(),
      });
      events.emit({ kind: 'people.changed' });
    },
    end(name) {
      if (sessions.delete(name)) events.emit({ kind: 'people.changed' });
    },
    lock(name) {
      const session = sessions.get(name);
      if (!session) return;
      shut(session);
      events.emit({ kind: 'people.changed' });
    },
    stay(name) {
      const session = find(name);
      if (session && !session.isLocked) session.lastAt = clock.now();
    },
    windowOf(name) {
      const session = find(name);
      if (!session) return nobody;
      const { personId, isConfirmed, isLocked, lastAt } = session;
      const idleMs = parts.idleLockMinutes() * 60_000;
      return { personId, isConfirmed, isLocked, locksAt: idleMs > 0 && !isLocked ? lastAt + idleMs : null };
    },
  };
}
