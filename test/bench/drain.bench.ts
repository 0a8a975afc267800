// Draining the outbox against strict shops on this machine, while a person scans at the bench. Prints one line of JSON:
//
//   drain.rate_share      The set rate is calls a second, each kind of call by itself (a platform counts them so). A shipment costs one call
//                         that tells it; on Douyin one of another kind reads its order right before. The share is shipments done a second
//                         over the set rate, from the first call to the last answer written down: 1 is what the line that tells allows.
//   drain.rss_growth_mb   What is resident after a collection when nearly all shipments are done, less what was when a third were. By then
//                         code is compiled, statements are prepared and pools have their size: what grows from there on grows with the
//                         number of shipments. Not counted are pages of programs and files, which come and go with the machine's other
//                         work, and the room that the heap keeps empty for itself, which doubles in one step and holds nothing.
//   drain.scan_p99_ms     How long a scan waits for its answer meanwhile, each kind of scan in turn.
//   drain.lag_ms_max      The longest that a timer of the station's own thread came late; the collections asked for here are left out.
//
// The worse of the two platforms counts.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getHeapSpaceStatistics } from 'node:v8';
import { hourMs, systemClock } from '../../main/basics/clock.ts';
import type { ShopId } from '../../main/basics/ids.ts';
import { type PackedParcel, packParcels } from '../builders/packed-parcels.ts';
import { startDouyin, startTiktok } from '../builders/platform-simulators.ts';
import { type TestStation, testStation } from '../builders/test-station.ts';

/** What goes in about half a minute at a rate the machine has no trouble with. */
const parcels = 3_000;
const perSecond = 100;
/** Those that are scanned meanwhile. */
const onTheBench = 200;
const scanEveryMs = 50;

interface Drained {
  readonly rateShare: number;
  readonly rssGrowthMb: number;
  readonly scanP99Ms: number;
  readonly lagMs: number;
}

async function onStation<Answer>(work: (station: TestStation) => Promise<Answer>): Promise<Answer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'parcelbench-drain-'));
  try {
    const clock = { ...systemClock(), pass: async () => {}, set() {} };
    await using station = testStation({ dataDir, clock });
    await setRate(station, 1_000);
    return await work(station);
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function setRate(station: TestStation, value: number): Promise<void> {
  await station.ask('settings.set', { name: 'network.tiktokCallsPerSecond', value });
  await station.ask('settings.set', { name: 'network.douyinCallsPerSecond', value });
}

async function drainDouyin(): Promise<Drained> {
  await using shop = await startDouyin();
  const made = await shop.do({ do: 'shop' });
  await shop.do({ do: 'orders', shopId: made.shopId, count: parcels * 2, seed: 2 });
  return await onStation(async (station) => {
    const { shopId } = await station.ask('shops.connect', {
      name: '晨光小铺',
      link: { platform: 'douyin', gateway: shop.url, appKey: made.appKey, platformShopId: made.shopId },
      appSecret: made.appSecret,
    });
    await station.ask('shops.authorise', { shopId });
    // Numbers as this carrier has them.
    const drained = await drain(station, shopId, '中通快递', (no) => `7${String(no).padStart(13, '0')}`);
    say('douyin', drained, (await shop.do({ do: 'calls' })).calls);
    return drained;
  });
}

/** With the seller's own carrier each parcel is told; what the platform's own carriers take needs no telling. */
async function drainTiktok(): Promise<Drained> {
  // Buyers have an hour to think again: it is over.
  await using shop = await startTiktok({ at: Date.now() - 3 * hourMs });
  const made = await shop.do({ do: 'shop', region: 'TH' });
  await shop.do({ do: 'orders', shopId: made.shopId, count: parcels * 2, seed: 2, ownCarrier: 1 });
  await shop.do({ do: 'clock', at: Date.now() });
  const code = await shop.do({ do: 'consent', appKey: made.appKey, shopIds: [made.shopId] });
  return await onStation(async (station) => {
    const { shopId } = await station.ask('shops.connect', {
      name: '海风茶具',
      timeZone: 'Asia/Bangkok',
      link: {
        platform: 'tiktok',
        gateway: shop.url,
        authGateway: shop.url,
        appKey: made.appKey,
        region: 'TH',
      },
      appSecret: made.appSecret,
    });
    await station.ask('shops.authorise', { shopId, code });
    const drained = await drain(station, shopId, 'Ninja Van', (no) => `NVTH${String(no).padStart(9, '0')}`);
    say('tiktok', drained, (await shop.do({ do: 'calls' })).calls);
    return drained;
  });
}

function say(platform: string, drained: Drained, calls: object): void {
  process.stderr.write(`${platform}: ${JSON.stringify({ ...drained, calls })}\n`);
}

async function drain(
  station: TestStation,
  shopId: ShopId,
  carrier: string,
  numberOf: (no: number) => string,
): Promise<Drained> {
  await station.ask('orders.pull', { shopId });
  const packed = packParcels(station.parts, { shopId, count: parcels + onTheBench, carrier });
  const leaving = packed.slice(onTheBench);
  const staying = packed.slice(0, onTheBench);
  giveNumbers(station, packed, numberOf);
  putBackOnBench(station, staying);
  const { owed } = await station.ask('shipping.ship', {
    parcelIds: leaving.map(({ parcelId }) => parcelId),
  });
  // The guard keeps some: other orders of their recipients are left out here.
  if (owed < parcels * 0.8) throw new Error(`only ${owed} of ${parcels} parcels may go`);
  await setRate(station, perSecond);

  const memory: number[] = [];
  const watch = watchThread();
  const person = scanOn(station, staying);
  const startedAt = Date.now();
  const sending = station.ask('shipping.sendNow', {});
  // The last few are left out: when nothing is owed any more, what has changed over there is pulled.
  for (const left of [2 / 3, 1 / 3, 0.03]) {
    await untilLeft(station, owed * left);
    if (left === 0.03) {
      watch.stop();
      person.stop();
    }
    watch.without(() => memory.push(heldMb()));
  }
  await sending;
  const { done, doneAt } = station.parts.database.get<{ done: number; doneAt: number }>(
    `SELECT count(*) AS done, max(settled_at) AS doneAt FROM outbox WHERE kind = 'shipment' AND state = 'done'`,
  ) ?? { done: 0, doneAt: Number.POSITIVE_INFINITY };
  const seconds = (doneAt - startedAt) / 1_000;
  const [atThird = 0, atTwoThirds = 0, atEnd = 0] = memory;
  process.stderr.write(
    `${JSON.stringify({ owed, done, seconds, atThird, atTwoThirds, atEnd, scans: person.count() })}\n`,
  );
  return {
    rateShare: done / perSecond / seconds,
    rssGrowthMb: atEnd - atThird,
    scanP99Ms: person.p99(),
    lagMs: watch.longest(),
  };
}

function giveNumbers(
  station: TestStation,
  packed: readonly PackedParcel[],
  numberOf: (no: number) => string,
): void {
  station.parts.database.write((writer) => {
    for (const [index, { parcelId }] of packed.entries())
      writer.run(`UPDATE parcels SET tracking_number = ? WHERE parcel_id = ?`, [numberOf(index), parcelId]);
  });
}

/** As they come from the shelf: with a label, nothing in the box. */
function putBackOnBench(station: TestStation, staying: readonly PackedParcel[]): void {
  station.parts.database.write((writer) => {
    for (const { parcelId } of staying) {
      writer.run(`UPDATE parcels SET state = 'released', packed_at = NULL WHERE parcel_id = ?`, [parcelId]);
      writer.run(`UPDATE parcel_lines SET packed_quantity = 0 WHERE parcel_id = ?`, [parcelId]);
    }
  });
}

/** Until no more than so many still wait for the platform's answer. */
async function untilLeft(station: TestStation, count: number): Promise<void> {
  for (;;) {
    const row = station.parts.database.get<{ left: number }>(
      `SELECT count(*) AS left FROM outbox WHERE kind = 'shipment' AND state IN ('waiting', 'sending')`,
    );
    if (row && row.left <= count) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Its label, then what lies in it: parcel after parcel. */
function scanOn(station: TestStation, staying: readonly PackedParcel[]) {
  const codes = staying.flatMap(({ parcelId }) => {
    const rows = station.parts.database.all<{ code: string }>(
      `SELECT sku_code AS code FROM parcel_lines JOIN order_lines USING (order_key, line_id) WHERE parcel_id = ?`,
      [parcelId],
    );
    return [parcelId, ...rows.map(({ code }) => code)];
  });
  const waits: number[] = [];
  let isStopped = false;
  let no = 0;
  const scan = async () => {
    if (isStopped) return;
    const code = codes[no % codes.length] ?? '';
    no += 1;
    const startedAt = performance.now();
    await station.ask('bench.scan', { benchId: 'bench-1', scanId: `scan-${no}`, code });
    waits.push(performance.now() - startedAt);
    setTimeout(scan, scanEveryMs);
  };
  void scan();
  return {
    stop() {
      isStopped = true;
    },
    count: () => waits.length,
    p99: () => waits.sort((one, other) => one - other)[Math.floor(waits.length * 0.99)] ?? Number.NaN,
  };
}

function watchThread() {
  const everyMs = 5;
  let longestMs = 0;
  let expectedAt = performance.now() + everyMs;
  const timer = setInterval(() => {
    const now = performance.now();
    longestMs = Math.max(longestMs, now - expectedAt);
    expectedAt = now + everyMs;
  }, everyMs);
  return {
    stop: () => clearInterval(timer),
    /** What is done by the benchmark itself is not the station's. */
    without(work: () => void) {
      const before = performance.now();
      longestMs = Math.max(longestMs, before - expectedAt);
      work();
      expectedAt = performance.now() + everyMs;
    },
    longest: () => longestMs,
  };
}

function heldMb(): number {
  globalThis.gc?.();
  const empty = getHeapSpaceStatistics().reduce(
    (sum, space) => sum + Math.max(0, space.physical_space_size - space.space_used_size),
    0,
  );
  return ((ownBytes() ?? process.memoryUsage.rss()) - empty) / 1_000_000;
}

/** What is resident and no file's; undefined where the system does not tell. Pages of programs come and go as the machine has room. */
function ownBytes(): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const kilobytes = /^RssAnon:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1_024;
}

const drains = [await drainDouyin(), await drainTiktok()];
process.stdout.write(
  `${JSON.stringify({
    'drain.rate_share': Math.min(...drains.map(({ rateShare }) => rateShare)),
    'drain.rss_growth_mb': Math.max(...drains.map(({ rssGrowthMb }) => rssGrowthMb)),
    'drain.scan_p99_ms': Math.max(...drains.map(({ scanP99Ms }) => scanP99Ms)),
    'drain.lag_ms_max': Math.max(...drains.map(({ lagMs }) => lagMs)),
  })}\n`,
);
