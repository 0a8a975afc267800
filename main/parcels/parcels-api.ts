// Requests about parcels: planning them, asking the guard, moving lines, accepting, dissolving, waybills.

import { z } from 'zod';
import type { LineId, ParcelId, ShopId } from '../basics/ids.ts';
import { isRefusal, refuse } from '../basics/refusal.ts';
import { change, job, read } from '../basics/request.ts';
import type { Beside } from '../database/beside.ts';
import { askGuard } from '../merges/guard-facts.ts';
import type { LineRef } from '../merges/verdict.ts';
import type { OrderKey } from '../orders/order.ts';
import { listAudit } from '../people/audit.ts';
import { acceptParcels } from './accept-parcels.ts';
import { dissolveParcel } from './dissolve-parcel.ts';
import { groupsRead, parcelsRead } from './heavy-reads.ts';
import { moveLine } from './move-line.ts';
import { parcelStates } from './parcel.ts';
import type { Planner } from './planner.ts';
import { attachWaybill, takeWaybillsFor, type WaybillParts } from './take-waybills.ts';
import { type ParcelView, viewParcels } from './view-parcel.ts';

const text = z.string().min(1).max(200);
const parcelId = text.transform((id) => id as ParcelId); // an id is only looked up; an unknown one is refused
export const lineRef = z.strictObject({
  orderKey: z.number().int(),
  lineId: text.transform((id) => id as LineId), // only looked up, as above
  quantity: z.number().int().min(1),
});
const requestId = z.string().optional();
const page = {
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(500).default(100),
};

export interface ParcelsApiParts extends WaybillParts {
  readonly planner: Planner;
  readonly beside: Beside;
  /** Orders that a typed text may mean; the search is made of what stands after this folder. */
  readonly findOrders: (text: string) => readonly OrderKey[];
}

export function parcelsApi(parts: ParcelsApiParts) {
  const { database, clock, planner, beside } = parts;
  const found = (search: string) => (search.trim() === '' ? null : parts.findOrders(search));
  const viewOne = (id: ParcelId): ParcelView | null => viewParcels(database, clock, [id])[0] ?? null;

  return {
    /** Proposes parcels for every packable line that is in none. Answers counts of parcels, and of orders that are held. */
    'parcels.plan': job({
      role: 'packer',
      argument: z.strictObject({
        shopId: text.transform((id) => id as ShopId).optional(), // an unknown shop has no orders
        requestId,
      }),
      run: ({ shopId }, caller) => planner.plan(caller.person, shopId ?? null),
    }),

    /** Parcels by recipient, most urgent first, with why those of one recipient are apart. */
    'parcels.groups': read({
      role: 'packer',
      argument: z.strictObject({
        state: z.enum(['proposed', 'planned']).optional(),
        search: z.string().max(200).default(''),
        ...page,
      }),
      run: ({ state, search, offset, limit }) =>
        beside.read(groupsRead, {
          states: state ? [state] : ['proposed', 'planned'],
          foundOrders: found(search),
          offset,
          limit,
        }),
    }),

    /** Parcels in these states, the most urgent first; those of a wave in the order in which they are printed and packed. */
    'parcels.page': read({
      role: 'packer',
      argument: z.strictObject({
        states: z.array(z.enum(parcelStates)).min(1),
        waveId: text.optional(),
        isUnlabelled: z.boolean().default(false),
        search: z.string().max(200).default(''),
        ...page,
      }),
      run: ({ states, waveId, isUnlabelled, search, offset, limit }) =>
        beside.read(parcelsRead, {
          states,
          waveId: waveId ?? null,
          isUnlabelled,
          foundOrders: found(search),
          offset,
          limit,
        }),
    }),

    /** One parcel and its story. Refusal: `parcel.unknown` (parcelId). */
    'parcels.read': read({
      role: 'packer',
      argument: z.strictObject({ parcelId }),
      run: ({ parcelId: id }) => {
        const view = viewOne(id);
        if (!view) return refuse('parcel.unknown', { parcelId: id });
        return { ...view, timeline: listAudit(database, { kind: 'parcel', id }) };
      },
    }),

    /** May these lines share a parcel? Refusal: `parcel.line-unknown` (lineId). */
    'parcels.judge': read({
      role: 'packer',
      argument: z.strictObject({ lines: z.array(lineRef).min(1).max(1_000) }),
      run: ({ lines }) => {
        const unknown = lines.find((line) => !hasLine(line));
        if (unknown) return refuse('parcel.line-unknown', { lineId: unknown.lineId });
        return askGuard(database, clock, lines);
      },
    }),

    /** See move-line.ts for the refusals. */
    'parcels.move': change({
      role: 'packer',
      argument: z.strictObject({
        line: lineRef,
        from: parcelId,
        to: z.union([z.literal('new'), parcelId]),
        accepted: z.boolean().default(false),
        requestId,
      }),
      run: (move, caller) =>
        database.write((writer) => {
          const moved = moveLine(parts, writer, move, caller);
          if (isRefusal(moved)) return moved;
          const [to] = viewParcels(writer, clock, [moved.to]);
          const from = moved.from && viewParcels(writer, clock, [moved.from])[0];
          return { verdict: moved.verdict, from: from ?? null, to: to as ParcelView }; // just written
        }),
    }),

    /** `clean`: every proposal the guard has nothing to say about. Blocked ones are left, and counted. */
    'parcels.accept': job({
      role: 'packer',
      argument: z.strictObject({
        parcelIds: z.union([z.literal('clean'), z.array(parcelId).min(1).max(10_000)]),
        requestId,
      }),
      run: ({ parcelIds }, caller) => acceptParcels(parts, parcelIds, caller),
    }),

    /** Frees the lines of a planned or pulled parcel. See dissolve-parcel.ts for the refusals. */
    'parcels.dissolve': change({
      role: 'packer',
      argument: z.strictObject({ parcelId, requestId }),
      run: ({ parcelId: id }, caller) =>
        database.write((writer) => dissolveParcel(parts, writer, id, caller)),
    }),

    /** Asks the shops' platforms; per parcel a number or why not. See take-waybills.ts for the codes. */
    'parcels.takeWaybills': job({
      role: 'packer',
      argument: z.strictObject({ parcelIds: z.array(parcelId).min(1).max(10_000), requestId }),
      run: ({ parcelIds }, caller) => takeWaybillsFor(parts, parcelIds, caller),
    }),

    /** A number typed or scanned by hand. See take-waybills.ts for the refusals. */
    'parcels.attachWaybill': change({
      role: 'packer',
      argument: z.strictObject({
        parcelId,
        carrier: text,
        trackingNumber: z.string().min(1).max(200),
        requestId,
      }),
      run: (asked, caller) =>
        database.write((writer) => {
          const attached = attachWaybill(parts, writer, asked, caller);
          if (isRefusal(attached)) return attached;
          const [view] = viewParcels(writer, clock, [attached.parcelId]);
          return view as ParcelView; // just written
        }),
    }),
  };

  function hasLine(line: LineRef): boolean {
    const sql = `SELECT 1 FROM order_lines WHERE order_key = ? AND line_id = ?`;
    return database.get(sql, [line.orderKey, line.lineId]) !== undefined;
  }
}
