// What the supervisor sees first.

import { z } from 'zod';
import { read } from '../basics/request.ts';
import type { Beside } from '../database/beside.ts';
import { type Today, todayRead } from './read-today.ts';

export function todayApi({ beside }: { readonly beside: Beside }) {
  return {
    /** The supervisor’s first glance. */
    'today.read': read({
      role: 'packer',
      argument: z.strictObject({}),
      run: (): Promise<Today> => beside.read(todayRead, {}),
    }),
  };
}
