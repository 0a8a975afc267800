// Pages of a long list, asked for as it is scrolled. Old rows stay until new ones are there; what nobody looks at any more is let go.

import type { Reply } from '../../main/basics/request.ts';
import type { Refused } from './station.ts';

export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly total: number;
}
export type LoadPage<Row> = (offset: number, limit: number) => Promise<Reply<Page<Row>>>;

export interface PageCache<Row> {
  /** Undefined until the first answer. */
  total(): number | undefined;
  refusal(): Refused | null;
  rowAt(index: number): Row | undefined;
  /** These rows are on screen: they and their neighbours are fetched. */
  show(first: number, last: number): void;
  /** Everything may have changed: what is on screen is asked anew, the rest forgotten when that has come. */
  reload(): void;
  /** All rows from `first` to `last`, for a selection that reaches beyond what was seen. */
  rowsBetween(first: number, last: number): Promise<Row[]>;
  close(): void;
}

const pagesKept = 48;
const asksAtOnce = 4;

export function createPageCache<Row>(
  load: LoadPage<Row>,
  onChange: () => void,
  pageSize = 100,
): PageCache<Row> {
  const pages = new Map<number, { readonly rows: readonly Row[]; readonly generation: number }>();
  const asking = new Map<number, number>();
  let generation = 1;
  let total: number | undefined;
  let refusal: Refused | null = null;
  let visible: readonly [first: number, last: number] = [0, 0];
  let isGoingDown = true;
  let isClosed = false;

  function wanted(): number[] {
    const first = Math.floor(visible[0] / pageSize);
    const last = Math.floor(visible[1] / pageSize);
    const numbers: number[] = [];
    for (let number = first; number <= last; number += 1) numbers.push(number);
    // What lies ahead comes after what is seen, further ahead where it is scrolled to; then the page behind.
    const above = isGoingDown ? [first - 1] : [first - 1, first - 2, first - 3];
    const below = isGoingDown ? [last + 1, last + 2, last + 3] : [last + 1];
    const isThere = (number: number) => number >= 0 && (total === undefined || number * pageSize < total);
    numbers.push(...(isGoingDown ? [...below, ...above] : [...above, ...below]).filter(isThere));
    return total === undefined ? numbers.slice(0, 1) : numbers;
  }

  function fetchWanted(): void {
    for (const number of wanted()) {
      if (asking.size >= asksAtOnce) return;
      if (pages.get(number)?.generation === generation || asking.get(number) === generation) continue;
      if (asking.has(number)) continue;
      void fetchPage(number);
    }
  }

  async function fetchPage(number: number): Promise<void> {
    const mine = generation;
    asking.set(number, mine);
    const reply = await load(number * pageSize, pageSize);
    asking.delete(number);
    if (isClosed) return;
    if (!reply.ok) {
      refusal = reply.refusal;
      onChange();
      return;
    }
    refusal = null;
    if (mine === generation) {
      total = reply.value.total;
      pages.set(number, { rows: reply.value.rows, generation: mine });
      forgetFar();
      onChange();
    }
    fetchWanted();
  }

  function forgetFar(): void {
    const middle = Math.floor((visible[0] + visible[1]) / 2 / pageSize);
    if (pages.size <= pagesKept) return;
    const farthest = [...pages.keys()].sort((a, b) => Math.abs(b - middle) - Math.abs(a - middle));
    for (const number of farthest.slice(0, pages.size - pagesKept)) pages.delete(number);
  }

  return {
    total: () => total,
    refusal: () => refusal,
    rowAt: (index) => pages.get(Math.floor(index / pageSize))?.rows[index % pageSize],
    show(first, last) {
      if (first !== visible[0]) isGoingDown = first > visible[0];
      visible = [Math.max(0, first), Math.max(first, last)];
      fetchWanted();
    },
    reload() {
      generation += 1;
      const seen = new Set(wanted());
      for (const number of [...pages.keys()]) if (!seen.has(number)) pages.delete(number);
      fetchWanted();
    },
    async rowsBetween(first, last) {
      const rows: Row[] = [];
      for (let number = Math.floor(first / pageSize); number <= Math.floor(last / pageSize); number += 1) {
        const kept = pages.get(number)?.rows;
        const reply = kept ? null : await load(number * pageSize, pageSize);
        const page = kept ?? (reply?.ok ? reply.value.rows : []);
        for (const [index, row] of page.entries()) {
          const place = number * pageSize + index;
          if (place >= first && place <= last) rows.push(row);
        }
      }
      return rows;
    },
    close() {
      isClosed = true;
    },
  };
}
