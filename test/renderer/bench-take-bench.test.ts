// Two windows on one machine are two benches; a reload keeps its own.

import { expect, it } from 'vitest';
import { takeBench } from '../../renderer/bench/take-bench.ts';

function memory() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
}

/** Locks as the browser gives them out: held until the window that asked goes. */
function locks() {
  const held = new Set<string>();
  const request = async (name: string, options: LockOptions, take: (lock: Lock | null) => unknown) => {
    if (held.has(name)) {
      if (options.ifAvailable) return take(null);
      throw new Error('aborted');
    }
    held.add(name);
    return take({ name, mode: 'exclusive' });
  };
  return { held, manager: { request } as Pick<LockManager, 'request'> }; // the two calls that are made
}

it('makes two windows two benches', async () => {
  const machine = locks();

  const first = await takeBench({ locks: machine.manager, memory: memory() });
  const second = await takeBench({ locks: machine.manager, memory: memory() });

  expect([first, second]).toEqual(['bench-1', 'bench-2']);
});

it('keeps the bench of a window that is loaded again', async () => {
  const machine = locks();
  const ofTheWindow = memory();
  ofTheWindow.setItem('bench.id', 'bench-2');

  const again = await takeBench({ locks: machine.manager, memory: ofTheWindow });

  expect(again).toBe('bench-2');
});

it('takes another number when its own was taken meanwhile', async () => {
  const machine = locks();
  machine.held.add('bench-1');
  const ofTheWindow = memory();
  ofTheWindow.setItem('bench.id', 'bench-1');

  const benchId = await takeBench({ locks: machine.manager, memory: ofTheWindow });

  expect(benchId).toBe('bench-2');
});
