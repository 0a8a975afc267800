// Requests about shipments: send parcels off, see what waits and what needs a person, send again, take back.

import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import type { Clock } from '../basics/clock.ts';
import type { Events } from '../basics/events.ts';
import type { ParcelId, RandomBytes } from '../basics/ids.ts';
import { refuse } from '../basics/refusal.ts';
import { change, job, read } from '../basics/request.ts';
import type { Database } from '../database/database.ts';
import type { Outbox } from '../outbox/create-outbox.ts';
import { type OutboxRow, type OutboxState, outboxStates } from '../outbox/outbox.ts';
import { countDebts, listDebts } from '../outbox/outbox-table.ts';
import { findParcel } from '../parcels/parcels-table.ts';
import { recordAudit } from '../people/audit.ts';
import { shipmentsFolder } from '../platforms/files/files-platform.ts';
import {
  closeShipmentFile,
  listShipmentFiles,
  type ShipmentFile,
  shopOfShipmentFile,
} from '../platforms/files/shipment-file.ts';
import type { Platforms } from '../platforms/registry.ts';
import type { Settings } from '../settings/settings-table.ts';
import { findShop } from '../shops/shops-table.ts';
import { correctNumber, isCorrectable } from './correct-number.ts';
import { retryShipment, withdrawShipment } from './settle-by-hand.ts';
import { shipMany } from './ship-many.ts';
import { orderIdsOf, parseShipment, shipmentKind } from './shipment.ts';
import { countUnsentParcels, listUnsentParcels } from './unsent-parcels.ts';

const filters = {
  waiting: ['waiting', 'sending'],
  done: ['done'],
  'needs-person': ['held', 'needs-person', 'unreadable'],
  all: outboxStates,
} as const satisfies Record<string, readonly OutboxState[]>;
type Filter = keyof typeof filters;

/** More packed parcels than a station sends in a week. */
const mostAtOnce = 100_000;

/** One parcel that we told, or still owe, the platform. */
export interface ShipmentView {
  readonly outboxNo: number;
  readonly parcelId: string;
  /** Null for a row that cannot be read. */
  readonly trackingNumber: string | null;
  readonly carrier: string | null;
  readonly orderIds: readonly string[];
  readonly shopId: string;
  readonly state: OutboxState;
  readonly attempts: number;
  readonly nextTryAt: number;
  /** Why it is where it is: key of a sentence `shipment.<code>`. */
  readonly lastCode: string | null;
  /** The platform's own words, shown as given. */
  readonly lastWords: string | null;
  readonly createdAt: number;
  readonly settledAt: number | null;
  /**
   * Whether its number can be put right, which only a number of the seller's own carrier can: `told` (the platform takes another one, once),
   * `untold` (it was refused: another one is sent), or null.
   */
  readonly canCorrect: 'told' | 'untold' | null;
}

export interface ShippingApiParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly events: Events;
  readonly random: RandomBytes;
  readonly dataDir: string;
  readonly outbox: Outbox;
  readonly platforms: Platforms;
  readonly settings: Settings;
}

export function shippingApi(parts: ShippingApiParts) {
  const { database, outbox } = parts;
  const outboxNo = z.number().int().positive();
  const requestId = z.string().optional();
  return {
    /**
     * Owes the platform these packed parcels, or all of which nothing is owed yet, however many. Each is refused for itself; the codes are
     * those of `oweShipment`. Told as job.progress with the requestId.
     */
    'shipping.ship': job({
      role: 'packer',
      argument: z.strictObject({
        parcelIds: z.union([z.literal('unsent'), z.array(z.string()).min(1).max(mostAtOnce)]),
        requestId,
      }),
      run: (asked, caller) => {
        const { parcelIds } = asked;
        const wanted =
          parcelIds === 'unsent' ? listUnsentParcels(database, mostAtOnce) : (parcelIds as ParcelId[]); // each is looked up before anything trusts it
        return shipMany(parts, wanted, caller, asked.requestId ?? null);
      },
    }),

    /** Newest first; `counts` of every filter; `unsent` are packed, and nothing is owed for them yet. */
    'shipping.page': read({
      role: 'packer',
      argument: z.strictObject({
        state: z.enum(['waiting', 'done', 'needs-person', 'all']).default('all'),
        offset: z.number().int().min(0).default(0),
        limit: z.number().int().min(1).max(500).default(100),
      }),
      run: ({ state, offset, limit }) => {
        const count = (filter: Filter) => countDebts(database, shipmentKind, filters[filter]);
        const counts = {
          waiting: count('waiting'),
          done: count('done'),
          'needs-person': count('needs-person'),
          all: count('all'),
        };
        return {
          rows: listDebts(database, shipmentKind, filters[state], offset, limit).map(shipmentView),
          total: counts[state],
          counts,
          unsent: countUnsentParcels(database),
        };
      },
    }),

    /** Sends one again, now. Refusals: see `retryShipment`. */
    'shipping.retry': change({
      role: 'packer',
      argument: z.strictObject({ outboxNo, requestId }),
      run: (argument, caller) =>
        database.write((writer) => retryShipment(parts, writer, argument.outboxNo, caller)),
    }),

    /** Takes one back: the parcel is pulled and its waybill returned. Refusals: see `withdrawShipment`. */
    'shipping.withdraw': change({
      role: 'supervisor',
      argument: z.strictObject({ outboxNo, reason: z.string().trim().min(1).max(200), requestId }),
      run: (argument, caller) =>
        database.write((writer) =>
          withdrawShipment(parts, writer, argument.outboxNo, argument.reason, caller),
        ),
    }),

    /**
     * Another number for a shipped parcel of the seller's own carrier, told at once. Platforms take it once, and for so many hours
     * (`shipping.correctWithinHours`). Refusals and faults: see `correctNumber`.
     */
    'shipping.correctNumber': job({
      role: 'supervisor',
      argument: z.strictObject({
        parcelId: z.string().transform((text) => text as ParcelId), // looked up before anything trusts it
        carrier: z.string().trim().min(1).max(60),
        trackingNumber: z.string().min(1).max(200),
        requestId,
      }),
      run: (asked, caller) => correctNumber(parts, asked, caller),
    }),

    /** Tries everything that is owed, without waiting for its time. */
    'shipping.sendNow': job({
      role: 'packer',
      argument: z.strictObject({ requestId }),
      run: () => outbox.sendNow(),
    }),

    /** The upload files of shops reached by files, newest first. */
    'shipping.files': read({
      role: 'packer',
      argument: z.strictObject({}),
      run: () => listShipmentFiles(shipmentsFolder(parts.dataDir)).map(viewFile),
    }),

    /**
     * Closes an upload file before a person uploads it: it gets no row any more, what ships later goes into a new one. Closing twice is
     * closing once. Refusal: `shipment-file.unknown` (file). Faults: `shipments.file-in-use`, `shipments.cannot-write`.
     */
    'shipping.closeFile': change({
      role: 'packer',
      argument: z.strictObject({ file: z.string().min(1).max(200), requestId }),
      run: ({ file }, caller) => {
        const shopId = shopOfShipmentFile(file);
        // A name alone, never a way to another folder.
        const shop =
          basename(file) === file && shopId !== undefined ? findShop(parts.database, shopId) : undefined;
        const path = join(shipmentsFolder(parts.dataDir), file);
        const isKnown = listShipmentFiles(dirname(path)).find((each) => each.file === path);
        if (!shop || !isKnown) return refuse('shipment-file.unknown', { file });
        if (isKnown.closedAt !== null) return viewFile(isKnown);
        const closed = closeShipmentFile(path, shop.market, parts.clock.now());
        if (!closed) return refuse('shipment-file.unknown', { file });
        parts.database.write((writer) => {
          const facts = { fileName: file, count: closed.rows };
          recordAudit(
            writer,
            parts.clock,
            caller,
            'shipment-file.closed',
            { kind: 'shop', id: shop.shopId },
            facts,
          );
          writer.emit({ kind: 'shipments.changed' });
        });
        return viewFile(closed);
      },
    }),

    /** The plug, for drills: out means that every platform is out of reach. */
    'network.set': job({
      role: 'packer',
      argument: z.strictObject({ isOnline: z.boolean(), requestId }),
      run: ({ isOnline }) => {
        outbox.setPlug(isOnline);
        return outbox.describe();
      },
    }),
  };

  function viewFile(made: ShipmentFile) {
    return { ...made, file: basename(made.file), folder: dirname(made.file) };
  }

  function shipmentView(row: OutboxRow): ShipmentView {
    const shipment = parseShipment(row);
    return {
      outboxNo: row.outboxNo,
      parcelId: row.subjectId,
      trackingNumber: shipment?.trackingNumber ?? null,
      carrier: shipment?.carrier ?? null,
      orderIds: shipment ? orderIdsOf(shipment) : [],
      shopId: row.shopId,
      state: row.state,
      attempts: row.attempts,
      nextTryAt: row.nextTryAt,
      lastCode: row.lastCode,
      lastWords: row.lastWords,
      createdAt: row.createdAt,
      settledAt: row.settledAt,
      canCorrect: readCorrectable(row),
    };
  }

  function readCorrectable({ subjectId, state }: OutboxRow): ShipmentView['canCorrect'] {
    if (state !== 'done' && state !== 'needs-person') return null;
    // Nearly every number is the platform's own.
    const byHand = database.get(
      `SELECT 1 AS yes FROM parcels WHERE parcel_id = ? AND waybill_source = 'hand'`,
      [subjectId],
    );
    const parcel = byHand ? findParcel(database, subjectId as ParcelId) : undefined; // written by oweShipment only
    if (!parcel) return null;
    if (state === 'needs-person') return parcel.state === 'packed' ? 'untold' : null;
    return isCorrectable(parts, parcel) ? 'told' : null;
  }
}
