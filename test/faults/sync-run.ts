// One fault run: a day of one shop. Orders come, are pulled, planned, numbered, packed and told; buyers ask for their money, cancel and
// move; the platform's answers are hurt, the station is killed and started again, all drawn by the seed. Then the faults end, time passes,
// a person answers what was asked, and the books of both sides are laid side by side.

import { type Dice, diceOf } from './dice.ts';
import { compareBooks, readDebts, readParcels } from './sync-books.ts';
import {
  type Happening,
  type SyncHouse,
  type SyncShop,
  type SyncStation,
  startSyncStation,
} from './sync-parts.ts';

export interface SyncCounts {
  orders: number;
  shipped: number;
  killed: number;
  /** Faults that the platform was told to make, by rule. */
  hurt: number;
  /** How often a person had to say "send it again". */
  asked: number;
  lost: number;
  doubled: number;
  refundsRejected: number;
  stuck: number;
  /** Numbers that the platform gave, that no parcel carries, and that nobody gave back. */
  numbersLeft: number;
}

export const noSyncCounts: SyncCounts = {
  orders: 0,
  shipped: 0,
  killed: 0,
  hurt: 0,
  asked: 0,
  lost: 0,
  doubled: 0,
  refundsRejected: 0,
  stuck: 0,
  numbersLeft: 0,
};

export interface SyncOutcome extends SyncCounts {
  readonly seed: number;
  /** What went wrong, each in a line with its seed. */
  readonly findings: readonly string[];
  readonly platform: SyncShop['platform'];
  /** How often each kind of fault struck a call. */
  readonly struck: Readonly<Record<string, number>>;
  /** Everything that was done, in order. */
  readonly trail: readonly string[];
}

const minute = 60_000;
const clockSpeed = 10;
const stepsADay = 14;
const mostRounds = 8;

/** What may happen to calls, and how often; beside it what the platform says no with (`SyncShop.refusals`). */
const hurts = [
  { what: 'lost', share: 0.15 },
  { what: 'lost', path: 'ship', share: 0.5 },
  { what: 'lost', path: 'logisticsAdd', share: 0.5 },
  { what: 'lost', path: 'CreateOrder', share: 0.5 },
  { what: 'silent', share: 0.12, ms: 40 },
  { what: 'unheard', share: 0.15 },
  { what: 'cut', share: 0.1 },
  { what: 'truncated', share: 0.1 },
  { what: 'busy', share: 0.15 },
  { what: 'slow', share: 0.2, ms: 150 },
  { what: 'down', share: 0.15 },
  { what: 'down-after', share: 0.15 },
  { what: 'html', share: 0.12 },
  { what: 'token', share: 0.1 },
  { what: 'clock', share: 0.15 },
  { what: 'change', share: 0.1 },
  { what: 'duplicate', share: 0.4 },
  { what: 'reorder', share: 0.4 },
] as const;

export async function runSync(seed: number, shop: SyncShop, house: SyncHouse): Promise<SyncOutcome> {
  const dice = diceOf(seed * 7919);
  const counts = { ...noSyncCounts };
  const findings: string[] = [];
  const trail: string[] = [];
  let starts = 0;
  let step = '';
  const find = (what: string) => findings.push(`seed ${seed} ${shop.platform}: ${what}`);

  // Some benches have a clock that is wrong by up to twenty minutes; the platform's is right.
  const offBy = dice.chance(0.25) ? dice.between(-20, 20) * minute : 0;
  const start = async () => {
    starts += 1;
    return startSyncStation({
      ...house,
      at: (await shop.clock()) + offBy,
      seed: seed * 100 + starts,
      speed: clockSpeed,
      whileAsleep: async (until) => void (await shop.clock(until - offBy)),
    });
  };
  let station: SyncStation = await start();

  async function sameTime(): Promise<void> {
    const now = await station.tell({ do: 'now' });
    if (typeof now === 'number') await shop.clock(now - offBy);
  }

  // The platform's clock runs with ours.
  const oneTime = setInterval(() => void sameTime().catch(() => {}), 200);

  async function pass(ms: number): Promise<void> {
    // What a station does by itself in a few minutes is done; longer, its machine slept.
    await station.tell({ do: ms > 5 * minute ? 'leap' : 'pass', ms });
    await sameTime();
  }

  /** The station has said that nobody but a person gets a token any more. */
  let needsConsent = false;

  /** What is refused is refused, as a person at the screen would see it; a bug is a finding. */
  async function ask(name: string, argument: object): Promise<unknown> {
    step = name;
    try {
      const reply = (await station.tell({ do: 'call', name, argument })) as null | {
        ok: boolean;
        value?: unknown;
        refusal?: { code: string };
      }; // what a station answers
      trail.push(`${name} ${JSON.stringify(argument)} → ${JSON.stringify(reply)?.slice(0, 300)}`);
      if (reply?.refusal?.code === 'fault.platform.re-authorise') needsConsent = true;
      if (['bug', 'request.unknown', 'request.malformed'].includes(reply?.refusal?.code ?? '')) {
        counts.stuck += 1;
        find(`${name}: ${JSON.stringify(reply)}`);
      }
      return reply?.ok ? reply.value : null;
    } catch (thrown) {
      counts.stuck += 1;
      find(`${name}: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
      if (station.isAlive) await station.kill();
      return null;
    }
  }

  const connected = (await ask('shops.connect', {
    name: `店 ${seed}`,
    timeZone: shop.timeZone,
    link: shop.link,
    appSecret: shop.appSecret,
  })) as { shopId: string } | null; // the shop as it is kept
  if (!connected) throw new Error(`seed ${seed}: the shop could not be linked`);
  const { shopId } = connected;
  await sameTime();
  await ask('shops.authorise', { shopId, code: await shop.consent() });

  const parcels = () => readParcels(station, shopId);
  const idsIn = async (state: string, isNumbered: boolean) =>
    (await parcels())
      .filter((row) => row.state === state && (row.tracking_number !== null) === isNumbered)
      .map((row) => row.parcel_id);

  const pull = () => ask('orders.pull', { shopId });
  const sendNow = () => ask('shipping.sendNow', {});

  async function verdictOf(parcelId: string): Promise<string> {
    const view = await ask('parcels.read', { parcelId });
    return (view as null | { verdict: { verdict: string } })?.verdict.verdict ?? 'block'; // as the screen sees it
  }

  async function plan(): Promise<void> {
    await ask('parcels.plan', {});
    await ask('parcels.accept', { parcelIds: 'clean' });
    const parcelIds = (await parcels())
      .filter(({ state }) => state === 'proposed')
      .map((row) => row.parcel_id);
    if (parcelIds.length > 0) await ask('parcels.accept', { parcelIds }); // what is only warned of, a person has read
  }

  async function takeNumbers(share: number): Promise<void> {
    const parcelIds = (await idsIn('planned', false)).filter(() => dice.chance(share));
    if (parcelIds.length > 0) await ask('parcels.takeWaybills', { parcelIds });
  }

  async function pack(share: number): Promise<void> {
    const ready: string[] = [];
    for (const parcelId of await idsIn('planned', true)) {
      if (!dice.chance(share)) continue;
      if ((await verdictOf(parcelId)) !== 'block') ready.push(parcelId);
    }
    await station.tell({ do: 'pack', parcelIds: ready });
  }

  async function ship(): Promise<void> {
    const parcelIds = await idsIn('packed', true);
    if (parcelIds.length > 0) await ask('shipping.ship', { parcelIds });
    await sendNow();
  }

  async function somethingHappens(): Promise<void> {
    const { orders } = await shop.books();
    const open = orders.filter((order) => order.mayChange || order.isAsked);
    if (open.length === 0) return;
    const order = dice.pick(open);
    const what: Happening = order.isAsked
      ? dice.pick(['withdraw', 'note'])
      : dice.pick(order.mayGo ? ['ask', 'ask', 'ask', 'cancel', 'move', 'note'] : ['ask', 'cancel', 'note']);
    trail.push(`${order.orderId}: ${what}`);
    await shop.happen(order.orderId, what);
  }

  /** Each kind has its turn with either platform, as seeds go on; a few more are drawn. */
  async function hurt(): Promise<void> {
    const known = [...hurts, ...shop.refusals];
    const inTurn = known[Math.floor(seed / 2) % known.length] ?? dice.pick(known);
    const drawn = Array.from({ length: dice.between(0, 3) }, () => dice.pick(known));
    for (const kind of [inTurn, ...drawn]) {
      const rule = { ...kind, seed: dice.between(1, 1_000_000) };
      trail.push(JSON.stringify(rule));
      await shop.fault(rule);
      counts.hurt += 1;
    }
  }

  async function mayDie(work: Promise<unknown>): Promise<void> {
    if (!dice.chance(0.12)) {
      await work;
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, dice.between(0, 120)));
    counts.killed += 1;
    trail.push('killed');
    await station.kill();
    await work;
    station = await start();
  }

  async function day(): Promise<void> {
    counts.orders = (await shop.addOrders(dice.between(4, 10), seed)).length;
    await pass(2 * 60 * minute); // nobody has an hour to think again any more
    await mayDie(pull());
    await hurt();
    for (let no = 0; no < stepsADay; no += 1) {
      if (!station.isAlive) station = await start();
      await mayDie(drawStep(dice)());
      await pass(dice.chance(0.5) ? dice.between(1, 40) * minute : 0);
    }
  }

  function drawStep(from: Dice): () => Promise<unknown> {
    return from.pick([
      pull,
      plan,
      plan,
      () => takeNumbers(0.7),
      () => takeNumbers(1),
      () => pack(0.8),
      () => pack(0.8),
      ship,
      ship,
      somethingHappens,
      somethingHappens,
      async () => void (await Promise.all([pull(), ship()])),
    ]);
  }

  /** A token that was renewed once is gone when the station dies before it has the answer; nothing else may cost a consent. */
  async function consentAgain(): Promise<void> {
    if (!needsConsent) return;
    needsConsent = false;
    await pull(); // it may have been said of a token that was ended twice in a row
    if (!needsConsent) return;
    needsConsent = false;
    counts.asked += 1;
    if (counts.killed === 0) find('a consent was lost, and nobody killed the station');
    await ask('shops.authorise', { shopId, code: await shop.consent() });
    await pull();
  }

  /** A person sees to what waits for one. */
  async function answerWhatIsAsked(): Promise<void> {
    await consentAgain();
    const listed = (await ask('cancellations.list', {})) as
      | readonly { shopId: string; cancelId: string }[]
      | null; // those of the screen
    for (const { cancelId } of (listed ?? []).filter((each) => each.shopId === shopId))
      await ask('cancellations.answer', { shopId, cancelId, accept: true });
    await sendNow();
    for (const debt of await readDebts(station, shopId, ['needs-person', 'held'])) {
      if (debt.kind !== 'shipment') continue;
      counts.asked += 1;
      if (debt.state === 'held') await ask('shipping.withdraw', { outboxNo: debt.outbox_no, reason: 'held' });
      else await ask('shipping.retry', { outboxNo: debt.outbox_no });
    }
    for (const { parcel_id: parcelId, state } of await parcels()) {
      if (state === 'pulled') await ask('parcels.dissolve', { parcelId });
      if (!['planned', 'packed'].includes(state) || (await verdictOf(parcelId)) !== 'block') continue;
      if (state === 'packed') await station.tell({ do: 'pull', parcelId });
      await ask('parcels.dissolve', { parcelId });
    }
  }

  /** Rounds of an evening without faults, until a round finds nothing more to do. */
  async function evening(): Promise<void> {
    await shop.mend();
    if (!station.isAlive) station = await start();
    for (let round = 0; round < mostRounds; round += 1) {
      // Longer than the platform's own answers wait, and than the sweeps of all open orders.
      await pass(20 * minute);
      await pull();
      await answerWhatIsAsked();
      await plan();
      await takeNumbers(1);
      await pack(1);
      await ship();
      const books = await shop.books();
      const isQuiet =
        !books.orders.some((order) => order.isAsked) &&
        !(await parcels()).some(({ state }) => ['proposed', 'planned', 'packed'].includes(state));
      // Who thought again twice after the number was taken is planned again when that is heard.
      if (isQuiet && (await compareBooks(books, station, shopId)).findings.length === 0) break;
    }
    await pass(20 * minute);
    await pull();
    await pull();
  }

  async function compare(): Promise<void> {
    const { findings: found, ...compared } = await compareBooks(await shop.books(), station, shopId);
    counts.shipped = compared.shipped;
    counts.numbersLeft = compared.numbersLeft;
    for (const name of ['lost', 'doubled', 'refundsRejected', 'stuck'] as const)
      counts[name] += compared[name];
    for (const words of found) find(words);
  }

  try {
    await day();
    await evening();
    await compare();
  } catch (thrown) {
    counts.stuck += 1;
    find(`broke off at ${step}: ${thrown instanceof Error ? thrown.stack : String(thrown)}`);
  } finally {
    clearInterval(oneTime);
    await shop.mend();
    await sameTime().catch(() => {});
    await station.end();
  }
  return { ...counts, seed, platform: shop.platform, struck: await shop.struck(), findings, trail };
}
