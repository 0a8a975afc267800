// A scan that no place of work wanted opens what it names; a code that names nothing is said aloud on screen with its raw value.

import { ask } from '../parts/station.ts';
import { playSignal } from '../scanning/signals.ts';
import { openWith, parseOpenWith } from './room-store.ts';
import { speakAsk } from './speech-store.ts';

export function openScannedCode(code: string): void {
  void open(code);
}

async function open(code: string): Promise<void> {
  const reply = await ask('search.resolve', { code });
  if (!reply.ok) {
    speakAsk(reply.refusal);
    return;
  }
  const named = reply.value;
  if (named.kind === 'unknown') {
    playSignal('wrong');
    speakAsk({ code: 'scan.unknown', facts: { code: shortened(code) } }, 'scan.unknown');
    return;
  }
  if (named.kind === 'action') {
    playSignal('wrong');
    speakAsk({ code: 'scan.action-elsewhere', facts: { code: shortened(code) } }, 'scan.action-elsewhere');
    return;
  }
  playSignal('ok');
  openWith(parseOpenWith('openWith' in named ? named.openWith : null));
}

/** Rubbish can be long: enough of it to recognise what was scanned. */
export function shortened(code: string): string {
  return code.length <= 60 ? code : `${code.slice(0, 60)}…`;
}
