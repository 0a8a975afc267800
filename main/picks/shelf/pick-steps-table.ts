// All SQL for the steps of picking: what can be undone, and what each person picked in an hour.

import type { WaveId } from '../../basics/ids.ts';
import type { Reader, Writer } from '../../database/database.ts';

export interface PickStep {
  readonly stepNo: number;
  readonly waveId: WaveId;
  readonly cartNo: number;
  readonly position: number;
  readonly kind: 'picked' | 'put-back' | 'skipped' | 'short';
  /** Null: over the slots of the line, in their order. */
  readonly slot: number | null;
  readonly pieces: number;
  /** The line's turn before it was put last. */
  readonly turn: number | null;
}

export function addStep(
  writer: Writer,
  step: Omit<PickStep, 'stepNo' | 'slot' | 'turn'> & Partial<Pick<PickStep, 'slot' | 'turn'>>,
  by: { readonly at: number; readonly person: string },
): void {
  writer.run(
    `INSERT INTO pick_steps (wave_id, cart_no, position, kind, slot, pieces, turn, at, person) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      step.waveId,
      step.cartNo,
      step.position,
      step.kind,
      step.slot ?? null,
      step.pieces,
      step.turn ?? null,
      by.at,
      by.person,
    ],
  );
}

/** The newest step of a cart that still stands. */
export function findLastStep(reader: Reader, waveId: WaveId, cartNo: number): PickStep | undefined {
  return reader.get<PickStep>(
    `SELECT step_no AS stepNo, wave_id AS waveId, cart_no AS cartNo, position, kind, slot, pieces, turn FROM pick_steps
     WHERE wave_id = ? AND cart_no = ? AND is_undone = 0 AND kind <> 'put-back' ORDER BY step_no DESC LIMIT 1`,
    [waveId, cartNo],
  );
}

export function setUndone(writer: Writer, stepNo: number): void {
  writer.run(`UPDATE pick_steps SET is_undone = 1 WHERE step_no = ?`, [stepNo]);
}

export interface PickedHour {
  readonly person: string;
  readonly hourAt: number;
  readonly pieces: number;
  readonly lines: number;
}

/** Pieces and lines by person and hour since then; what was undone or put back is not counted. */
export function listPickedHours(reader: Reader, fromAt: number): PickedHour[] {
  return reader.all<PickedHour>(
    `SELECT person, at - at % 3600000 AS hourAt, sum(pieces) AS pieces, count(DISTINCT wave_id || ' ' || position) AS lines
     FROM pick_steps WHERE at >= ? AND is_undone = 0 AND kind IN ('picked', 'put-back')
     GROUP BY person, hourAt ORDER BY person, hourAt`,
    [fromAt],
  );
}
