// What the network costs a station, against strict shops on this machine: how much longer a pull of 15,000 changed orders takes than
// the shop alone needs to serve them to a bare client, how near a drain of 3,000 shipments comes to the rate that is set, and
// how much memory it leaves behind. The worse of the two platforms counts. Prints one line of JSON.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../main/basics/clock.ts';
import { packParcels } from '../builders/packed-parcels.ts';
import { startDouyin, startTiktok } from '../builders/platform-simulators.ts';
import { type TestStation, testStation } from '../builders/test-station.ts';
import { openDouyin } from '../simulators/platforms/douyin/bare-client.ts';
import { openTiktok } from '../simulators/platforms/tiktok/bare-client.ts';

const orders = 15_000;
/** Nothing is held back while the pull is measured. */
const unlimited = 1_000;

async function onStation(work: (station: TestStation) => Promise<void>): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'parcelbench-sync-'));
  try {
    await using station = testStation({
      dataDir,
      clock: { ...systemClock(), pass: async () => {}, set() {} },
    });
    await station.ask('settings.set', { name: 'network.tiktokCallsPerSecond', value: unlimited });
    await station.ask('settings.set', { name: 'network.douyinCallsPerSecond', value: unlimited });
    await work(station);
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function timed(what: string, work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  const ms = performance.now() - startedAt;
  process.stderr.write(`${what}: ${Math.round(ms)} ms\n`);
  return ms;
}

async function pullTiktok(): Promise<number> {
  let ratio = 0;
  await using shop = await startTiktok();
  const made = await shop.do({ do: 'shop', region: 'TH' });
  await shop.do({ do: 'orders', shopId: made.shopId, count: orders, seed: 1 });
  await onStation(async (station) => {
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
    await station.ask('shops.authorise', { shopId, code: made.code });
    const code = await shop.do({ do: 'consent', appKey: made.appKey, shopIds: [made.shopId] });
    const bare = await openTiktok(shop.url, { ...made, code }, Date.now);
    await bare.allOrders();
    const before = await timed('tiktok, bare client', () => bare.allOrders());
    const ours = await timed('tiktok, station', () => station.ask('orders.pull', { shopId }));
    const after = await timed('tiktok, bare client', () => bare.allOrders());
    bare.close();
    ratio = ours / ((before + after) / 2);
  });
  return ratio;
}

async function pullDouyin(): Promise<number> {
  let ratio = 0;
  await using shop = await startDouyin();
  const made = await shop.do({ do: 'shop' });
  await shop.do({ do: 'orders', shopId: made.shopId, count: orders, seed: 1 });
  await onStation(async (station) => {
    const { shopId } = await station.ask('shops.connect', {
      name: '晨光小铺',
      link: { platform: 'douyin', gateway: shop.url, appKey: made.appKey, platformShopId: made.shopId },
      appSecret: made.appSecret,
    });
    await station.ask('shops.authorise', { shopId });
    const bare = await openDouyin(shop.url, made, Date.now);
    const since = Math.floor(Date.now() / 1_000) - 15 * 86_400;
    await bare.allOrders(since);
    const before = await timed('douyin, bare client', () => bare.allOrders(since));
    const ours = await timed('douyin, station', () => station.ask('orders.pull', { shopId }));
    const after = await timed('douyin, bare client', () => bare.allOrders(since));
    bare.close();
    ratio = ours / ((before + after) / 2);
  });
  return ratio;
}

/** What goes in about half a minute at a rate the machine has no trouble with. */
const parcels = 3_000;
const perSecond = 100;

async function drainDouyin(): Promise<{ rateShare: number; rssGrowthMb: number }> {
  let drained = { rateShare: 0, rssGrowthMb: 0 };
  await using shop = await startDouyin();
  const made = await shop.do({ do: 'shop' });
  await shop.do({ do: 'orders', shopId: made.shopId, count: parcels * 2, seed: 2 });
  await onStation(async (station) => {
    const { shopId } = await station.ask('shops.connect', {
      name: '晨光小铺',
      link: { platform: 'douyin', gateway: shop.url, appKey: made.appKey, platformShopId: made.shopId },
      appSecret: made.appSecret,
    });
    await station.ask('shops.authorise', { shopId });
    await station.ask('orders.pull', { shopId });
    const packed = packParcels(station.parts, { shopId, count: parcels, carrier: '中通快递' });
    // Numbers as this carrier has them.
    station.parts.database.write((writer) => {
      for (const [index, { parcelId }] of packed.entries())
        writer.run(`UPDATE parcels SET tracking_number = ? WHERE parcel_id = ?`, [
          `7${String(index).padStart(13, '0')}`,
          parcelId,
        ]);
    });
    const { owed } = await station.ask('shipping.ship', {
      parcelIds: packed.map(({ parcelId }) => parcelId),
    });
    await station.ask('settings.set', { name: 'network.douyinCallsPerSecond', value: perSecond });
    globalThis.gc?.();
    const before = process.memoryUsage.rss();
    const startedAt = Date.now();
    await timed('douyin, drain', () => station.ask('shipping.sendNow', {}));
    const told = await shop.do({ do: 'calls' });
    const last = station.parts.database.get<{ at: number }>(`SELECT max(settled_at) AS at FROM outbox`)?.at;
    globalThis.gc?.();
    const rssGrowthMb = (process.memoryUsage.rss() - before) / 1_000_000;
    const seconds = ((last ?? Date.now()) - startedAt) / 1_000;
    const { counts } = await station.ask('shipping.page', { state: 'all' });
    process.stderr.write(`${JSON.stringify({ owed, seconds, ...counts, calls: told.calls })}\n`);
    const sent = Object.entries(told.calls).reduce(
      (sum, [call, count]) => sum + (call.includes('logisticsAdd') ? count : 0),
      0,
    );
    drained = { rateShare: sent / perSecond / seconds, rssGrowthMb };
  });
  return drained;
}

const pulls = [await pullTiktok(), await pullDouyin()];
const { rateShare, rssGrowthMb } = await drainDouyin();
process.stdout.write(
  `${JSON.stringify({
    'pull.ratio': Math.max(...pulls),
    'drain.rate_share': rateShare,
    'drain.rss_growth_mb': rssGrowthMb,
  })}\n`,
);
