// Tells whether orders or parcels may have changed since something was counted. Changes of this thread are told by events, which
// leave at commit; changes of an import's worker show in SQLite's own data_version.

import type { Events } from '../basics/events.ts';
import type { Reader } from '../database/database.ts';

export interface DataVersion {
  /** Another text whenever any order may have changed. */
  ofOrders(): string;
  /** Another text whenever any order or parcel may have changed. */
  ofParcels(): string;
  stop(): void;
}

export function watchDataVersion(parts: { database: Reader; events: Events }): DataVersion {
  let orders = 0;
  let parcels = 0;
  const stop = parts.events.on(({ kind }) => {
    if (kind === 'orders.changed') orders += 1;
    if (kind === 'parcels.changed') parcels += 1;
  });
  function others(): number {
    return (
      parts.database.get<{ data_version: number }>(`SELECT data_version FROM pragma_data_version`)
        ?.data_version ?? 0
    );
  }
  return {
    ofOrders: () => `${others()}/${orders}`,
    ofParcels: () => `${others()}/${orders}/${parcels}`,
    stop,
  };
}
