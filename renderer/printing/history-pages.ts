// A list that is handed out page by page behind a place, as a list with page numbers: pages are asked for one after the other, and the
// list is as long as what is known of it.

import type { Reply } from '../../main/basics/request.ts';
import type { LoadPage } from '../parts/page-cache.ts';

/** `load` answers at most `limit` rows behind `after`, and the place behind them; null is the end. */
export function followPages<Row, Place>(
  load: (
    after: Place | null,
    limit: number,
  ) => Promise<Reply<{ readonly rows: readonly Row[]; readonly next: Place | null }>>,
): LoadPage<Row> {
  const places: (Place | null)[] = [null];
  let known = 0;
  let end: number | null = null;

  async function loadPage(number: number, limit: number): ReturnType<LoadPage<Row>> {
    if (places[number] === undefined) {
      const before = await loadPage(number - 1, limit);
      if (!before.ok) return before;
      if (places[number] === undefined) return { ok: true, value: { rows: [], total: end ?? known } };
    }
    const reply = await load(places[number] ?? null, limit);
    if (!reply.ok) return reply;
    const { rows, next } = reply.value;
    const upTo = number * limit + rows.length;
    if (next === null) {
      end = upTo;
      places.length = number + 1;
    } else {
      places[number + 1] = next;
      if (end !== null && end <= upTo) end = null;
      // One page more than is known, so that the list can be scrolled into it.
      known = Math.max(known, upTo + limit);
    }
    return { ok: true, value: { rows, total: end ?? known } };
  }
  return (offset, limit) => loadPage(Math.floor(offset / limit), limit);
}
