// How much longer a pull of 15,000 changed orders takes, against strict shops on this machine, than the shop alone needs to serve them to a
// bare client. Both have worked before they are timed: the client on the same orders, the station on those of another shop. Of three such
// pulls the middle one counts, and of the two platforms the worse. Prints one line of JSON.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { systemClock } from '../../main/basics/clock.ts';
import { startDouyin, startTiktok } from '../builders/platform-simulators.ts';
import { type TestStation, testStation } from '../builders/test-station.ts';
import { openDouyin } from '../simulators/platforms/douyin/bare-client.ts';
import { openTiktok } from '../simulators/platforms/tiktok/bare-client.ts';

const orders = 15_000;
/** What the station has pulled for another shop before. */
const ordersBefore = 3_000;
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

/** Also told: for how long a scan would have waited at most, and how much more memory is held than before. */
async function timed(what: string, work: () => Promise<unknown>): Promise<number> {
  globalThis.gc?.();
  const rssBefore = process.memoryUsage.rss();
  const lag = monitorEventLoopDelay({ resolution: 5 });
  lag.enable();
  const startedAt = performance.now();
  await work();
  const ms = performance.now() - startedAt;
  lag.disable();
  const grownMb = (process.memoryUsage.rss() - rssBefore) / 1_000_000;
  process.stderr.write(
    `${what}: ${Math.round(ms)} ms, thread busy for ${Math.round(lag.max / 1e6)} ms at most, ${Math.round(grownMb)} MB more\n`,
  );
  return ms;
}

async function pullTiktok(): Promise<number> {
  let ratio = 0;
  await using shop = await startTiktok();
  await onStation(async (station) => {
    async function link(count: number) {
      const made = await shop.do({ do: 'shop', region: 'TH' });
      await shop.do({ do: 'orders', shopId: made.shopId, count, seed: 1 });
      const { shopId } = await station.ask('shops.connect', {
        name: `海风茶具 ${count}`,
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
      return { made, shopId };
    }

    await station.ask('orders.pull', { shopId: (await link(ordersBefore)).shopId });
    const { made, shopId } = await link(orders);
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
  await onStation(async (station) => {
    async function link(count: number) {
      const made = await shop.do({ do: 'shop' });
      await shop.do({ do: 'orders', shopId: made.shopId, count, seed: 1 });
      const { shopId } = await station.ask('shops.connect', {
        name: `晨光小铺 ${count}`,
        link: { platform: 'douyin', gateway: shop.url, appKey: made.appKey, platformShopId: made.shopId },
        appSecret: made.appSecret,
      });
      await station.ask('shops.authorise', { shopId });
      return { made, shopId };
    }

    await station.ask('orders.pull', { shopId: (await link(ordersBefore)).shopId });
    const { made, shopId } = await link(orders);
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

async function middleOf(pull: () => Promise<number>): Promise<number> {
  const ratios = [await pull(), await pull(), await pull()].sort((one, other) => one - other);
  process.stderr.write(`ratios: ${ratios.map((ratio) => ratio.toFixed(2)).join(', ')}\n`);
  return ratios[1] ?? Number.NaN;
}

const pulls = [await middleOf(pullTiktok), await middleOf(pullDouyin)];
process.stdout.write(
  `${JSON.stringify({
    'pull.ratio': Math.max(...pulls),
  })}\n`,
);
