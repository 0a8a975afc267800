// Windows of a station, as a host sees them: each with a secret of its own, and whatever the page claims besides.

import type { RequestAnswer, RequestArgument, RequestName } from '../../main/api.ts';
import type { Caller, Reply } from '../../main/basics/request.ts';
import type { TestStation } from './test-station.ts';

export interface TestWindow {
  readonly caller: Caller;
  ask<Name extends RequestName>(name: Name, argument: RequestArgument<Name>): Promise<RequestAnswer<Name>>;
  /** The code of the refusal, or `granted`. */
  codeOf(name: string, argument?: unknown): Promise<string>;
  refusalOf(name: string, argument: unknown): Promise<{ code: string; facts: Record<string, unknown> }>;
}

export function windowOf(station: TestStation, session: string): TestWindow {
  // The host says "supervisor" for everybody who sits at the machine; the station decides.
  const caller: Caller = { host: 'browser', person: 'machine', role: 'supervisor', session };
  const call = (name: string, argument: unknown): Promise<Reply<unknown>> =>
    station.call(caller, name, argument);
  return {
    caller,
    async ask<Name extends RequestName>(name: Name, argument: RequestArgument<Name>) {
      const reply = await call(name, argument);
      if (!reply.ok) throw new Error(`${name}: ${reply.refusal.code} ${JSON.stringify(reply.refusal.facts)}`);
      return reply.value as RequestAnswer<Name>; // the station answers by the same table
    },
    async codeOf(name, argument = {}) {
      const reply = await call(name, argument);
      return reply.ok ? 'granted' : reply.refusal.code;
    },
    async refusalOf(name, argument) {
      const reply = await call(name, argument);
      if (reply.ok) throw new Error(`${name} was not refused`);
      return reply.refusal as { code: string; facts: Record<string, unknown> };
    },
  };
}

export const linPin = '2580';
export const moPin = '7391';

/** Lin the supervisor sits at the first window; Mo the packer has a PIN and a badge but sits nowhere yet. */
export async function staffed(station: TestStation) {
  const first = windowOf(station, 'window-1');
  const lin = await first.ask('people.save', { name: 'Lin', role: 'supervisor', pin: linPin });
  const mo = await first.ask('people.save', { name: 'Mo', role: 'packer', pin: moPin });
  return { first, lin, mo, linBadge: lin.badgeCode ?? '', moBadge: mo.badgeCode ?? '' };
}
