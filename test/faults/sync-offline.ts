// Three days without a network: everything that has its number is packed and shipped on this machine alone, while buyers there cancel and
// ask for their money. Then the line is back, and the books of both sides are laid side by side.

import { diceOf } from './dice.ts';
import { type Compared, compareBooks, readDebts, readParcels, readRows } from './sync-books.ts';
import { type SyncHouse, type SyncShop, startSyncStation } from './sync-parts.ts';

export interface OfflineOutcome extends Compared {
  readonly orders: number;
  /** Packed and shipped here while nobody was heard. */
  readonly owed: number;
  /** Orders that were cancelled or asked back meanwhile. */
  readonly changed: number;
  /** Real time from the line's return until nothing waited any more. */
  readonly drainMs: number;
}

const hour = 3_600_000;
const aPortion = 400;
const mostRounds = 60;

export async function runOffline(
  shop: SyncShop,
  house: SyncHouse,
  orders: number,
  tell: (words: string) => void = () => {},
): Promise<OfflineOutcome> {
  const dice = diceOf(orders);
  const station = await startSyncStation({
    ...house,
    at: await shop.clock(),
    seed: orders,
    speed: 1,
    patienceMs: 1_500_000,
    whileAsleep: async (until) => void (await shop.clock(until)),
  });

  async function ask<Value>(name: string, argument: object): Promise<Value> {
    const reply = (await station.tell({ do: 'call', name, argument })) as null | {
      ok: boolean;
      value?: Value;
    }; // what a station answers
    if (!reply?.ok) throw new Error(`${name} was refused: ${JSON.stringify(reply)}`);
    return reply.value as Value; // what this request answers
  }

  async function pass(ms: number): Promise<void> {
    await station.tell({ do: ms > hour / 12 ? 'leap' : 'pass', ms });
    await shop.clock(Number(await station.tell({ do: 'now' })));
  }

  /** One that is under way when it is asked for answers for a moment before: only the second one's answers are from now. */
  async function pull(shopId: string): Promise<void> {
    for (let times = 0; times < 2; times += 1) await ask('orders.pull', { shopId });
  }

  try {
    // The orders were there before the shop was linked, and nobody has an hour to think again any more: they are older than they are new.
    await shop.addOrders(orders, orders);
    await pass(2 * hour);
    const { shopId } = await ask<{ shopId: string }>('shops.connect', {
      name: '离线三天',
      timeZone: shop.timeZone,
      link: shop.link,
      appSecret: shop.appSecret,
    });
    await ask('shops.authorise', { shopId, code: await shop.consent() });
    await pull(shopId);
    await ask('parcels.plan', {});
    await ask('parcels.accept', { parcelIds: 'clean' });
    tell('pulled and planned');
    const planned = (await readParcels(station, shopId)).filter(({ state }) => state === 'planned');
    const parcelIds = planned.map((row) => row.parcel_id);
    let left = '';
    for (let at = 0; at < parcelIds.length; at += aPortion) {
      const some = parcelIds.slice(at, at + aPortion);
      const { refused } = await ask<{ refused: readonly { code: string; words: string }[] }>(
        'parcels.takeWaybills',
        { parcelIds: some },
      );
      if (refused[0]) left = `, some are not: ${refused[0].code} ${refused[0].words}`;
    }
    tell(`${planned.length} numbered${left}`);

    await ask('network.set', { isOnline: false });
    const numbered = (await readParcels(station, shopId)).filter((row) => row.tracking_number !== null);
    await station.tell({ do: 'pack', parcelIds: numbered.map((row) => row.parcel_id) });
    let owed = 0;
    for (let at = 0; at < numbered.length; at += aPortion) {
      const some = numbered.slice(at, at + aPortion).map((row) => row.parcel_id);
      owed += (await ask<{ owed: number }>('shipping.ship', { parcelIds: some })).owed;
    }
    const there = (await shop.books()).orders;
    const changed = there.filter((order) => order.mayChange && dice.chance(0.02));
    for (const { orderId } of changed) await shop.happen(orderId, dice.pick(['ask', 'cancel']));
    for (let hours = 0; hours < 72; hours += 6) await pass(6 * hour);
    tell(`${owed} owed after three days, ${changed.length} changed`);

    const since = performance.now();
    await ask('network.set', { isOnline: true });
    for (let round = 0; round < mostRounds; round += 1) {
      // Whoever is at work already pays; asked again it waits for its turn.
      await ask('shipping.sendNow', {});
      if ((await readDebts(station, shopId, ['waiting', 'sending'])).length === 0) break;
      await pass(hour / 12);
    }
    const drainMs = performance.now() - since;
    tell(`drained in ${Math.round(drainMs / 1_000)} s`);
    await pass(hour);
    await pull(shopId);
    const listed = await ask<readonly { shopId: string; cancelId: string }[]>('cancellations.list', {});
    for (const { cancelId } of listed) await ask('cancellations.answer', { shopId, cancelId, accept: true });
    for (const debt of await readDebts(station, shopId, ['held']))
      await ask('shipping.withdraw', { outboxNo: debt.outbox_no, reason: 'held' });
    await ask('shipping.sendNow', {});
    await pass(hour);
    for (const { parcel_id: parcelId } of await readRows<{ parcel_id: string }>(
      station,
      `SELECT parcel_id FROM parcels WHERE shop_id = ? AND state = 'pulled'`,
      [shopId],
    ))
      await ask('parcels.dissolve', { parcelId });
    await ask('shipping.sendNow', {});
    await pull(shopId);
    await goOnWithTheRest(shopId);
    const compared = await compareBooks(await shop.books(), station, shopId);
    return { ...compared, orders, owed, changed: changed.length, drainMs };
  } finally {
    await station.end();
  }

  /** What was packed together with something cancelled goes on without it. */
  async function goOnWithTheRest(shopId: string): Promise<void> {
    for (let round = 0; round < 3; round += 1) {
      await ask('parcels.plan', {});
      await ask('parcels.accept', { parcelIds: 'clean' });
      const open = (await readParcels(station, shopId)).filter(({ state }) =>
        ['proposed', 'planned'].includes(state),
      );
      if (open.length === 0) return;
      const parcelIds = open.map((row) => row.parcel_id);
      await ask('parcels.accept', { parcelIds });
      await ask('parcels.takeWaybills', { parcelIds });
      const ready = (await readParcels(station, shopId))
        .filter((row) => row.state === 'planned' && row.tracking_number !== null)
        .map((row) => row.parcel_id);
      if (ready.length > 0) {
        await station.tell({ do: 'pack', parcelIds: ready });
        await ask('shipping.ship', { parcelIds: ready });
        await ask('shipping.sendNow', {});
      }
      await pass(hour / 3);
      await pull(shopId);
    }
  }
}
