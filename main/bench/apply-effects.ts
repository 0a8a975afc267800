// What a step of the bench does to the parcel, inside the scan's own transaction. Counters can neither pass their line nor fall below
// nothing, and a parcel is sealed only with exactly its lines: the statements themselves refuse it.

import { assert } from '../basics/assert.ts';
import type { Clock } from '../basics/clock.ts';
import type { ParcelId } from '../basics/ids.ts';
import { isRefusal } from '../basics/refusal.ts';
import type { Caller } from '../basics/request.ts';
import type { Writer } from '../database/database.ts';
import { confirmLabelByScan } from '../labels/confirm-label.ts';
import { labelCodeOf } from '../labels/label-code.ts';
import { findLiveLabel } from '../labels/labels-table.ts';
import { pullParcel } from '../labels/pull-parcel.ts';
import { type RelabelParts, relabelParcel } from '../labels/relabel-parcel.ts';
import { findDebtOf, settleDebt } from '../outbox/outbox-table.ts';
import { refreshParcel, takeFromParcel } from '../parcels/new-parcel.ts';
import { readDoorTag } from '../parcels/parcel-door-tag.ts';
import { giveBackToStock, takeFromStock } from '../parcels/parcel-stock.ts';
import { getParcel, setParcelState } from '../parcels/parcels-table.ts';
import { refsOf } from '../parcels/view-parcel.ts';
import { recordAudit } from '../people/audit.ts';
import { countPacked } from '../picks/shelf/count-packed.ts';
import type { Settings } from '../settings/settings-table.ts';
import { oweShipment, type ShipmentParts } from '../shipping/owe-shipment.ts';
import type { BenchEffect, Instruction, LineName } from './bench-state.ts';
import { takeInLines } from './take-in-lines.ts';

export interface BenchParts extends ShipmentParts, RelabelParts {
  readonly clock: Clock;
  readonly settings: Settings;
}

/** Answers what the packer must be told besides: that the shipment could not be owed yet. */
export function applyEffects(
  parts: BenchParts,
  writer: Writer,
  caller: Caller,
  benchId: string,
  effects: readonly BenchEffect[],
): Instruction | null {
  let note: Instruction | null = null;
  for (const effect of effects) note = applyEffect(parts, writer, caller, benchId, effect) ?? note;
  return note;
}

function applyEffect(
  parts: BenchParts,
  writer: Writer,
  caller: Caller,
  benchId: string,
  effect: BenchEffect,
): Instruction | null {
  const { parcelId } = effect;
  const audit = (verb: string, facts: Record<string, string | number | readonly string[]> = {}) =>
    recordAudit(writer, parts.clock, caller, verb, { kind: 'parcel', id: parcelId }, { benchId, ...facts });
  switch (effect.kind) {
    case 'open':
      setParcelState(writer, parcelId, 'open');
      writer.run(`UPDATE parcels SET opened_at = ? WHERE parcel_id = ?`, [parts.clock.now(), parcelId]);
      audit('parcel.opened');
      return null;
    case 'close':
      setParcelState(writer, parcelId, getParcel(writer, parcelId).waveId === null ? 'planned' : 'released');
      audit('parcel.put-aside');
      return null;
    case 'count':
      countPieces(writer, parcelId, effect.line, effect.by);
      return null;
    case 'seal':
      return sealParcel(parts, writer, caller, parcelId, audit);
    case 'reopen':
      withdrawShipment(writer, parts.clock, parcelId);
      giveBackToStock(writer, parcelId);
      setParcelState(writer, parcelId, 'open');
      writer.run(`UPDATE parcels SET packed_at = NULL, packed_by = NULL WHERE parcel_id = ?`, [parcelId]);
      audit('parcel.reopened');
      return null;
    case 'take-out': {
      for (const line of getParcel(writer, parcelId).lines) {
        const taken = effect.lines.find(
          (one) => one.orderKey === line.orderKey && one.lineId === line.lineId,
        );
        if (!taken) continue;
        takeFromParcel(writer, parcelId, { ...line, quantity: taken.pieces });
        const stays = Math.max(0, line.quantity - taken.pieces);
        audit('parcel.line-taken-out', {
          orderId: line.orderId,
          skuCode: line.skuCode,
          quantity: Math.min(taken.pieces, line.quantity),
          // Packed pieces beyond what stays were not scanned out: somebody pressed that they are out.
          unscanned: Math.max(0, line.packedQuantity - stays),
        });
      }
      const left = refsOf(getParcel(writer, parcelId));
      refreshParcel(writer, parcelId, readDoorTag(writer, parts.clock, left));
      writer.emit({ kind: 'parcels.changed' });
      const relabelled = relabelParcel(parts, writer, parcelId, 'taken-out', caller);
      return relabelled && { code: 'new-label', facts: { printer: relabelled.printer } };
    }
    case 'pull': {
      const unscanned = getParcel(writer, parcelId).lines.reduce((sum, line) => sum + line.packedQuantity, 0);
      pullParcel(parts, writer, parcelId, effect.reason, caller, { benchId, unscanned });
      return null;
    }
    case 'take-in': {
      const relabelled = takeInLines(parts, writer, caller, parcelId, effect.beside);
      return relabelled && { code: 'new-label', facts: { printer: relabelled.printer } };
    }
    case 'confirm-label': {
      const live = findLiveLabel(writer, parcelId);
      if (live) confirmLabelByScan(writer, parts.clock, labelCodeOf(live));
      return null;
    }
  }
}

function countPieces(writer: Writer, parcelId: ParcelId, line: LineName, by: number): void {
  const { changes } = writer.run(
    `UPDATE parcel_lines SET packed_quantity = packed_quantity + :by
     WHERE parcel_id = :parcelId AND order_key = :orderKey AND line_id = :lineId
       AND packed_quantity + :by BETWEEN 0 AND quantity`,
    { by, parcelId, orderKey: line.orderKey, lineId: line.lineId },
  );
  assert(changes === 1, 'never more pieces are packed than the line has, never fewer than none');
}

function sealParcel(
  parts: BenchParts,
  writer: Writer,
  caller: Caller,
  parcelId: ParcelId,
  audit: (verb: string, facts: Record<string, number | readonly string[]>) => void,
): Instruction | null {
  const counts = writer.get<{ pieces: number; wrong: number }>(
    `SELECT sum(quantity) AS pieces, sum(packed_quantity <> quantity) AS wrong FROM parcel_lines WHERE parcel_id = ?`,
    [parcelId],
  );
  assert(counts && counts.wrong === 0, 'a parcel is sealed with exactly its lines');
  setParcelState(writer, parcelId, 'packed');
  writer.run(`UPDATE parcels SET packed_at = ?, packed_by = ? WHERE parcel_id = ?`, [
    parts.clock.now(),
    caller.person,
    parcelId,
  ]);
  // More packed than was counted: the shelf held more than its number said. Today and the next wave say so until it is counted anew.
  countPacked(parts, writer, parcelId, caller);
  const miscounted = takeFromStock(writer, parcelId).map(({ skuCode }) => skuCode as string);
  audit('parcel.packed', { pieces: counts.pieces, ...(miscounted.length > 0 && { miscounted }) });
  if (!parts.settings.get('shipping.whenPacked')) return null;
  const owed = oweShipment(parts, writer, parcelId, caller);
  // The parcel is packed all the same; what stands in the way of shipping it is said here and on the shipping screen.
  return isRefusal(owed) ? { code: 'not-shipped-yet', facts: { reason: owed.code, ...owed.facts } } : null;
}

function withdrawShipment(writer: Writer, clock: Clock, parcelId: ParcelId): void {
  const debt = findDebtOf(writer, 'shipment', parcelId);
  if (!debt || debt.state === 'withdrawn') return;
  assert(debt.state !== 'sending' && debt.state !== 'done', 'what the platform may have is not taken back');
  const said = { code: 'bench.reopened', words: '' };
  settleDebt(writer, debt.outboxNo, 'withdrawn', said, clock.now());
}
