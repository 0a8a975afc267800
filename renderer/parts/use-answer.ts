// What the station answers to one question, kept fresh: asked again when it says that something of these kinds happened.
// The old value stays on screen while the new one is on its way, and a burst of events is one new question.

import { useCallback, useEffect, useRef, useState } from 'react';
import {
  ask,
  onStationEvent,
  type Refused,
  type RequestAnswer,
  type RequestArgument,
  type RequestName,
  type StationEvent,
  takeAnswer,
} from './station.ts';

export interface Answer<Value> {
  readonly value: Value | undefined;
  readonly refusal: Refused | null;
  /** True until the first answer to the present question, and during each reload. */
  readonly isLoading: boolean;
  readonly reload: () => void;
}

/** Events that come closer together than this are one reason to ask again. */
const burstMs = 120;

/** `argument` null: nothing is asked. A changed argument asks at once; a late answer to an older question is dropped. */
export function useAnswer<Name extends RequestName>(
  name: Name,
  argument: RequestArgument<Name> | null,
  options: { readonly refreshOn?: readonly StationEvent['kind'][] } = {},
): Answer<RequestAnswer<Name>> {
  const question = argument === null ? null : JSON.stringify(argument);
  const [answer, setAnswer] = useState<{ value: RequestAnswer<Name> | undefined; refusal: Refused | null }>(
    () => ({ value: argument === null ? undefined : takeAnswer(name, argument), refusal: null }),
  );
  const [isLoading, setIsLoading] = useState(question !== null && answer.value === undefined);
  const asked = useRef(0);
  /** The question that needs not be asked, because its answer was there when the screen was first drawn. */
  const known = useRef(answer.value === undefined ? null : question);

  const reload = useCallback(() => {
    if (question === null) return;
    asked.current += 1;
    const mine = asked.current;
    setIsLoading(true);
    void ask(name, JSON.parse(question) as RequestArgument<Name>).then((reply) => {
      if (mine !== asked.current) return;
      setIsLoading(false);
      setAnswer((before) =>
        reply.ok ? { value: reply.value, refusal: null } : { value: before.value, refusal: reply.refusal },
      );
    });
  }, [name, question]);

  useEffect(() => {
    if (known.current !== question) reload();
    known.current = null;
    return () => {
      asked.current += 1;
    };
  }, [question, reload]);

  const kinds = (options.refreshOn ?? []).join(' ');
  useRefreshOn(kinds, reload);
  return { ...answer, isLoading, reload };
}

/** Calls `reload` once after each burst of events of these kinds (names joined by blanks). */
export function useRefreshOn(kinds: string, reload: () => void): void {
  useEffect(() => {
    if (kinds === '') return;
    const wanted = new Set(kinds.split(' '));
    let timer: ReturnType<typeof setTimeout> | undefined;
    let lastAt = 0;
    const stop = onStationEvent((event) => {
      if (!wanted.has(event.kind) || timer !== undefined) return;
      // The first event after a calm time is answered at once; the rest of a burst together, a little later.
      const wait = Math.max(0, lastAt + burstMs - performance.now());
      timer = setTimeout(() => {
        timer = undefined;
        lastAt = performance.now();
        reload();
      }, wait);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [kinds, reload]);
}
