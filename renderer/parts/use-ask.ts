// Asking for a change and seeing what became of it: pending while it runs, the refusal kept until the next try or until it is read.

import { useCallback, useEffect, useRef, useState } from 'react';
import { ask, type Refused, type RequestAnswer, type RequestArgument, type RequestName } from './station.ts';

export interface Asking<Name extends RequestName> {
  /** Answers the value, or undefined when it was refused (the refusal is then in `refusal`). */
  readonly send: (argument: RequestArgument<Name>) => Promise<RequestAnswer<Name> | undefined>;
  readonly isPending: boolean;
  readonly refusal: Refused | null;
  readonly forget: () => void;
}

export function useAsk<Name extends RequestName>(name: Name): Asking<Name> {
  const [isPending, setIsPending] = useState(false);
  const [refusal, setRefusal] = useState<Refused | null>(null);
  const isHere = useRef(true);

  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);

  const send = useCallback(
    async (argument: RequestArgument<Name>) => {
      setIsPending(true);
      setRefusal(null);
      const reply = await ask(name, argument);
      if (isHere.current) {
        setIsPending(false);
        if (!reply.ok) setRefusal(reply.refusal);
      }
      return reply.ok ? reply.value : undefined;
    },
    [name],
  );
  const forget = useCallback(() => setRefusal(null), []);
  return { send, isPending, refusal, forget };
}

/** A new id for a change: sent twice, it has the effect of once. */
export function newRequestId(): string {
  return crypto.randomUUID();
}
