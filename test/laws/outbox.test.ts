// The law of the outbox: whatever the shop does, however many calls are under way at once and wherever the power goes, each parcel is in the
// shop's books at most once, and in the end the station and the shop say the same of every parcel.

import { expect, it } from 'vitest';
import { minuteMs } from '../../main/basics/clock.ts';
import type { ShopId } from '../../main/basics/ids.ts';
import type { Database } from '../../main/database/database.ts';
import { openTrainingShop, trainingShop } from '../../main/orders/open-training-shop.ts';
import { createOutbox, type Outbox } from '../../main/outbox/create-outbox.ts';
import { createNetwork } from '../../main/platforms/network.ts';
import type { Platform, Shipment } from '../../main/platforms/platform.ts';
import { createPlatforms, type Platforms } from '../../main/platforms/registry.ts';
import { createSecrets } from '../../main/platforms/secrets.ts';
import { type Behaviour, behaviours } from '../../main/platforms/training/training-platform.ts';
import { oweShipment } from '../../main/shipping/owe-shipment.ts';
import { retryShipment } from '../../main/shipping/settle-by-hand.ts';
import { shipmentErrand } from '../../main/shipping/shipment-errand.ts';
import { createLinkBook } from '../../main/shops/links-table.ts';
import { fc } from '../builders/laws.ts';
import { packParcels, parcelState } from '../builders/packed-parcels.ts';
import { type TestStation, testStation } from '../builders/test-station.ts';

interface Move {
  readonly behaviour: Behaviour;
  /** The power goes at this step of the pump's work; 0: it stays. */
  readonly powerGoesAt: number;
  /** The buyer of this parcel asks to cancel first. */
  readonly cancels: number | null;
  readonly passMs: number;
}

const move: fc.Arbitrary<Move> = fc.record({
  behaviour: fc.constantFrom(...behaviours.filter((behaviour) => behaviour !== 'slow')),
  powerGoesAt: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 14 }), fc.integer({ min: 1, max: 50 })),
  cancels: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.nat(11) }),
  passMs: fc.integer({ min: 0, max: 20 * minuteMs }),
});

/** As the shop would have it. */
interface Pace {
  readonly shipBatchLimit: number;
  readonly shipCallsAtOnce: number;
}

const pace: fc.Arbitrary<Pace> = fc.record({
  shipBatchLimit: fc.integer({ min: 1, max: 12 }),
  shipCallsAtOnce: fc.integer({ min: 1, max: 4 }),
});

it('ships every parcel exactly once, whatever the shop does and wherever the power goes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(move, { minLength: 1, maxLength: 8 }), pace, async (moves, pace) => {
      await using station = testStation({ mode: 'training' });
      const { parts } = station;
      const power = createPower();
      sentAgain.length = 0;
      const platforms = createPlatforms({
        ...parts,
        network: createNetwork(parts.clock, parts.events),
        ownOrders: () => [],
        links: createLinkBook(parts),
        secrets: createSecrets(parts),
      });
      openTrainingShop({ ...parts, platforms });
      const shop = platforms.training(trainingShop);
      const parcels = packParcels(parts, { count: 12 });
      parts.database.write((writer) => {
        for (const { parcelId } of parcels) oweShipment(parts, writer, parcelId, { person: 'Chen' });
      });

      for (const { behaviour, powerGoesAt, cancels, passMs } of moves) {
        shop.setBehaviour(behaviour);
        const cancelled = cancels === null ? undefined : parcels[cancels];
        if (cancelled) shop.cancelOrder(cancelled.orderId);
        power.restore(powerGoesAt);
        await outboxUnder(station, platforms, power, pace).sendNow().catch(onlyPower);
        station.clock.set(station.clock.now() + passMs);
      }

      // The bad days are over: a person sends again what was refused.
      shop.setBehaviour('normal');
      power.restore(0);
      const refused = parts.database.all<{ outbox_no: number }>(
        `SELECT outbox_no FROM outbox WHERE state = 'needs-person'`,
      );
      parts.database.write((writer) => {
        for (const row of refused) retryShipment(parts, writer, row.outbox_no, { person: 'Lin' });
      });
      await outboxUnder(station, platforms, power, pace).sendNow();
      await outboxUnder(station, platforms, power, pace).sendNow();

      expect(sentAgain).toEqual([]);
      const { shipments, orders } = shop.books();
      const held = new Set(orders.filter((order) => order.hold !== null).map((order) => order.orderId));
      const numbers = shipments.map((shipment) => shipment.trackingNumber as string);
      expect(new Set(numbers).size).toBe(numbers.length);
      expect(new Set(shipments.map((shipment) => shipment.parcelId)).size).toBe(shipments.length);
      for (const { parcelId, trackingNumber, orderId } of parcels) {
        const row = parts.database.get<{ state: string }>(`SELECT state FROM outbox WHERE subject_id = ?`, [
          parcelId,
        ]);
        const isBooked = numbers.includes(trackingNumber);
        // What the shop has is done, unless the buyer asked to cancel before we heard of it: then the parcel is still here, and stops.
        const isHeld = row?.state === 'held';
        if (isHeld || !isBooked) expect([row?.state, held.has(orderId)]).toEqual(['held', true]);
        else expect(row?.state).toBe('done');
        expect(parcelState(parts.database, parcelId)).toBe(isHeld ? 'packed' : 'shipped');
      }
      await platforms.stop();
    }),
    { numRuns: 40 },
  );
}, 600_000);

/** Shipments that were sent although the shop had them: the key would save us, reading first must. */
const sentAgain: Shipment[] = [];

class PowerGone extends Error {}

function onlyPower(thrown: unknown): void {
  if (!(thrown instanceof PowerGone)) throw thrown;
}

interface Power {
  /** Counts a step; from the chosen one on nothing works any more. */
  step(): void;
  restore(goesAt: number): void;
}

function createPower(): Power {
  let steps = 0;
  let goesAt = 0;
  return {
    step() {
      steps += 1;
      if (goesAt > 0 && steps >= goesAt) throw new PowerGone();
    },
    restore(at) {
      steps = 0;
      goesAt = at;
    },
  };
}

/** A fresh start of the station's outbox over the same two files, with a power cut between, and inside, any two of its steps. */
function outboxUnder(station: TestStation, platforms: Platforms, power: Power, pace: Pace): Outbox {
  const { parts } = station;
  const database: Database = {
    ...parts.database,
    write(work) {
      power.step();
      const answer = parts.database.write((writer) => {
        const worked = work(writer);
        power.step(); // before the commit: rolled back
        return worked;
      });
      power.step();
      return answer;
    },
  };
  const under = { ...parts, database };
  const isBooked = (idempotencyKey: string) =>
    platforms
      .training(trainingShop)
      .books()
      .shipments.some((shipment) => shipment.idempotencyKey === idempotencyKey);
  return createOutbox({
    ...under,
    platforms: { ...platforms, of: (shop) => ({ ...cutOff(platforms.of(shop), power, isBooked), ...pace }) },
    errands: [shipmentErrand(under)],
  });
}

function cutOff(platform: Platform, power: Power, isBooked: (key: string) => boolean): Platform {
  return {
    ...platform,
    shopId: trainingShop.shopId as ShopId,
    async readOrders(orderIds) {
      power.step();
      const orders = await platform.readOrders(orderIds);
      power.step();
      return orders;
    },
    async ship(shipments) {
      power.step();
      sentAgain.push(...shipments.filter((shipment) => isBooked(shipment.idempotencyKey)));
      const answers = await platform.ship(shipments);
      power.step();
      return answers;
    },
  };
}
