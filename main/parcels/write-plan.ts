// Plans what is not planned yet and writes it down: proposals that have gone wrong since are planned anew, new lines join a
// proposal of the same recipient where they may, everything else becomes a proposal of its own. Runs in small
// transactions, so that a scan never waits for a plan.

import { assert } from '../basics/assert.ts';
import type { Clock } from '../basics/clock.ts';
import { newId, type ParcelId, type RandomBytes, type ShopId, type SkuCode } from '../basics/ids.ts';
import type { Caller } from '../basics/request.ts';
import type { Database, Reader, Writer } from '../database/database.ts';
import { listReasons, worstOf } from '../merges/judge-parcel.ts';
import { readRules } from '../merges/rules-in-force.ts';
import type { SeenLine } from '../merges/see-lines.ts';
import { recordAudit } from '../people/audit.ts';
import { type JoinableProposals, readJoinable } from './joinable-proposals.ts';
import { addParcel, addToParcel, refreshParcel } from './new-parcel.ts';
import { listParcels, setParcelState } from './parcels-table.ts';
import { type ProposedParcel, planParcels } from './plan-parcels.ts';
import { readLinesToPlan, type ToPlan } from './unplanned-lines.ts';
import { judgeParcels } from './view-parcel.ts';

export interface PlanParts {
  readonly database: Database;
  readonly clock: Pick<Clock, 'now'>;
  readonly random: RandomBytes;
  /** Whether somebody waits to write: then the plan commits what it has and steps aside. */
  readonly isWanted?: () => boolean;
}

export interface PlanCounts {
  /** Parcels that were proposed or grew. */
  readonly proposed: number;
  /** Those of them that somebody has to look at before they are accepted. */
  readonly warned: number;
  /** Orders that were left out because something holds them. */
  readonly blocked: number;
}

/** A transaction of this many costs least a parcel; whoever waits to write gets in after `leastAtOnce`. */
const mostAtOnce = 5_000;
const leastAtOnce = 100;
const checkedAtOnce = 500;

export function planOpenOrders(
  parts: PlanParts,
  person: Caller['person'],
  shopId: ShopId | null,
  tell: (done: number, total: number) => void = () => {},
): PlanCounts {
  const { database, clock } = parts;
  const plannedAt = clock.now();
  const still = { now: () => plannedAt };
  dissolveBrokenProposals(database, still, person, shopId);

  const rules = readRules(database, plannedAt);
  const { lines, orders } = readLinesToPlan(database, shopId);
  const { parcels, held } = planParcels(lines, rules);
  const plan: PlanInHand = {
    ...parts,
    plannedAt,
    joinable: readJoinable(database, rules, parcels),
    orders,
    weights: readWeights(database, parcels),
    // Rising ids are written side by side: far fewer pages of the file change than with ids in no order.
    ids: parcels.map(() => newId<ParcelId>('P', parts.random)).sort(),
  };
  let warned = 0;
  let done = 0;
  while (done < parcels.length) {
    database.write((writer) => {
      const begun = done;
      while (done < parcels.length && done - begun < mostAtOnce) {
        if (done - begun >= leastAtOnce && parts.isWanted?.()) break;
        const parcel = parcels[done];
        if (parcel) {
          const { seen, carrier } = writeProposal(plan, writer, parcel, done);
          if (worstOf(listReasons(seen, rules, { carrier })) === 'warn') warned += 1;
        }
        done += 1;
      }
      if (done >= parcels.length) {
        const facts = { proposed: parcels.length, warned };
        recordAudit(
          writer,
          still,
          { person },
          'parcels.planned',
          { kind: 'plan', id: String(plannedAt) },
          facts,
        );
      }
      writer.emit({ kind: 'parcels.changed' });
    });
    tell(done, parcels.length);
  }
  const blocked = new Set(held.map((line) => line.ref.orderKey)).size;
  return { proposed: parcels.length, warned, blocked };
}

interface PlanInHand extends PlanParts {
  readonly plannedAt: number;
  readonly joinable: JoinableProposals;
  readonly orders: ToPlan['orders'];
  readonly weights: ReadonlyMap<SkuCode, number | null>;
  readonly ids: readonly ParcelId[];
}

/** Answers everything that is in the proposal now: what was there already, and what came in. */
function writeProposal(
  plan: PlanInHand,
  writer: Writer,
  parcel: ProposedParcel,
  index: number,
): { readonly seen: readonly SeenLine[]; readonly carrier: string | null } {
  const joined = plan.joinable.find(parcel);
  if (joined) {
    for (const line of parcel.seen) addToParcel(writer, joined.parcelId, line.ref);
    refreshParcel(writer, joined.parcelId, joined.doorTag);
    return joined;
  }
  const parcelId = plan.ids[index];
  assert(parcelId, 'there is an id for each proposal');
  const summary = summarise(plan, parcel);
  addParcel(writer, {
    parcelId,
    shopId: parcel.shopId,
    recipientKey: parcel.recipientKey,
    state: 'proposed',
    doorTag: parcel.doorTag,
    ...summary,
    plannedAt: plan.plannedAt,
    lines: parcel.seen.map((line) => line.ref),
  });
  return { seen: parcel.seen, carrier: summary.carrier };
}

/** The earliest deadline, the carrier if all orders wish the same one, the weight if every SKU's is known. */
function summarise(plan: PlanInHand, parcel: ProposedParcel) {
  let dueAt: number | null = null;
  let carrier: string | null | undefined;
  let weightGrams: number | null = 0;
  for (const { ref, line } of parcel.seen) {
    const order = plan.orders.get(ref.orderKey);
    if (order?.dueAt != null && (dueAt === null || order.dueAt < dueAt)) dueAt = order.dueAt;
    const wished = order?.carrier ?? null;
    carrier = carrier === undefined || carrier === wished ? wished : null;
    const each = plan.weights.get(line.skuCode) ?? null;
    weightGrams = each === null || weightGrams === null ? null : weightGrams + each * ref.quantity;
  }
  return { dueAt, carrier: carrier ?? null, weightGrams };
}

function readWeights(reader: Reader, parcels: readonly ProposedParcel[]): Map<SkuCode, number | null> {
  const codes = new Set<SkuCode>();
  for (const parcel of parcels) for (const line of parcel.seen) codes.add(line.line.skuCode);
  const rows = reader.all<{ sku_code: string; weight_grams: number | null }>(
    `SELECT sku_code, weight_grams FROM skus WHERE sku_code IN (SELECT value FROM json_each(?))`,
    [JSON.stringify([...codes])],
  );
  return new Map(rows.map((row) => [row.sku_code as SkuCode, row.weight_grams])); // branded when it was taken in
}

/** Proposals the guard would not make any more: an order was cancelled, tagged, held, or its address changed since. */
function dissolveBrokenProposals(
  database: Database,
  clock: Pick<Clock, 'now'>,
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
  for (let start = 0; start < suspects.length; start += checkedAtOnce) {
    const parcels = listParcels(database, suspects.slice(start, start + checkedAtOnce));
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
