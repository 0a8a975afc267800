// The station's requests as a table that a person or a script can read.

import { z } from 'zod';
import type { RequestTable } from '../basics/request.ts';

export interface RequestDescription {
  readonly name: string;
  readonly kind: 'read' | 'change' | 'job';
  readonly role: string;
  /** JSON schema (draft 2020-12) of the argument as it is written by the asker. */
  readonly argument: unknown;
}

export function listRequests(table: RequestTable): RequestDescription[] {
  return Object.entries(table)
    .map(([name, { kind, role, argument }]) => ({
      name,
      kind,
      role,
      argument: z.toJSONSchema(argument, { io: 'input', unrepresentable: 'any' }),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
