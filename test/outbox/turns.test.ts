import { expect, it } from 'vitest';
import { createTurns } from '../../main/outbox/turns.ts';

it('hears what came meanwhile between any two portions, and keeps their order', async () => {
  const takeTurn = createTurns();
  const heard: string[] = [];
  const portion = async (name: string) => {
    await takeTurn();
    heard.push(name);
    // As a scan: it comes with the next turn of the thread.
    setTimeout(() => heard.push(`after ${name}`), 0);
    const until = performance.now() + 3;
    while (performance.now() < until);
  };

  await Promise.all([portion('A'), portion('B'), portion('C')]);

  expect(heard).toEqual(['A', 'after A', 'B', 'after B', 'C']);
});
