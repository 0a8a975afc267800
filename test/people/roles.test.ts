// What a role may is decided by the station, request by request, before anything is read of what was asked.

import { expect, it } from 'vitest';
import { roles } from '../../main/basics/request.ts';
import { anOrder, withGoods, withOrders } from '../builders/orders.ts';
import { withParcel } from '../builders/packed-floor.ts';
import { contentOf } from '../builders/parcels.ts';
import { testStation } from '../builders/test-station.ts';
import { linPin, staffed, windowOf } from '../builders/windows.ts';

it.each(['packer', 'printer-operator'] as const)(
  'lets a %s do nothing that is above that role, whatever is asked and however',
  async (role) => {
    await using station = testStation();
    const { first } = await staffed(station);
    const pin = '8642';
    const { personId } = await first.ask('people.save', { name: 'Kai', role, pin });
    const kai = windowOf(station, 'window-kai');
    await kai.ask('people.signIn', { personId, pin });
    const above = Object.entries(station.api).filter(
      ([, spec]) => roles.indexOf(spec.role) > roles.indexOf(role),
    );

    const answers = await Promise.all(
      above.map(async ([name]) => [name, await kai.codeOf(name, { role: 'supervisor', person: 'Lin' })]),
    );

    expect(above.length).toBeGreaterThan(20);
    expect(answers.filter(([, code]) => code !== 'request.not-allowed')).toEqual([]);
  },
);

it('keeps the box as it lies while the window is locked, counts nothing meanwhile, and goes on with the badge', async () => {
  await using station = testStation();
  const { moBadge } = await staffed(station);
  withGoods(station, [{ skuCode: 'MUG-RED' }]);
  withOrders(station, [anOrder({ orderId: '1001', lines: [{ skuCode: 'MUG-RED', quantity: 2 }] })]);
  const parcelId = withParcel(station, ['1001']);
  const mo = windowOf(station, 'window-2');
  await mo.ask('people.signIn', { badge: moBadge });
  await mo.ask('bench.scan', { benchId: 'bench-1', scanId: 'scan-1', code: parcelId });
  await mo.ask('bench.scan', { benchId: 'bench-1', scanId: 'scan-2', code: 'MUG-RED' });
  await station.clock.pass(11 * 60_000);
  const next = { benchId: 'bench-1', scanId: 'scan-3', code: 'MUG-RED' };

  const whileLocked = await mo.codeOf('bench.scan', next);
  const stillThere = await mo.ask('bench.read', { benchId: 'bench-1' });
  await mo.ask('people.signIn', { badge: moBadge });
  const sealed = await mo.ask('bench.scan', next);

  expect(whileLocked).toBe('people.locked');
  expect(stillThere).toMatchObject({ state: { kind: 'open' }, remaining: 1 });
  expect(contentOf(stillThere.parcel)).toEqual(['1001 MUG-RED×2']);
  expect(sealed).toMatchObject({ state: { kind: 'sealed' }, remaining: 0 });
});

it('lets a supervisor who takes over at a locked bench find the same box', async () => {
  await using station = testStation();
  const { lin, moBadge } = await staffed(station);
  withGoods(station, [{ skuCode: 'MUG-RED' }]);
  withOrders(station, [anOrder({ orderId: '1001', lines: [{ skuCode: 'MUG-RED' }] })]);
  const parcelId = withParcel(station, ['1001']);
  const window = windowOf(station, 'window-2');
  await window.ask('people.signIn', { badge: moBadge });
  await window.ask('bench.scan', { benchId: 'bench-1', scanId: 'scan-1', code: parcelId });
  await window.ask('people.lock', {});

  await window.ask('people.signIn', { personId: lin.personId, pin: linPin });
  const sealed = await window.ask('bench.scan', { benchId: 'bench-1', scanId: 'scan-2', code: 'MUG-RED' });

  expect(sealed.state.kind).toBe('sealed');
  const packedBy = station.parts.database.get(`SELECT packed_by FROM parcels WHERE parcel_id = ?`, [
    parcelId,
  ]);
  expect(packedBy).toEqual({ packed_by: 'Lin' });
});
