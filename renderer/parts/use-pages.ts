// A long list of the station as pages, for VirtualTable. A new question keeps the old rows on screen until its first page is there.

import { useCallback, useEffect, useMemo, useReducer, useRef } from 'react';
import { createPageCache, type LoadPage, type PageCache } from './page-cache.ts';
import type { StationEvent } from './station.ts';
import { useRefreshOn } from './use-answer.ts';

/** `question` names what is asked (filter and search as text): another question is another list. */
export function usePages<Row>(
  question: string,
  load: LoadPage<Row>,
  options: { readonly refreshOn?: readonly StationEvent['kind'][]; readonly pageSize?: number } = {},
): PageCache<Row> & { readonly question: string } {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const latest = useRef(load);
  latest.current = load;
  const { pageSize } = options;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another question is another cache
  const asked = useMemo(() => {
    const present = latest.current;
    return createPageCache<Row>(present, redraw, pageSize);
  }, [question, pageSize]);
  // Also when its room comes back on screen: what happened meanwhile was not heard.
  useEffect(() => asked.reload(), [asked]);

  const shown = useRef(asked);
  if (asked.total() !== undefined || asked.refusal() !== null) shown.current = asked;
  const reload = useCallback(() => asked.reload(), [asked]);
  useRefreshOn((options.refreshOn ?? []).join(' '), reload);
  const present = shown.current;
  return useMemo(() => ({ ...present, question }), [present, question]);
}
