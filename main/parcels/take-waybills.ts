// Waybills for parcels: taken from the shop's platform, or typed by hand.

import type { Clock } from '../basics/clock.ts';
import type { RandomBytes } from '../basics/ids.ts';
import type { Database } from '../database/database.ts';
import type { Platforms } from '../platforms/registry.ts';

export interface WaybillParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly platforms: Platforms;
}
