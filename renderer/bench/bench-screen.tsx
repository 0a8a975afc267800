// The bench: one parcel fills the screen. Every scan goes to the station in order; the screen shows what it answers.

import { useEffect } from 'react';
import { useScans } from '../scanning/use-scans.ts';
import styles from './bench.module.css';
import { BenchEdge } from './bench-edge.tsx';
import { BenchFoot } from './bench-foot.tsx';
import { BenchIdle } from './bench-idle.tsx';
import { BenchInstruction } from './bench-instruction.tsx';
import { BenchLines } from './bench-lines.tsx';
import { type BenchLook, benchLooks } from './bench-look.ts';
import { BenchSide, DoorBand } from './bench-side.tsx';
import { acknowledge, openBench, scanAtBench, useBench } from './bench-store.ts';
import type { BenchView } from './bench-view.ts';
import { expectsAgain } from './view-changes.ts';

export function BenchScreen() {
  const { view, refusal, moved } = useBench();
  const needsAck = refusal !== null || view?.state.needsAck === true;
  const look: BenchLook = refusal
    ? { ...benchLooks.unknown, tone: 'stop' }
    : benchLooks[view?.state.kind ?? 'idle'];

  useEffect(() => {
    void openBench();
  }, []);
  useScans(
    (scan) => {
      scanAtBench(scan.code, scan.id);
      return true;
    },
    { expectsAgain: (code) => view !== null && expectsAgain(view, moved.keys, code) },
  );
  useAcknowledgeKey(needsAck);

  const total = view?.lines.reduce((sum, line) => sum + line.quantity, 0) ?? 0;
  const packed = view?.lines.reduce((sum, line) => sum + Math.min(line.packed, line.quantity), 0) ?? 0;
  const hasLines = view !== null && view.lines.length > 0;
  return (
    <section className={styles.bench} data-tone={look.tone} data-state={view?.state.kind}>
      <BenchEdge look={look} share={total === 0 ? 0 : packed / total} />
      <div className={styles.main}>
        <BenchInstruction view={view} look={look} refusal={refusal} />
        <div className={styles.work}>
          {hasLines ? <BenchLines lines={view.lines} takenOut={takenOut(view)} /> : <BenchIdle />}
          {hasLines && <BenchSide view={view} />}
        </div>
        <BenchFoot view={view} />
      </div>
      {view?.isDoorDelivery && <DoorBand />}
    </section>
  );
}

/** The lines a stop is about. */
function takenOut(view: BenchView): ReadonlySet<string> {
  if (view.state.kind !== 'take-out') return new Set();
  const held = view.state.verdict?.reasons.filter((reason) => reason.rule === 'merge.hold') ?? [];
  return new Set(held.flatMap((reason) => reason.lines.map((line) => line.lineId)));
}

/** Space takes note of what stands on the screen. No scanner sends one, so no scan can do it by accident. */
function useAcknowledgeKey(needsAck: boolean): void {
  useEffect(() => {
    if (!needsAck) return;
    function onKey(event: KeyboardEvent): void {
      const isTyping = event.target instanceof HTMLInputElement;
      if (event.key !== ' ' || isTyping || event.repeat) return;
      event.preventDefault();
      acknowledge();
    }
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [needsAck]);
}
