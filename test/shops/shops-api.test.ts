import { expect, it } from 'vitest';
import { packer, testStation } from '../builders/test-station.ts';

it('adds a shop that is reached by files', async () => {
  await using station = testStation();

  const shop = await station.ask('shops.add', {
    name: '晨光小铺',
    market: 'tiktok',
    timeZone: 'Asia/Kuala_Lumpur',
  });

  expect(await station.ask('shops.list', {})).toEqual([shop]);
  expect(shop).toMatchObject({ connection: 'files', market: 'tiktok', timeZone: 'Asia/Kuala_Lumpur' });
});

it('refuses a second shop of the same name', async () => {
  await using station = testStation();
  await station.ask('shops.add', { name: '晨光小铺', market: 'tiktok', timeZone: 'Asia/Shanghai' });

  const refusal = await station.askRefused('shops.add', {
    name: ' 晨光小铺 ',
    market: 'douyin',
    timeZone: 'Asia/Shanghai',
  });

  expect(refusal).toMatchObject({ code: 'shop.name-taken', facts: { name: '晨光小铺' } });
});

it('refuses a time zone that does not exist', async () => {
  await using station = testStation();

  const refusal = await station.askRefused('shops.add', {
    name: '晨光小铺',
    market: 'tiktok',
    timeZone: 'Asia/Atlantis',
  });

  expect(refusal.code).toBe('shop.time-zone-unknown');
});

it('lets only a supervisor add a shop', async () => {
  await using station = testStation();

  const reply = await station.call(packer, 'shops.add', { name: 'x', market: 'tiktok' });

  expect(reply).toMatchObject({ ok: false, refusal: { code: 'request.not-allowed' } });
});
