// The printers in one word: how bad the worst of them is decides tone and word for all.

import type { ToneName } from '../parts/tone.tsx';
import { sayCode } from '../text/sentence.tsx';
import { say } from '../text/text.ts';

interface NamedPrinter {
  readonly name: string;
  readonly state: { readonly kind: string };
}

/** Worst first; a state that is newer than these screens counts as unknown. */
const worstFirst = ['trouble', 'silent', 'unreachable', 'unknown', 'busy', 'ready'];

export function worstPrinterState(printers: readonly NamedPrinter[]): string {
  const kinds = printers.map((printer) =>
    worstFirst.includes(printer.state.kind) ? printer.state.kind : 'unknown',
  );
  return worstFirst.find((kind) => kinds.includes(kind)) ?? 'unknown';
}

/** "ready" for all of them, or how many are as bad as the worst: "1 not reached". */
export function printersWord(printers: readonly NamedPrinter[]): string {
  const worst = worstPrinterState(printers);
  const alike = printers.filter((printer) => worstPrinterState([printer]) === worst).length;
  const word = printerWord(worst);
  return alike === printers.length ? word : say('frame.printers-some', { count: alike, word });
}

export function printerTone(kind: string): ToneName {
  if (kind === 'ready' || kind === 'busy') return 'ok';
  return kind === 'unreachable' || kind === 'trouble' || kind === 'silent' ? 'stop' : 'quiet';
}

export function printerWord(kind: string): string {
  return sayCode('printer', kind);
}

/** One line a printer, for whoever wants to know which one it is. */
export function printerLines(printers: readonly NamedPrinter[]): string {
  return printers.map((printer) => `${printer.name} · ${printerWord(printer.state.kind)}`).join('\n');
}
