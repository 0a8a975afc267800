import { expect, it } from 'vitest';
import { followPages } from '../../renderer/printing/history-pages.ts';

/** `count` rows behind each other; hears which places were asked. */
function aList(count: number) {
  const asked: (number | null)[] = [];
  const load = followPages<number, number>(async (after, limit) => {
    asked.push(after);
    const first = after ?? 0;
    const rows = Array.from({ length: Math.min(limit, count - first) }, (_, index) => first + index);
    const next = first + rows.length < count ? first + rows.length : null;
    return { ok: true, value: { rows, next } };
  });
  return { load, asked };
}

it('is as long as what is known of it, and one page more while there is more', async () => {
  const { load } = aList(250);

  const first = await load(0, 100);
  const second = await load(100, 100);
  const third = await load(200, 100);

  expect(first).toMatchObject({ value: { total: 200 } });
  expect(second).toMatchObject({ value: { total: 300 } });
  expect(third).toMatchObject({ value: { total: 250, rows: expect.objectContaining({ length: 50 }) } });
});

it('asks for the pages before when one further down is wanted', async () => {
  const { load, asked } = aList(1_000);

  const page = await load(200, 100);

  expect(asked).toEqual([null, 100, 200]);
  expect(page).toMatchObject({ value: { rows: expect.arrayContaining([200, 299]) } });
});

it('answers nothing behind the end', async () => {
  const { load } = aList(30);

  const page = await load(100, 100);

  expect(page).toEqual({ ok: true, value: { rows: [], total: 30 } });
});
