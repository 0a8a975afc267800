// What the bench of this window shows: the station's last answer, what waits to be answered, and which row just moved.
// Decides nothing: every scan and press goes to the station in order and comes back as the next view.

import { create } from 'zustand';
import { ask, onStationEvent, type Refused } from '../parts/station.ts';
import { newRequestId } from '../parts/use-ask.ts';
import { acknowledgeSignal, playSignal } from '../scanning/signals.ts';
import type { BenchAction, BenchView } from './bench-view.ts';
import { createQueueMemory } from './queue-memory.ts';
import { createScanQueue, type ScanQueue, type WaitingDeed } from './scan-queue.ts';
import { speakUp } from './speak-up.ts';
import { takeBench } from './take-bench.ts';
import { movedLines } from './view-changes.ts';

export interface BenchShown {
  readonly benchId: string | null;
  readonly view: BenchView | null;
  /** Scans and presses that the station has not answered yet. */
  readonly waiting: readonly WaitingDeed[];
  /** True while the station gives no answer and the oldest one is sent again. */
  readonly isRepeating: boolean;
  /** The station would not take the last scan or press; stays until it is read. */
  readonly refusal: Refused | null;
  /** The rows that the last answer moved, and a number that grows with each answer so that the same row flashes again. */
  readonly moved: { readonly keys: readonly string[]; readonly turn: number };
}

export const useBench = create<BenchShown>(() => ({
  benchId: null,
  view: null,
  waiting: [],
  isRepeating: false,
  refusal: null,
  moved: { keys: [], turn: 0 },
}));

type Answered = Awaited<ReturnType<typeof askFor>>;

let queue: ScanQueue | null = null;
let opening: Promise<void> | null = null;

/** Finds out which bench this window is and shows what lies on it. Called by every visit of the screen; works once. */
export function openBench(): Promise<void> {
  opening ??= open();
  return opening;
}

async function open(): Promise<void> {
  const benchId = await takeBench({ locks: navigator.locks, memory: sessionStorage });
  useBench.setState({ benchId });
  queue = createScanQueue<Answered>({
    send: async (deed) => {
      const reply = await askFor(benchId, deed);
      if (!reply.ok && reply.refusal.code === 'station.unreachable') throw new Error('no answer came');
      return reply;
    },
    answered: (_deed, reply) => {
      if (reply.ok) show(reply.value, true);
      else {
        useBench.setState({ refusal: reply.refusal });
        playSignal('stop');
      }
    },
    changed: (waiting, isRepeating) => useBench.setState({ waiting, isRepeating }),
    memory: createQueueMemory(localStorage, benchId),
    after: (delayMs, work) => {
      const timer = setTimeout(work, delayMs);
      return () => clearTimeout(timer);
    },
  });
  useBench.setState({ waiting: queue.waiting() });
  await readBench();
  queue.start();
  onStationEvent((event) => {
    const isOurs = event.kind === 'bench.changed' && event.benchId === benchId;
    if (isOurs || event.kind === 'station.changed') void readBench();
  });
}

function askFor(benchId: string, deed: WaitingDeed) {
  switch (deed.kind) {
    case 'scan':
      return ask('bench.scan', { benchId, scanId: deed.id, code: deed.code });
    case 'act': {
      const action = deed.code as BenchAction; // only `press` makes these, from the station's own list
      return ask('bench.act', { benchId, action, requestId: deed.id });
    }
    case 'acknowledge':
      return ask('bench.acknowledge', { benchId, requestId: deed.id });
  }
}

async function readBench(): Promise<void> {
  const { benchId, waiting } = useBench.getState();
  // An answer to a waiting scan is newer than anything read now.
  if (!benchId || waiting.length > 0) return;
  const reply = await ask('bench.read', { benchId });
  if (useBench.getState().waiting.length > 0) return;
  if (reply.ok) show(reply.value, false);
  else useBench.setState({ refusal: reply.refusal });
}

function show(view: BenchView, isAnswer: boolean): void {
  const before = useBench.getState();
  const keys = isAnswer ? movedLines(before.view?.lines ?? [], view.lines) : [];
  // Sound first: it must be heard within 100 ms of the scan, drawing may take a frame more.
  if (isAnswer && view.sound) playSignal(view.sound);
  useBench.setState({
    view,
    refusal: isAnswer ? null : before.refusal,
    moved: isAnswer ? { keys, turn: before.moved.turn + 1 } : before.moved,
  });
  if (isAnswer) speakUp(before.view, view);
}

/** One physical scan: one id, made here. */
export function scanAtBench(code: string, scanId: string = newRequestId()): void {
  queue?.add({ id: scanId, kind: 'scan', code });
}

export function pressAtBench(action: BenchAction): void {
  queue?.add({ id: newRequestId(), kind: 'act', code: action });
}

/** Takes note of what stands on the screen, so that the next scan counts again. */
export function acknowledge(): void {
  acknowledgeSignal();
  if (useBench.getState().refusal) useBench.setState({ refusal: null });
  else queue?.add({ id: newRequestId(), kind: 'acknowledge', code: '' });
}
