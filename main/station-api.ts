// Requests about the station as a whole.

import { z } from 'zod';
import { read } from './basics/request.ts';
import { listShops } from './shops/shops-table.ts';
import type { StationParts } from './station.ts';

export function stationApi(parts: StationParts) {
  return {
    /** What the frame of every screen shows. */
    'station.describe': read({
      role: 'packer',
      argument: z.strictObject({}),
      run: (_argument, caller) => ({
        mode: parts.mode,
        version: parts.version,
        isReadOnly: parts.database.readOnly,
        person: caller.person,
        role: caller.role,
        now: parts.clock.now(),
        shops: listShops(parts.database),
      }),
    }),
  };
}
