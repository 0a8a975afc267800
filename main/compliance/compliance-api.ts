// Requests about door delivery as the platform counts it: the day's ratio, the parcels that would break it, tickets, fees, terms.

import { z } from 'zod';
import { type Clock, dayMs } from '../basics/clock.ts';
import { refuse } from '../basics/refusal.ts';
import { change, read } from '../basics/request.ts';
import type { Beside } from '../database/beside.ts';
import type { Database } from '../database/database.ts';
import { recordAudit } from '../people/audit.ts';
import {
  doorTermSpecs,
  doorTermsAt,
  isDoorTerm,
  listDatedTerms,
  readDoorTerms,
  saveDoorTerm,
} from '../settings/door-terms.ts';
import { feeStates, readFees } from './fees.ts';
import { findDoorShop } from './find-door-shop.ts';
import { complianceRead, toGoRead } from './heavy-reads.ts';
import { listShippedDoorParcels } from './shipped-parcels.ts';
import { readTicketPage, recordTicket, settleTicket, ticketOutcomes } from './tickets.ts';

const page = {
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(500).default(100),
};

export function complianceApi(parts: {
  readonly database: Database;
  readonly clock: Clock;
  readonly beside: Beside;
}) {
  const { database, clock, beside } = parts;

  return {
    /** The shop's day (the first shop's, when none is named). Refusals: `compliance.no-shop`, `compliance.shop-unknown` (shopId). */
    'compliance.read': read({
      role: 'packer',
      argument: z.strictObject({ shopId: z.string().optional() }),
      run: ({ shopId }) => {
        const shop = findDoorShop(database, shopId);
        return 'kind' in shop ? shop : beside.read(complianceRead, { shop });
      },
    }),

    /**
     * Tagged parcels one by one. `failing`: still here and not compliant as they are; `to-go`: all that are still here; `shipped`:
     * what left on `date` (today when not told). Refusals as `compliance.read`.
     */
    'compliance.parcels': read({
      role: 'packer',
      argument: z.strictObject({
        shopId: z.string().optional(),
        which: z.enum(['failing', 'to-go', 'shipped', 'shipped-failed']),
        date: z.iso.date().optional(),
        ...page,
      }),
      run: ({ shopId, which, date, offset, limit }) => {
        const shop = findDoorShop(database, shopId);
        if ('kind' in shop) return shop;
        const now = clock.now();
        if (which === 'shipped' || which === 'shipped-failed') {
          const onlyFailed = which === 'shipped-failed';
          return listShippedDoorParcels(database, shop, { date, onlyFailed, now, offset, limit });
        }
        const { shopId: named } = shop;
        return beside.read(toGoRead, { shopId: named, onlyFailing: which === 'failing', offset, limit });
      },
    }),

    /**
     * A ticket that was filed. Refusals: `ticket.order-unknown`, `ticket.choose-shop`, `ticket.not-tagged`,
     * `ticket.from-the-future` (orderId), `ticket.recorded-already` (orderId, outcome, recordedBy).
     */
    'tickets.record': change({
      role: 'supervisor',
      argument: z.strictObject({
        orderId: z.string().min(1).max(64),
        shopId: z.string().optional(),
        filedBy: z.enum(['consumer', 'merchant']).default('consumer'),
        filedAt: z.number().int().positive().optional(),
        outcome: z.enum(ticketOutcomes).default('open'),
        note: z.string().max(1_000).default(''),
        requestId: z.string().optional(),
      }),
      run: (told, caller) => database.write((writer) => recordTicket(parts, writer, told, caller)),
    }),

    /** How it was judged. Refusals: `ticket.unknown`, `ticket.settled-already` (outcome), and those of finding the order. */
    'tickets.settle': change({
      role: 'supervisor',
      argument: z.strictObject({
        orderId: z.string().min(1).max(64),
        shopId: z.string().optional(),
        outcome: z.enum(['upheld', 'rejected']),
        requestId: z.string().optional(),
      }),
      run: (told, caller) => database.write((writer) => settleTicket(parts, writer, told, caller)),
    }),

    /** Tickets, newest first, with how many stand how and what the upheld ones cost. */
    'tickets.page': read({
      role: 'packer',
      argument: z.strictObject({
        shopId: z.string().optional(),
        outcome: z.enum(ticketOutcomes).optional(),
        ...page,
      }),
      run: (wanted) => readTicketPage(database, wanted),
    }),

    /** Fees of tagged parcels that left in the last `days`, and which of them come back. */
    'fees.read': read({
      role: 'packer',
      argument: z.strictObject({
        shopId: z.string().optional(),
        state: z.enum(feeStates).optional(),
        days: z.number().int().min(1).max(400).default(60),
        ...page,
      }),
      run: ({ days, ...wanted }) => {
        const now = clock.now();
        return {
          ...readFees(database, { ...wanted, now, since: now - days * dayMs }),
          feeCents: readDoorTerms(database, now).feeCents,
        };
      },
    }),

    /** The platform's numbers: what holds now, the default, and every dated entry. */
    'terms.list': read({
      role: 'packer',
      argument: z.strictObject({}),
      run: () => {
        const dated = listDatedTerms(database);
        const present = doorTermsAt(clock.now(), dated);
        return Object.entries(doorTermSpecs).map(([name, spec]) => ({
          name,
          rule: spec.rule,
          value: present[name as keyof typeof present], // names of the same table
          byDefault: spec.byDefault,
          dated: dated.filter((term) => term.name === name),
        }));
      },
    }),

    /**
     * A number from a moment on. What left before keeps what held then. Refusals: `term.unknown` (name),
     * `term.out-of-range` (name, reason).
     */
    'terms.set': change({
      role: 'supervisor',
      argument: z.strictObject({
        name: z.string(),
        value: z.union([z.number(), z.null(), z.array(z.string())]),
        validFrom: z.number().int().positive(),
        requestId: z.string().optional(),
      }),
      run: ({ name, value, validFrom }, caller) => {
        if (!isDoorTerm(name)) return refuse('term.unknown', { name });
        const parsed = doorTermSpecs[name].schema.safeParse(value);
        if (!parsed.success) {
          return refuse('term.out-of-range', { name, reason: parsed.error.issues[0]?.message ?? '' });
        }
        return database.write((writer) => {
          const before = readDoorTerms(writer, validFrom)[name];
          saveDoorTerm(writer, clock, { name, validFrom, value: parsed.data }, caller.person);
          recordAudit(
            writer,
            clock,
            caller,
            'term.set',
            { kind: 'term', id: name },
            { before: JSON.stringify(before), after: JSON.stringify(parsed.data), validFrom },
          );
          return { name, value: parsed.data, validFrom };
        });
      },
    }),
  };
}
