// One scan: one transaction, durable before it is answered. The scan, what it counted, what the bench now remembers, the packed parcel
// and the shipment owed for it are saved together or not at all; the same scan id twice is one scan with one answer.

import type { Caller } from '../basics/request.ts';
import type { Database, Writer } from '../database/database.ts';
import { applyEffects, type BenchParts } from './apply-effects.ts';
import { type Bench, calmOf, isAlarm } from './bench-state.ts';
import type { BenchScan, BenchStep } from './bench-step.ts';
import { addScan, findScanAnswer, readBench, saveBench, saveScanAnswer } from './benches-table.ts';
import { readBenchFacts, readScan } from './read-bench-facts.ts';
import { cutForDisplay } from './resolve-code.ts';
import { stepBench } from './step-bench.ts';
import { type BenchView, viewBench } from './view-bench.ts';

export interface ScanAtBench {
  readonly benchId: string;
  readonly scanId: string;
  readonly code: string;
}

export function scanAtBench(
  parts: BenchParts & { readonly database: Database },
  caller: Caller,
  { benchId, scanId, code }: ScanAtBench,
): BenchView {
  return parts.database.write((writer) => {
    const known = findScanAnswer(writer, scanId);
    if (known) {
      if (known.answerJson === '') return viewBench(writer, parts.clock, benchId);
      return JSON.parse(known.answerJson) as BenchView; // written below
    }
    const bench = readBench(writer, benchId);
    const scan = readScan(writer, parts.clock, code);
    const step = takeStep(parts, writer, caller, benchId, bench, scan);
    addScan(writer, {
      scanId,
      benchId,
      at: parts.clock.now(),
      rawCode: cutForDisplay(code),
      outcome: step.outcome,
      parcelId: parcelIdOf(bench, step, scan),
      skuCode: scan.kind === 'item' ? (scan.skuCodes[0] ?? null) : null,
      person: caller.person,
    });
    const view = viewBench(writer, parts.clock, benchId);
    saveScanAnswer(writer, benchId, scanId, JSON.stringify(view));
    return view;
  });
}

function takeStep(
  parts: BenchParts,
  writer: Writer,
  caller: Caller,
  benchId: string,
  bench: Bench,
  scan: BenchScan,
): BenchStep {
  const facts = readBenchFacts(
    writer,
    parts.clock,
    benchId,
    bench,
    scan,
    parts.settings.get('bench.sealOnLastItem'),
  );
  const step = stepBench(bench, scan, facts);
  const note = applyEffects(parts, writer, caller, benchId, step.effects);
  saveBench(writer, benchId, note ? { ...step.bench, note } : step.bench, parts.clock.now());
  return step;
}

/** The parcel a scan belongs to, for its story: the one scanned, else the one open before, else the one open now. */
function parcelIdOf(before: Bench, step: BenchStep, scan: BenchScan): string | null {
  if (scan.kind === 'parcel') return scan.parcel.parcelId;
  const [was, is] = [calmOf(before.state), calmOf(step.bench.state)];
  if ('parcelId' in was) return was.parcelId;
  return 'parcelId' in is ? is.parcelId : null;
}

/** True while the bench waits for an acknowledgement. */
export function isLatched(bench: Bench): boolean {
  return isAlarm(bench.state) || (bench.state.kind === 'open' && bench.state.isToConfirm);
}
