// Why a printer, a batch or a label came to rest, in a sentence; a code nobody wrote one for is said in general, never shown bare.

import type { Fact } from '../../main/basics/refusal.ts';
import { sayRefusal } from '../text/sentence.tsx';
import { hasText, say } from '../text/text.ts';

/** `facts` fill the blanks of the sentence: which character the font lacks, which rule speaks. */
export function whyWords(code: string, facts: Readonly<Record<string, Fact>> = {}): string {
  const key = `printing.why.${code}`;
  if (hasText(key)) return say(key);
  if (code.startsWith('fault.') && hasText(code)) return say(code);
  if (hasText(`refusal.${code}`)) return sayRefusal({ code, facts });
  return say('printing.why.other');
}

/** The reason of a label: a code of ours, or what a person wrote. */
export function reasonWords(reason: string, facts: Readonly<Record<string, Fact>>): string {
  return /^[a-z]+\.[a-z.-]+$/.test(reason) ? whyWords(reason, facts) : reason;
}
