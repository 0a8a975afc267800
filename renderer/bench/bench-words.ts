// The bench's sentences: the station says a code and facts, here they become words.

import { sayCode } from '../text/sentence.tsx';
import type { Facts } from '../text/text.ts';
import type { BenchView } from './bench-view.ts';

type Instruction = BenchView['instruction'];

/** What to do now, in one line. */
export function instructionWords({ code, facts }: Instruction): string {
  return sayCode('bench.instruction', code, withHold(facts));
}

export function noteWords({ code, facts }: Instruction): string {
  return sayCode('bench.note', code, withHold(facts));
}

/** Why something is held, as words a sentence can take in. */
function withHold(facts: Instruction['facts']): Facts {
  const { hold } = facts;
  return typeof hold === 'string' ? { ...facts, holdWords: sayCode('hold', hold) } : facts;
}
