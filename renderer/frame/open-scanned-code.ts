// A scan that no place of work wanted opens what it names; a code that names nothing is said aloud on screen with its raw value.

import { ask, type RequestAnswer } from '../parts/station.ts';
import { playSignal } from '../scanning/signals.ts';
import { type OpenWith, openWith } from './room-store.ts';
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
  const opens = placeOf(named);
  if (opens) {
    playSignal('ok');
    openWith(opens);
    return;
  }
  playSignal('wrong');
  const name = named.kind === 'action' ? 'scan.action-elsewhere' : 'scan.unknown';
  speakAsk({ code: name, facts: { code: shortened(code) } }, name);
}

/** Where the thing is shown; null for what has no place: unknown codes, and actions, which belong to the bench. */
function placeOf(named: RequestAnswer<'search.resolve'>): OpenWith | null {
  switch (named.kind) {
    case 'order':
      return { room: 'orders', orderKey: named.orderKey };
    case 'parcel':
      return { room: 'waves', parcelId: named.parcelId };
    case 'wave':
      return { room: 'waves', waveId: named.waveId };
    case 'sku':
      return { room: 'orders', search: named.skuCodes[0] ?? named.code };
    default:
      return null;
  }
}

/** Rubbish can be long: enough of it to recognise what was scanned. */
export function shortened(code: string): string {
  return code.length <= 60 ? code : `${code.slice(0, 60)}…`;
}
