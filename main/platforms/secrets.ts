// What a shop must keep secret (app secret, tokens), sealed by the station's vault, whose key the host keeps in the machine's
// keychain. Never logged, never in an answer to a screen.

import type { Clock } from '../basics/clock.ts';
import type { ShopId } from '../basics/ids.ts';
import type { Database } from '../database/database.ts';
import type { Vault } from '../database/vault.ts';

/** `tokens` is JSON that only the shop's adapter reads. */
export type SecretName = 'app-secret' | 'relay-key' | 'tokens';

export interface Secrets {
  read(shopId: ShopId, name: SecretName): string | undefined;
  has(shopId: ShopId, name: SecretName): boolean;
  write(shopId: ShopId, name: SecretName, value: string): void;
}

export function createSecrets(parts: {
  readonly database: Database;
  readonly vault: Vault;
  readonly clock: Clock;
}): Secrets {
  const { database, vault, clock } = parts;
  return {
    read(shopId, name) {
      const row = database.get<{ sealed: Uint8Array }>(
        `SELECT sealed FROM shop_secrets WHERE shop_id = ? AND name = ?`,
        [shopId, name],
      );
      return row && vault.open(row.sealed);
    },
    has: (shopId, name) =>
      database.get(`SELECT 1 FROM shop_secrets WHERE shop_id = ? AND name = ?`, [shopId, name]) !== undefined,
    write(shopId, name, value) {
      database.write((writer) =>
        writer.run(
          `INSERT INTO shop_secrets (shop_id, name, sealed, changed_at) VALUES (?, ?, ?, ?)
           ON CONFLICT (shop_id, name) DO UPDATE SET sealed = excluded.sealed, changed_at = excluded.changed_at`,
          [shopId, name, vault.seal(value), clock.now()],
        ),
      );
    },
  };
}
