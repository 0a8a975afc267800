import { describe, expect, it } from 'vitest';
import type { Reply } from '../../../main/basics/request.ts';
import { createPageCache, type Page } from '../../../renderer/parts/page-cache.ts';

/** A list of numbers behind a doorway that answers when the test says so. */
function aList(total: number) {
  const waiting: Array<{ offset: number; limit: number; answer: (reply: Reply<Page<string>>) => void }> = [];
  let version = 'a';
  return {
    waiting,
    change: (next: string) => {
      version = next;
    },
    load: (offset: number, limit: number) =>
      new Promise<Reply<Page<string>>>((answer) => waiting.push({ offset, limit, answer })),
    async answerAll() {
      while (waiting.length > 0) {
        for (const { offset, limit, answer } of waiting.splice(0)) {
          const length = Math.max(0, Math.min(limit, total - offset));
          const rows = Array.from({ length }, (_, index) => `${version}${offset + index}`);
          answer({ ok: true, value: { rows, total } });
        }
        await Promise.resolve();
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
  };
}

describe('pages of a long list', () => {
  it('are asked for where the list is looked at, and beside it', async () => {
    const list = aList(100_000);
    const pages = createPageCache(list.load, () => {});

    pages.show(0, 40);
    await list.answerAll();
    pages.show(50_000, 50_040);
    await list.answerAll();

    expect(pages.total()).toBe(100_000);
    expect(pages.rowAt(50_020)).toBe('a50020');
    expect(pages.rowAt(50_120)).toBe('a50120');
    expect(pages.rowAt(20_000)).toBeUndefined();
  });

  it('keep their old rows until the new ones are there', async () => {
    const list = aList(1_000);
    const pages = createPageCache(list.load, () => {});
    pages.show(0, 40);
    await list.answerAll();

    list.change('b');
    pages.reload();
    const during = pages.rowAt(3);
    await list.answerAll();

    expect(during).toBe('a3');
    expect(pages.rowAt(3)).toBe('b3');
  });

  it('give a whole range to a selection that reaches beyond what was seen', async () => {
    const list = aList(1_000);
    const pages = createPageCache(list.load, () => {});
    pages.show(0, 40);
    await list.answerAll();

    const range = pages.rowsBetween(90, 310);
    for (let round = 0; round < 5; round += 1) await list.answerAll();

    const rows = await range;
    expect(rows).toHaveLength(221);
    expect(rows[0]).toBe('a90');
    expect(rows.at(-1)).toBe('a310');
  });

  it('say a refusal instead of staying empty', async () => {
    const pages = createPageCache(
      async () => ({ ok: false as const, refusal: { code: 'station.unreachable', facts: {} } }),
      () => {},
    );

    pages.show(0, 10);
    await new Promise((resolve) => setImmediate(resolve));

    expect(pages.refusal()?.code).toBe('station.unreachable');
  });
});
