// Across a border a parcel has two numbers, and either may be on its label: scan and search find the parcel by both.

import { afterAll, beforeAll, expect, it } from 'vitest';
import { resolveCode } from '../../main/bench/resolve-code.ts';
import { type SimulatedTiktok, startTiktok } from '../builders/platform-simulators.ts';
import { tiktokStation } from '../builders/tiktok-station.ts';

let tiktok: SimulatedTiktok;
beforeAll(async () => {
  tiktok = await startTiktok();
});
afterAll(() => tiktok.close());

const plain = { gifts: 0, bundles: 0, sameRecipient: 0, ownCarrier: 0, onHold: 0, unpaid: 0, byTiktok: 0 };

it('finds a cross-border parcel by the number of the far carrier, until it is pulled', async () => {
  await using shop = await tiktokStation(tiktok, 'TH', 'CROSS_BORDER');
  const { station } = shop;
  const { database } = station.parts;
  const [planned] = await shop.plan({ count: 1, seed: 3, ...plain });
  await shop.take(planned ? [planned.parcelId] : []);
  const [parcel] = await shop.parcels();
  const number = database.get<{ number: string }>(`SELECT number FROM parcel_numbers`)?.number ?? '';

  const scanned = resolveCode(database, ` ${number.toLowerCase()}`);
  const found = await station.ask('search.everything', { text: number.slice(0, 8), limit: 10 });
  database.write((writer) => writer.run(`UPDATE parcels SET state = 'pulled'`));
  const afterwards = resolveCode(database, number);

  expect(number).toMatch(/^LM/);
  expect(number).not.toBe(parcel?.trackingNumber);
  expect(scanned).toMatchObject({ kind: 'parcel', parcelId: planned?.parcelId });
  expect(found.map(({ kind }) => kind)).toContain('order');
  expect(afterwards.kind).not.toBe('parcel');
});

it('has no second number at home', async () => {
  await using shop = await tiktokStation(tiktok);
  const [planned] = await shop.plan({ count: 1, seed: 3, ...plain });

  await shop.take(planned ? [planned.parcelId] : []);

  expect(shop.station.parts.database.all(`SELECT * FROM parcel_numbers`)).toEqual([]);
});
