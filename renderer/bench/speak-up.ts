// The voice speaks twice only: when something must stop, and when a parcel is opened whose buyer asked for something.

import { acknowledgeSignal } from '../scanning/signals.ts';
import { hush, sayAloud } from '../scanning/voice.ts';
import { presentLanguage, say } from '../text/text.ts';
import type { BenchView } from './bench-view.ts';
import { instructionWords } from './bench-words.ts';

export function speakUp(before: BenchView | null, now: BenchView): void {
  if (!now.state.needsAck) acknowledgeSignal();
  if (now.sound === 'stop') {
    sayAloud(instructionWords(now.instruction), presentLanguage());
    return;
  }
  const isOpened = now.parcel !== null && now.parcel.parcelId !== before?.parcel?.parcelId;
  if (isOpened && now.buyerNote) {
    sayAloud(say('bench.buyer-note-spoken', { note: now.buyerNote }), presentLanguage());
  } else if (now.parcel === null) {
    hush();
  }
}
