import { expect, it } from 'vitest';
import { createEvents } from '../../main/basics/events.ts';
import { Fault } from '../../main/basics/fault.ts';
import type { ShopId } from '../../main/basics/ids.ts';
import { createNetwork } from '../../main/platforms/network.ts';
import { overNetwork } from '../../main/platforms/over-network.ts';
import type { Platform } from '../../main/platforms/platform.ts';
import { aMorning, movedClock, settle } from '../builders/moved-clock.ts';

function platformThat(answers: () => Promise<[]>): Platform {
  return {
    shopId: 'shop-1' as ShopId,
    isLocal: false,
    shipBatchLimit: 10,
    pullOrders: async () => ({ orders: [], cursor: '', hasMore: false }),
    readOrders: answers,
    takeWaybills: answers,
    cancelWaybill: async () => {},
    ship: answers,
    async stop() {},
  };
}

function overA(platform: Platform) {
  const clock = movedClock();
  const network = createNetwork(clock, createEvents());
  return { clock, network, platform: overNetwork(platform, network, clock, () => 60_000) };
}

it('calls nobody while the plug is out', async () => {
  let calls = 0;
  const { network, platform } = overA(
    platformThat(async () => {
      calls += 1;
      return [];
    }),
  );
  network.plugIn(false);

  const asked = platform.readOrders([]);

  await expect(asked).rejects.toMatchObject({ code: 'platform.offline', retry: 'later' });
  expect(calls).toBe(0);
});

it('remembers when a platform was last heard', async () => {
  const { network, platform } = overA(platformThat(async () => []));

  await platform.readOrders([]);

  expect(network.read()).toEqual({ isOnline: true, isPluggedIn: true, lastOkAt: aMorning });
});

it('is offline after a silence and online after the next answer', async () => {
  let isThere = false;
  const { network, platform } = overA(
    platformThat(async () => {
      if (!isThere) throw new Fault('platform.offline', 'later');
      return [];
    }),
  );
  await platform.readOrders([]).catch(() => undefined);
  const during = network.read().isOnline;
  isThere = true;

  await platform.readOrders([]);

  expect([during, network.read().isOnline]).toEqual([false, true]);
});

it('takes a refusal for an answer: somebody is there', async () => {
  const { network, platform } = overA(
    platformThat(async () => {
      throw new Fault('platform.refused-us', 'never');
    }),
  );

  await platform.readOrders([]).catch(() => undefined);

  expect(network.read().isOnline).toBe(true);
});

it('stops waiting after the time limit', async () => {
  const { clock, platform } = overA(platformThat(() => new Promise(() => {})));
  let fault: unknown;
  platform.readOrders([]).catch((thrown) => {
    fault = thrown;
  });

  await clock.pass(61_000);

  expect(fault).toMatchObject({ code: 'platform.silent' });
});

it('hangs up on every call under way when it is stopped', async () => {
  const { platform } = overA(platformThat(() => new Promise(() => {})));
  let fault: unknown;
  platform.readOrders([]).catch((thrown) => {
    fault = thrown;
  });

  await platform.stop();
  await settle();

  expect(fault).toMatchObject({ code: 'platform.silent' });
});
