// Whether a person must look after a shop's link, and why. A network that is away for a while needs nobody; what only a person can put
// right is told at once, a long silence after a while, the end of a consent weeks before.

import { dayMs, minuteMs } from '../basics/clock.ts';
import type { Reader } from '../database/database.ts';
import { readSetting } from '../settings/settings-table.ts';
import { readConsentEnd } from './consents-table.ts';
import { readStep, type SetUpStep } from './set-up.ts';
import type { Shop } from './shops-table.ts';
import { findSync, type ShopSync } from './syncs-table.ts';

/**
 * - `not-finished`: its linking was begun and left.
 * - `stopped`: the platform will not let us in until a person does something.
 * - `silent`: it has not been reached for long.
 * - `consent-ended`, `consent-ending`: the main account authorises again.
 */
export type ShopTrouble = 'not-finished' | 'stopped' | 'silent' | 'consent-ended' | 'consent-ending';

/** Trying again puts none of these right. */
const needAPerson: readonly string[] = [
  'platform.re-authorise',
  'platform.no-secret',
  'platform.not-linked',
  'platform.address-not-allowed',
  'platform.address-to-add',
  'platform.secret-wrong',
  'platform.switched-off',
  'platform.scope-missing',
  'platform.refused-us',
  'platform.certificate',
  'platform.address',
  'platform.relay-refused',
  'platform.redirected',
];

export interface TroubleFacts {
  readonly step: SetUpStep;
  readonly fault: ShopSync['fault'];
  readonly consentEndsAt: number | null;
  readonly now: number;
  readonly silentMs: number;
  readonly warnMs: number;
}

export function troubleOf(facts: TroubleFacts): ShopTrouble | null {
  const { step, fault, consentEndsAt, now } = facts;
  if (step !== 'done') return 'not-finished';
  if (fault?.code === 'platform.re-authorise' || (consentEndsAt !== null && consentEndsAt <= now))
    return 'consent-ended';
  if (fault && needAPerson.includes(fault.code)) return 'stopped';
  if (fault && now - fault.at >= facts.silentMs) return 'silent';
  if (consentEndsAt !== null && consentEndsAt - now <= facts.warnMs) return 'consent-ending';
  return null;
}

export interface ShopStanding {
  readonly step: SetUpStep;
  readonly consentEndsAt: number | null;
  readonly trouble: ShopTrouble | null;
}

export function readStanding(
  reader: Reader,
  shop: Pick<Shop, 'shopId' | 'connection'>,
  now: number,
): ShopStanding {
  const step = readStep(reader, shop);
  const consentEndsAt = readConsentEnd(reader, shop.shopId);
  const trouble = troubleOf({
    step,
    fault: findSync(reader, shop.shopId)?.fault ?? null,
    consentEndsAt,
    now,
    silentMs: readSetting(reader, 'network.tellSilentMinutes') * minuteMs,
    warnMs: readSetting(reader, 'network.consentWarnDays') * dayMs,
  });
  return { step, consentEndsAt, trouble };
}
