// What supervisors have let through: one rule, for one parcel, in the version that spoke, on the facts it spoke of. When a
// fact or the rule changes, the reason has another fingerprint and the block stands again.

import { hash } from 'node:crypto';
import type { Reader, Writer } from '../database/database.ts';
import type { GuardFacts, GuardOrder, Reason, RuleId, Verdict } from './verdict.ts';

export interface Override {
  readonly overrideId: string;
  readonly parcelId: string;
  readonly rule: RuleId;
  readonly fingerprint: string;
  readonly reason: string;
  readonly grantedBy: string;
  readonly grantedAt: number;
}

/** Fake shipping and an order that is being cancelled: no supervisor decides that. */
const never: readonly RuleId[] = ['waybill.duplicate', 'merge.hold'];

export function canBeOverridden(rule: RuleId): boolean {
  return !never.includes(rule);
}

/** Which rule, in which version, about which facts, in whatever order they are read. Holds and states are not in it: they have rules of their own. */
export function fingerprintOf(
  reason: Reason,
  facts: Pick<GuardFacts, 'orders' | 'carrier' | 'waybill'>,
): string {
  const concerned = new Set(reason.lines.map((line) => line.orderId));
  const orders = facts.orders
    .filter((order) => concerned.has(order.orderId))
    .map((order) => JSON.stringify(factsOf(order)))
    .sort();
  const lines = reason.lines.map((line) => `${line.orderId} ${line.lineId} ${line.skuCode}`).sort();
  const told = Object.entries(reason.facts)
    .map(([name, fact]) => JSON.stringify([name, Array.isArray(fact) ? [...fact].sort() : fact]))
    .sort();
  const parcel = [facts.carrier, facts.waybill?.trackingNumber ?? null, facts.waybill?.source ?? null];
  return hash(
    'sha256',
    JSON.stringify([
      reason.rule,
      reason.validFrom,
      told,
      lines,
      orders,
      isOfWaybill(reason.rule) ? parcel : null,
    ]),
    'base64url',
  );
}

/** Only these look at the carrier and the number; for all others a label that is printed later is no news. */
function isOfWaybill(rule: RuleId): boolean {
  return rule === 'door.e-waybill' || rule === 'door.carrier';
}

function factsOf(order: GuardOrder) {
  const tags = order.tags.map((tag) => `${tag.key} ${tag.text}`).sort();
  const lines = order.lines
    .map(({ lineId, skuCode, quantity, isGift, giftOf, doorTag, isDoorBound }) =>
      JSON.stringify([lineId, skuCode, quantity, isGift, giftOf, doorTag, isDoorBound]),
    )
    .sort();
  return [order.orderId, order.shopId, order.doorTag, tags, order.recipientKey, order.ownPackage, lines];
}

/** The verdict with what was let through: the reason stays visible, it stops nobody. */
export function applyOverrides(
  reader: Reader,
  verdict: Verdict,
  facts: GuardFacts,
  parcelId: string | null | undefined,
): Verdict {
  if (verdict.verdict !== 'block' || !parcelId) return verdict;
  const granted = listOverrides(reader, parcelId);
  if (granted.length === 0) return verdict;
  const reasons = verdict.reasons.map((reason) => {
    if (reason.verdict !== 'block' || !canBeOverridden(reason.rule)) return reason;
    const fingerprint = fingerprintOf(reason, facts);
    const found = granted.find((each) => each.rule === reason.rule && each.fingerprint === fingerprint);
    if (!found) return reason;
    const { grantedBy: person, reason: why, grantedAt: at } = found;
    return { ...reason, verdict: 'overridden' as const, overridden: { person, why, at } };
  });
  const isBlocked = reasons.some((reason) => reason.verdict === 'block');
  const isWarned = reasons.some((reason) => reason.verdict === 'warn');
  return { ...verdict, reasons, verdict: isBlocked ? 'block' : isWarned ? 'warn' : 'allow' };
}

function listOverrides(reader: Reader, parcelId: string): Override[] {
  const rows = reader.all<{
    override_id: string;
    parcel_id: string;
    rule: RuleId;
    fingerprint: string;
    reason: string;
    granted_by: string;
    granted_at: number;
  }>(`SELECT * FROM overrides WHERE parcel_id = ?`, [parcelId]);
  return rows.map((row) => ({
    overrideId: row.override_id,
    parcelId: row.parcel_id,
    rule: row.rule,
    fingerprint: row.fingerprint,
    reason: row.reason,
    grantedBy: row.granted_by,
    grantedAt: row.granted_at,
  }));
}

export function addOverride(writer: Writer, override: Override): void {
  const { overrideId, parcelId, rule, fingerprint, reason, grantedBy, grantedAt } = override;
  writer.run(
    `INSERT INTO overrides (override_id, parcel_id, rule, fingerprint, reason, granted_by, granted_at)
     VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (parcel_id, rule, fingerprint) DO NOTHING`,
    [overrideId, parcelId, rule, fingerprint, reason, grantedBy, grantedAt],
  );
}
