// A station that ships what it owes and kills itself, as the power would, at the given step of the work. Started by outbox-killed.test.ts.

import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { systemClock } from '../../main/basics/clock.ts';
import { createEvents } from '../../main/basics/events.ts';
import type { Database } from '../../main/database/database.ts';
import { openDatabase } from '../../main/database/open-database.ts';
import { createVault } from '../../main/database/vault.ts';
import { createOutbox } from '../../main/outbox/create-outbox.ts';
import { createNetwork } from '../../main/platforms/network.ts';
import { createPlatforms } from '../../main/platforms/registry.ts';
import { createSecrets } from '../../main/platforms/secrets.ts';
import { settingsOf } from '../../main/settings/settings-table.ts';
import { shipmentErrand } from '../../main/shipping/shipment-errand.ts';
import { createLinkBook } from '../../main/shops/links-table.ts';

const [dataDir = '', killAt = '0'] = process.argv.slice(2);
let steps = 0;

function step(): void {
  steps += 1;
  if (steps === Number(killAt)) process.kill(process.pid, 'SIGKILL');
}

const events = createEvents();
const opened = openDatabase(join(dataDir, 'station.db'), { events });
const database: Database = {
  ...opened,
  write(work) {
    step();
    const answer = opened.write((writer) => {
      const worked = work(writer);
      step();
      return worked;
    });
    step();
    return answer;
  },
};
const parts = {
  dataDir,
  database,
  events,
  clock: systemClock(),
  random: (count: number) => new Uint8Array(count),
  vault: createVault(new Uint8Array(32).fill(7)),
  settings: settingsOf(opened),
  log: { info() {}, warn() {}, error() {} },
};
const platforms = createPlatforms({
  ...parts,
  network: createNetwork(parts.clock, events),
  ownOrders: () => [],
  links: createLinkBook(parts),
  secrets: createSecrets(parts),
});
const outbox = createOutbox({
  ...parts,
  platforms: {
    ...platforms,
    of: (shop) => {
      const platform = platforms.of(shop);
      return {
        ...platform,
        async ship(shipments) {
          step();
          const answers = await platform.ship(shipments);
          step();
          return answers;
        },
      };
    },
  },
  errands: [shipmentErrand(parts)],
});

await outbox.sendNow();
await wait(0);
process.stdout.write(`${steps}\n`);
await outbox.stop();
await platforms.stop();
opened.close();
