// The doorway between screens and station: two functions, call and on, whoever hosts them. Screens use `call` and `on`
// from here and never `window.station` itself, so that every request is typed by the station's own table.

import type { RequestAnswer, RequestArgument, RequestName } from '../main/api.ts';
import type { StationEvent } from '../main/basics/events.ts';
import type { Reply } from '../main/basics/request.ts';

/** What a host puts on `window.station` before the first screen is drawn. */
export interface Bridge {
  /** Never rejects: a station that cannot be reached answers with the refusal `station.unreachable`. */
  call(name: string, argument: unknown): Promise<Reply<unknown>>;
  /** Calls `listener` for each event from now on; the answer stops it. After a gap it hears `station.changed`. */
  on(listener: (event: StationEvent) => void): () => void;
}

declare global {
  interface Window {
    readonly station: Bridge;
  }
}

/** Requests that the host answers itself, because they replace the station. */
export interface HostRequests {
  'host.openStation': {
    readonly argument: { readonly mode: 'training' | 'shop' };
    readonly answer: { readonly mode: 'training' | 'shop' };
  };
  /** After `fault.database.damaged` (facts: path, newestBackupAt): the damaged file is set aside, never deleted. */
  'host.recover': {
    readonly argument: { readonly from: 'newest-backup' | 'nothing' };
    readonly answer: { readonly setAside: string; readonly madeAt: number | null };
  };
}

type Asked = RequestName | keyof HostRequests;
type ArgumentTo<Name extends Asked> = Name extends keyof HostRequests
  ? HostRequests[Name]['argument']
  : Name extends RequestName
    ? RequestArgument<Name>
    : never;
type AnswerTo<Name extends Asked> = Name extends keyof HostRequests
  ? HostRequests[Name]['answer']
  : Name extends RequestName
    ? RequestAnswer<Name>
    : never;

/** Asks the station for one thing. */
export function call<Name extends Asked>(
  name: Name,
  argument: ArgumentTo<Name>,
): Promise<Reply<AnswerTo<Name>>> {
  return window.station.call(name, argument) as Promise<Reply<AnswerTo<Name>>>; // the station answers by the same table
}

/** Hears what happened. */
export function on(listener: (event: StationEvent) => void): () => void {
  return window.station.on(listener);
}
