// Plans what is not planned yet and writes it down: proposals that have gone wrong since are planned anew, new lines join a
// proposal of the same recipient where they may, everything else becomes a proposal of its own. Runs in small
// transactions, so that a scan never waits for a plan.

import type { Clock } from '../basics/clock.ts';
import { newId, type ParcelId, type RandomBytes, type ShopId, type SkuCode } from '../basics/ids.ts';
import type { Caller } from '../basics/request.ts';
import type { Database, Reader, Writer } from '../database/database.ts';
import { listReasons, worstOf } from '../merges/judge-parcel.ts';
import { rulesAt } from '../merges/rule-data.ts';
import type { SeenLine } from '../merges/see-lines.ts';
import type { OrderKey } from '../orders/order.ts';
import { recordAudit } from '../people/audit.ts';
import { type JoinableProposals, readJoinable } from './joinable-proposals.ts';
import { addParcel, addToParcel, refreshParcel } from './new-parcel.ts';
import { listParcels, setParcelState } from './parcels-table.ts';
import { type ProposedParcel, planParcels } from './plan-parcels.ts';
import { readLinesToPlan } from './unplanned-lines.ts';
import { judgeParcels } from './view-parcel.ts';

export interface PlanParts {
  readonly database: Database;
  readonly clock: Pick<Clock, 'now'>;
  readonly random: RandomBytes;
}

export interface PlanCounts {
  /** Parcels that were proposed or grew. */
  readonly proposed: number;
  /** Those of them that somebody has to look at before they are accepted. */
  readonly warned: number;
  /** Orders that were left out because something holds them. */
  readonly blocked: number;
}

const parcelsATime = 500;

export function planOpenOrders(
  parts: PlanParts,
  person: Caller['person'],
  shopId: ShopId | null,
  tell: (done: number, total: number) => void = () => {},
): PlanCounts {
  const { database, clock } = parts;
  const clockOfPlan = { ...clock, now: () => plannedAt, after: () => () => {} };
  const plannedAt = clock.now();
  dissolveBrokenProposals(database, clockOfPlan, person, shopId);

  const rules = rulesAt(plannedAt);
  const lines = readLinesToPlan(database, shopId);
  const { parcels, held } = planParcels(lines, rules);
  const joinable = readJoinable(database, rules, parcels);
  const words = readPlanWords(database, parcels);
  let warned = 0;
  for (let start = 0; start < parcels.length; start += parcelsATime) {
    const some = parcels.slice(start, start + parcelsATime);
    database.write((writer) => {
      for (const parcel of some) {
        const seen = writeProposal(parts, writer, plannedAt, parcel, joinable, words);
        if (worstOf(listReasons(seen)) === 'warn') warned += 1;
      }
      if (start + parcelsATime >= parcels.length) {
        const facts = { proposed: parcels.length, warned };
        recordAudit(
          writer,
          clockOfPlan,
          { person },
          'parcels.planned',
          { kind: 'plan', id: String(plannedAt) },
          facts,
        );
      }
      writer.emit({ kind: 'parcels.changed' });
    });
    tell(Math.min(start + parcelsATime, parcels.length), parcels.length);
  }
  const blocked = new Set(held.map((line) => line.ref.orderKey)).size;
  return { proposed: parcels.length, warned, blocked };
}

/** Answers everything that is in the proposal now: what was there already, and what came in. */
function writeProposal(
  parts: PlanParts,
  writer: Writer,
  plannedAt: number,
  parcel: ProposedParcel,
  joinable: JoinableProposals,
  words: PlanWords,
): readonly SeenLine[] {
  const joined = joinable.find(parcel);
  if (joined) {
    for (const line of parcel.seen) addToParcel(writer, joined.parcelId, line.ref);
    refreshParcel(writer, joined.parcelId, joined.doorTag);
    return joined.seen;
  }
  addParcel(writer, {
    parcelId: newId<ParcelId>('P', parts.random),
    shopId: parcel.shopId,
    recipientKey: parcel.recipientKey,
    state: 'proposed',
    doorTag: parcel.doorTag,
    carrier: words.carrierOf(parcel),
    dueAt: words.dueOf(parcel),
    weightGrams: words.weightOf(parcel),
    plannedAt,
    lines: parcel.seen.map((line) => line.ref),
  });
  return parcel.seen;
}

/** Proposals the guard would not make any more: an order was cancelled, tagged, held, or its address changed since. */
function dissolveBrokenProposals(
  database: Database,
  clock: Clock,
  person: string,
  shopId: ShopId | null,
): void {
  const suspects = database
    .all<{ parcel_id: string }>(
      `SELECT DISTINCT parcels.parcel_id FROM parcels JOIN parcel_lines USING (parcel_id)
         JOIN orders USING (order_key)
         JOIN order_lines ON order_lines.order_key = parcel_lines.order_key AND order_lines.line_id = parcel_lines.line_id
         LEFT JOIN skus ON skus.sku_code = order_lines.sku_code
       WHERE parcels.state = 'proposed' AND (:shopId IS NULL OR parcels.shop_id = :shopId)
         AND (orders.changed_at >= parcels.planned_at OR skus.changed_at >= parcels.planned_at)
       ORDER BY parcels.parcel_id`,
      { shopId },
    )
    .map((row) => row.parcel_id as ParcelId);
  for (let start = 0; start < suspects.length; start += parcelsATime) {
    const parcels = listParcels(database, suspects.slice(start, start + parcelsATime));
    const verdicts = judgeParcels(database, clock, parcels);
    const broken = parcels.filter((parcel) => verdicts.get(parcel.parcelId)?.verdict === 'block');
    if (broken.length === 0) continue;
    database.write((writer) => {
      for (const { parcelId } of broken) {
        setParcelState(writer, parcelId, 'dissolved');
        const rules = verdicts.get(parcelId)?.reasons.map((reason) => reason.rule) ?? [];
        recordAudit(
          writer,
          clock,
          { person },
          'parcel.dissolved',
          { kind: 'parcel', id: parcelId },
          { rules },
        );
      }
    });
  }
}

interface PlanWords {
  carrierOf(parcel: ProposedParcel): string | null;
  dueOf(parcel: ProposedParcel): number | null;
  weightOf(parcel: ProposedParcel): number | null;
}

/** Deadlines, wished carriers and weights of everything that is planned now, read once. */
function readPlanWords(reader: Reader, parcels: readonly ProposedParcel[]): PlanWords {
  const keys = new Set<OrderKey>();
  const codes = new Set<SkuCode>();
  for (const parcel of parcels) {
    for (const line of parcel.seen) {
      keys.add(line.ref.orderKey);
      codes.add(line.line.skuCode);
    }
  }
  const orders = new Map(
    reader
      .all<{ order_key: number; due_at: number | null; carrier: string | null }>(
        `SELECT order_key, due_at, carrier FROM orders WHERE order_key IN (SELECT value FROM json_each(?))`,
        [JSON.stringify([...keys])],
      )
      .map((row) => [row.order_key, row]),
  );
  const weights = new Map(
    reader
      .all<{ sku_code: string; weight_grams: number | null }>(
        `SELECT sku_code, weight_grams FROM skus WHERE sku_code IN (SELECT value FROM json_each(?))`,
        [JSON.stringify([...codes])],
      )
      .map((row) => [row.sku_code, row.weight_grams]),
  );
  const ordersOf = (parcel: ProposedParcel) =>
    parcel.seen.flatMap((line) => orders.get(line.ref.orderKey) ?? []);
  return {
    carrierOf(parcel) {
      const carriers = new Set(ordersOf(parcel).map((order) => order.carrier));
      return carriers.size === 1 ? ([...carriers][0] ?? null) : null;
    },
    dueOf(parcel) {
      const dues = ordersOf(parcel).flatMap((order) => order.due_at ?? []);
      return dues.length > 0 ? dues.reduce((a, b) => Math.min(a, b)) : null;
    },
    weightOf(parcel) {
      let grams = 0;
      for (const line of parcel.seen) {
        const each = weights.get(line.line.skuCode) ?? null;
        if (each === null) return null;
        grams += each * line.ref.quantity;
      }
      return grams;
    },
  };
}
