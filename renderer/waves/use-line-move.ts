// A line on its way to another parcel: the guard's answer while it hovers, a question when the guard warns, its no when it blocks.

import { useCallback, useState } from 'react';
import type { Refused } from '../parts/station.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { moveLine, splitAsAdvised } from './move-line.ts';
import { verdictAsked } from './verdict-asked.ts';
import {
  type ChosenLine,
  type GroupView,
  groupKeyOf,
  letGo,
  type ParcelView,
  type Target,
  useWaves,
  type Verdict,
} from './waves-store.ts';

export interface LineMove {
  /** What the guard says about the chosen line in the parcel it hovers over; null while it is being asked. */
  readonly verdict: Verdict | null;
  /** The guard warned: the move waits for a yes or a no. */
  readonly isAsking: boolean;
  readonly refusal: Refused | null;
  /** The move that was refused, for a supervisor to let pass; null where nobody can. */
  readonly stopped: { readonly chosen: ChosenLine; readonly target: Target } | null;
  /** Let pass: the same move once more. */
  readonly moveAgain: () => void;
  readonly hover: (target: Target | null) => void;
  /** Drops the chosen line; nothing happens when it already lies there. */
  readonly drop: (target: Target) => void;
  readonly confirm: () => void;
  readonly leave: () => void;
  readonly splitLikeThis: (parcel: ParcelView, split: Verdict['split']) => void;
}

export function useLineMove(group: GroupView | undefined): LineMove {
  const { chosen, target } = useWaves();
  const [isAsking, setIsAsking] = useState(false);
  const [refusal, setRefusal] = useState<Refused | null>(null);
  const [stopped, setStopped] = useState<LineMove['stopped']>(null);
  const question = group && chosen && target ? verdictAsked(group.parcels, chosen, target) : null;
  const answer = useAnswer('parcels.judge', question);
  const [toldOf, setToldOf] = useState(group && groupKeyOf(group));
  const shown = group && groupKeyOf(group);
  if (toldOf !== shown) {
    // What was refused belongs to the recipient that was looked at then.
    setToldOf(shown);
    setRefusal(null);
    setStopped(null);
    setIsAsking(false);
  }
  const verdict = question && !answer.isLoading ? (answer.value ?? null) : null;

  const hover = useCallback((next: Target | null) => {
    setIsAsking(false);
    useWaves.setState({ target: next });
  }, []);

  const leave = useCallback(() => {
    setIsAsking(false);
    setRefusal(null);
    setStopped(null);
    letGo();
  }, []);

  const send = useCallback(async (to: Target, accepted: boolean) => {
    const inHand = useWaves.getState().chosen;
    if (!inHand || inHand.parcelId === to) return letGo();
    const no = await moveLine(inHand, to, accepted);
    if (no?.code === 'parcel.warned') return setIsAsking(true);
    setIsAsking(false);
    setRefusal(no);
    setStopped(no?.code === 'parcel.blocked' ? { chosen: inHand, target: to } : null);
    letGo();
  }, []);

  return {
    verdict,
    isAsking,
    refusal,
    stopped,
    moveAgain: () => {
      if (!stopped) return;
      useWaves.setState({ chosen: stopped.chosen, target: stopped.target, isMoving: false });
      setRefusal(null);
      void send(stopped.target, true);
    },
    hover,
    leave,
    drop: (to) => {
      setRefusal(null);
      useWaves.setState({ target: to, isMoving: false });
      void send(to, false);
    },
    confirm: () => {
      if (target) void send(target, true);
    },
    splitLikeThis: (parcel, split) => {
      setRefusal(null);
      void splitAsAdvised(parcel.parcelId, split).then(setRefusal);
    },
  };
}
