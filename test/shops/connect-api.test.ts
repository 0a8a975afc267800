// Linking a shop: what is entered stays, what is secret never comes out.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { aMorning, settle } from '../builders/moved-clock.ts';
import { packParcels } from '../builders/packed-parcels.ts';
import { packer, testStation, withShop } from '../builders/test-station.ts';

const tiktok = { platform: 'tiktok', appKey: 'app-key-1', region: 'GB' } as const;

it('adds a shop of the platform, and tells its account without the secret', async () => {
  await using station = testStation();

  const shop = await station.ask('shops.connect', {
    name: '海风茶具',
    link: tiktok,
    appSecret: 'very-secret-text',
  });
  const link = await station.ask('shops.link', { shopId: shop.shopId });

  expect(shop).toMatchObject({ market: 'tiktok', connection: 'tiktok' });
  expect(link).toMatchObject({
    hasSecret: true,
    isAuthorised: false,
    link: { appKey: 'app-key-1', region: 'GB' },
  });
  expect(JSON.stringify(link)).not.toContain('very-secret-text');
});

it('keeps the secret sealed in the file', async () => {
  await using station = testStation();
  await station.ask('shops.connect', { name: '海风茶具', link: tiktok, appSecret: 'very-secret-text' });

  station.parts.database.connection.pragma('wal_checkpoint(TRUNCATE)');

  expect(readFileSync(join(station.dataDir, 'station.db')).includes('very-secret-text')).toBe(false);
});

it('keeps the secret when the account is changed without a new one, and forgets tokens of another app', async () => {
  await using station = testStation();
  const { shopId } = await station.ask('shops.connect', { name: 'A', link: tiktok, appSecret: 'one' });
  station.parts.database.write((writer) =>
    writer.run(
      `INSERT INTO shop_secrets (shop_id, name, sealed, changed_at) VALUES (?, 'tokens', x'00', 1)`,
      [shopId],
    ),
  );

  const sameApp = await station.ask('shops.relink', { shopId, link: { ...tiktok, region: 'ID' } });
  const otherApp = await station.ask('shops.relink', { shopId, link: { ...tiktok, appKey: 'app-key-2' } });

  expect(sameApp).toMatchObject({ hasSecret: true, isAuthorised: true, link: { region: 'ID' } });
  expect(otherApp).toMatchObject({ hasSecret: true, isAuthorised: false });
});

it('lets nobody but a supervisor see or change an account', async () => {
  await using station = testStation();
  const { shopId } = await station.ask('shops.connect', { name: 'A', link: tiktok });

  const look = await station.call(packer, 'shops.link', { shopId });

  expect(look).toMatchObject({ ok: false, refusal: { code: 'request.not-allowed' } });
});

it('refuses a name that is taken, a zone nobody knows, an address in the clear, and an account for a shop of files', async () => {
  await using station = testStation();
  const files = withShop(station, { name: '晨光小铺' });

  const codes = [
    await station.askRefused('shops.connect', { name: '晨光小铺', link: tiktok }),
    await station.askRefused('shops.connect', { name: 'B', timeZone: 'Mars/Base', link: tiktok }),
    await station.askRefused('shops.connect', {
      name: 'B',
      link: { ...tiktok, gateway: 'http://open-api.invalid' },
    }),
    await station.askRefused('shops.link', { shopId: files.shopId }),
    await station.askRefused('shops.link', { shopId: 'nobody' }),
  ].map(({ code }) => code);

  expect(codes).toEqual([
    'shop.name-taken',
    'shop.time-zone-unknown',
    'shop.address-refused',
    'shop.not-over-network',
    'shop.unknown',
  ]);
});

it('tells when each shop was last pulled, what came, and why the last try failed', async () => {
  await using station = testStation({ mode: 'training' });
  station.start();
  await station.ask('training.addOrders', { count: 3 });
  await station.ask('orders.pull', {});
  const [before] = await station.ask('shops.syncs', {});
  await station.ask('training.setBehaviour', { behaviour: 'offline' });

  await station.call(packer, 'orders.pull', {});
  const [after] = await station.ask('shops.syncs', {});

  expect(before).toMatchObject({ pulledAt: aMorning, fault: null, newCount: 3 });
  expect(after).toMatchObject({ pulledAt: aMorning, fault: { code: 'platform.offline' } });
});

it('tells how much of each shop waits, and how much a person must look at', async () => {
  await using station = testStation({ mode: 'training' });
  station.start();
  await settle();
  await station.ask('training.addOrders', { count: 20 });
  await station.ask('orders.pull', {});
  const parcels = packParcels(station.parts, { count: 3 });
  await station.ask('network.set', { isOnline: false });
  await station.ask('shipping.ship', { parcelIds: parcels.map(({ parcelId }) => parcelId) });
  const [waiting] = await station.ask('shops.syncs', {});
  const { rows } = await station.ask('shipping.page', { state: 'waiting', offset: 0, limit: 1 });
  station.parts.database.write((writer) =>
    writer.run(`UPDATE outbox SET state = 'needs-person' WHERE outbox_no = ?`, [rows[0]?.outboxNo ?? 0]),
  );

  const [failing] = await station.ask('shops.syncs', {});

  expect([waiting, failing]).toMatchObject([
    { waiting: 3, failing: 0 },
    { waiting: 2, failing: 1 },
  ]);
});

it('links no shop in the training data: nothing in it can reach a real one', async () => {
  await using station = testStation({ mode: 'training' });

  expect((await station.askRefused('shops.connect', { name: 'A', link: tiktok })).code).toBe(
    'shop.not-in-training',
  );
});
