// The one way from the screens to the station: ask for something, hear what happened. Typed by the station's own table of requests.

import type { RequestAnswer, RequestArgument, RequestName } from '../../main/api.ts';
import type { StationEvent } from '../../main/basics/events.ts';
import type { Reply } from '../../main/basics/request.ts';
import { call, on } from '../../preload/bridge.ts';

export type { RequestAnswer, RequestArgument, RequestName, StationEvent };
export type Refused = Extract<Reply<never>, { ok: false }>['refusal'];

/** Asks the station. Never throws: a doorway that is gone is a refusal like any other (`station.unreachable`). */
export async function ask<Name extends RequestName>(
  name: Name,
  argument: RequestArgument<Name>,
): Promise<Reply<RequestAnswer<Name>>> {
  const question = JSON.stringify([name, argument]);
  const early = ahead.get(question);
  ahead.delete(question);
  const isFresh = early !== undefined && performance.now() - early.askedAt < freshMs;
  const reply = await (isFresh ? early.reply : callByName(name, argument));
  if (!reply.ok) for (const hear of refusalListeners) hear(reply.refusal);
  return reply as Reply<RequestAnswer<Name>>; // the station answers each name with its own type
}

const refusalListeners = new Set<(refusal: Refused) => void>();

/** Hears every refusal besides whoever asked: a window that was locked meanwhile shows it whatever was pressed. */
export function onRefusal(listener: (refusal: Refused) => void): () => void {
  refusalListeners.add(listener);
  return () => refusalListeners.delete(listener);
}

const callByName = call as (name: string, argument: unknown) => Promise<Reply<unknown>>; // `ask` and `askAhead` are typed
interface Ahead {
  readonly askedAt: number;
  readonly reply: Promise<Reply<unknown>>;
  /** As soon as it is there. */
  told?: Reply<unknown>;
}
const ahead = new Map<string, Ahead>();
/** An answer that nobody came for within this time is too old to be shown. */
const freshMs = 2_000;

/** Asks before the screen that will want to know is drawn; the first `ask` or `takeAnswer` for the same gets this answer. */
export function askAhead<Name extends RequestName>(name: Name, argument: RequestArgument<Name>): void {
  const asked: Ahead = { askedAt: performance.now(), reply: callByName(name, argument) };
  ahead.set(JSON.stringify([name, argument]), asked);
  void asked.reply.then((reply) => {
    asked.told = reply;
  });
}

/** The answer that was asked for ahead, if it is there already and no refusal: its screen is drawn with it at once. */
export function takeAnswer<Name extends RequestName>(
  name: Name,
  argument: RequestArgument<Name>,
): RequestAnswer<Name> | undefined {
  const question = JSON.stringify([name, argument]);
  const early = ahead.get(question);
  if (!early?.told?.ok || performance.now() - early.askedAt >= freshMs) return undefined;
  ahead.delete(question);
  return early.told.value as RequestAnswer<Name>; // the station answers each name with its own type
}

/** Opens the other data file of this station; the host then tells every screen to read anew. */
export function openStation(mode: 'training' | 'shop'): Promise<Reply<unknown>> {
  return call('host.openStation', { mode });
}

const listeners = new Set<(event: StationEvent) => void>();
let isListening = false;

/** Calls `listener` for every event from now on; the answer stops it. One subscription at the doorway serves them all. */
export function onStationEvent(listener: (event: StationEvent) => void): () => void {
  listeners.add(listener);
  if (!isListening) {
    isListening = true;
    on((event) => {
      for (const each of [...listeners]) each(event);
    });
  }
  return () => listeners.delete(listener);
}
