// Ticking lines of a picking list: by hand or by a scan, one piece a scan. The wave is picked when its last line is.

import type { Clock } from '../basics/clock.ts';
import type { WaveId } from '../basics/ids.ts';
import { normaliseCode } from '../basics/normalise-code.ts';
import { type Refusal, refuse } from '../basics/refusal.ts';
import type { Caller } from '../basics/request.ts';
import type { Writer } from '../database/database.ts';
import { listSkuCodesByScan } from '../goods/skus-table.ts';
import { recordAudit } from '../people/audit.ts';
import type { PickLineView, WaveState } from './wave.ts';
import { findWaveState, isPicked, listPickLines, setPicked, setWaveState } from './waves-table.ts';

export interface TickAsked {
  readonly waveId: WaveId;
  readonly position: number;
  /** Pieces that are picked now, in all; the whole line where nobody says. */
  readonly quantity?: number | undefined;
}

/** Refusals: `wave.unknown` (waveId), `wave.line-unknown` (position), `wave.line-too-many` (quantity, needed). */
export function tickLine(
  parts: { readonly clock: Clock },
  writer: Writer,
  asked: TickAsked,
  caller: Caller,
): PickLineView | Refusal {
  const { waveId, position } = asked;
  const state = findWaveState(writer, waveId);
  if (!state) return refuse('wave.unknown', { waveId });
  const lines = listPickLines(writer, waveId);
  const line = lines.find((each) => each.position === position);
  if (!line) return refuse('wave.line-unknown', { position });
  const pickedQuantity = asked.quantity ?? line.quantity;
  if (pickedQuantity > line.quantity) {
    return refuse('wave.line-too-many', { quantity: pickedQuantity, needed: line.quantity });
  }
  return savePicked(parts, writer, { waveId, state, lines }, { ...line, pickedQuantity }, caller);
}

export interface PickScanned {
  /** The line that was meant, also where nothing more of it is needed; null where the code means no line. */
  readonly line: PickLineView | null;
  readonly outcome: 'picked' | 'already' | 'not-here' | 'unknown';
}

/** One piece. Refusal: `wave.unknown` (waveId). */
export function scanPick(
  parts: { readonly clock: Clock },
  writer: Writer,
  asked: { readonly waveId: WaveId; readonly code: string },
  caller: Caller,
): PickScanned | Refusal {
  const { waveId } = asked;
  const state = findWaveState(writer, waveId);
  if (!state) return refuse('wave.unknown', { waveId });
  const code = normaliseCode(asked.code);
  const lines = listPickLines(writer, waveId);
  const known = new Set<string>(listSkuCodesByScan(writer, code));
  // A SKU that the goods list does not know is still found by its own code.
  const meant = lines.filter((line) => known.has(line.skuCode) || line.skuCode === code);
  if (meant.length === 0) return { line: null, outcome: known.size > 0 ? 'not-here' : 'unknown' };
  const open = meant.find((line) => !isPicked(line));
  if (!open) return { line: meant[0] ?? null, outcome: 'already' };
  const picked = { ...open, pickedQuantity: open.pickedQuantity + 1 };
  return { line: savePicked(parts, writer, { waveId, state, lines }, picked, caller), outcome: 'picked' };
}

interface WaveInHand {
  readonly waveId: WaveId;
  readonly state: WaveState;
  /** As they were before this tick. */
  readonly lines: readonly PickLineView[];
}

function savePicked(
  parts: { readonly clock: Clock },
  writer: Writer,
  wave: WaveInHand,
  line: PickLineView,
  caller: Caller,
): PickLineView {
  const at = parts.clock.now();
  const subject = { kind: 'wave', id: wave.waveId };
  const { position, pickedQuantity } = line;
  setPicked(writer, { waveId: wave.waveId, position, pickedQuantity }, { at, person: caller.person });
  const facts = { sku: line.skuCode, bin: line.binCode, picked: pickedQuantity, of: line.quantity };
  recordAudit(writer, parts.clock, caller, 'wave.line-picked', subject, facts);
  const isDone = wave.lines.every((each) => isPicked(each.position === position ? line : each));
  if (isDone && wave.state === 'released') {
    setWaveState(writer, wave.waveId, 'picked', at);
    recordAudit(writer, parts.clock, caller, 'wave.picked', subject);
  }
  if (!isDone && wave.state === 'picked') setWaveState(writer, wave.waveId, 'released', null);
  return line;
}
