// Scans reach the station in order, each once, whatever the way there does.

import { describe, expect, it } from 'vitest';
import { createQueueMemory } from '../../renderer/bench/queue-memory.ts';
import { createScanQueue, type WaitingDeed } from '../../renderer/bench/scan-queue.ts';
import { fc } from '../builders/laws.ts';
import { settle } from '../builders/moved-clock.ts';

const scan = (id: string, code = `code-${id}`): WaitingDeed => ({ id, kind: 'scan', code });

/** A window's storage that outlives the window. */
function storage() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
}

/** A station that loses the first `losses` answers after having taken the scan. */
function window(losses: number, store = storage()) {
  const arrived: string[] = [];
  const answered: string[] = [];
  const pauses: (() => void)[] = [];
  let left = losses;
  const queue = createScanQueue<string>({
    send: async (deed) => {
      arrived.push(deed.id);
      if (left > 0) {
        left -= 1;
        throw new Error('no answer came');
      }
      return 'taken';
    },
    answered: (deed) => answered.push(deed.id),
    changed: () => {},
    memory: createQueueMemory(store, 'bench-1'),
    after: (_delayMs, work) => {
      pauses.push(work);
      return () => pauses.splice(pauses.indexOf(work), 1);
    },
  });
  async function run(): Promise<void> {
    await settle();
    for (let pause = pauses.shift(); pause; pause = pauses.shift()) {
      pause();
      await settle();
    }
  }
  return { queue, arrived, answered, run, store };
}

describe('the scan queue', () => {
  it('answers scans in the order in which they were made', async () => {
    const bench = window(0);
    bench.queue.start();

    for (const id of ['1', '2', '3']) bench.queue.add(scan(id));
    await bench.run();

    expect(bench.answered).toEqual(['1', '2', '3']);
    expect(bench.queue.waiting()).toEqual([]);
  });

  it('sends the same scan again with its own id when no answer came, and nothing overtakes it', async () => {
    const bench = window(2);
    bench.queue.start();

    bench.queue.add(scan('1'));
    bench.queue.add(scan('2'));
    await bench.run();

    expect(bench.arrived).toEqual(['1', '1', '1', '2']);
    expect(bench.answered).toEqual(['1', '2']);
  });

  it('takes two scans of one code as two scans, and one scan handed in twice as one', async () => {
    const bench = window(0);
    bench.queue.start();

    bench.queue.add(scan('1', 'SKU-A'));
    bench.queue.add(scan('2', 'SKU-A'));
    bench.queue.add(scan('2', 'SKU-A'));
    await bench.run();

    expect(bench.answered).toEqual(['1', '2']);
  });

  it('keeps what waits when the window goes, and sends it from the next one', async () => {
    const first = window(1);
    first.queue.start();
    first.queue.add(scan('1'));
    first.queue.add(scan('2'));
    await settle();
    first.queue.stop();

    const next = window(0, first.store);
    next.queue.start();
    await next.run();

    expect(next.answered).toEqual(['1', '2']);
  });

  it('starts empty when what was kept cannot be read', () => {
    const store = storage();
    store.setItem('bench.bench-1.waiting', '{"half');

    const bench = window(0, store);

    expect(bench.queue.waiting()).toEqual([]);
  });

  it('never drops and never reorders, however many answers are lost', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 0, max: 20 }),
        async (count, losses) => {
          const bench = window(losses);
          bench.queue.start();
          const ids = Array.from({ length: count }, (_, index) => String(index));

          for (const id of ids) bench.queue.add(scan(id));
          await bench.run();

          expect(bench.answered).toEqual(ids);
        },
      ),
      { numRuns: 60 },
    );
  });
});
