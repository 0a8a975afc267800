// A scan that no place of work wanted opens what it names; a code that names nothing is said aloud on screen with its raw value.

import { ask, type Refused, type RequestAnswer } from '../parts/station.ts';
import { playSignal } from '../scanning/signals.ts';
import { openParcel } from './open-parcel.ts';
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
  if (named.kind === 'parcel') {
    const refusal = await openParcel(named.parcelId);
    if (refusal) refuseScan(refusal);
    else playSignal('ok');
    return;
  }
  const opens = placeOf(named);
  if (opens) {
    playSignal('ok');
    openWith(opens);
    return;
  }
  const name = named.kind === 'action' ? 'scan.action-elsewhere' : 'scan.unknown';
  refuseScan({ code: name, facts: { code: shortened(code) } });
}

function refuseScan(refusal: Refused): void {
  playSignal('wrong');
  speakAsk(refusal);
}

/** Where the thing is shown; null for what has no place: unknown codes, and actions, which belong to the bench. */
function placeOf(named: Exclude<RequestAnswer<'search.resolve'>, { kind: 'parcel' }>): OpenWith | null {
  switch (named.kind) {
    case 'order':
      return { room: 'orders', orderKey: named.orderKey };
    case 'wave':
      return {
        room: 'waves',
        waveId: named.waveId,
        ...(named.cartNo === null ? {} : { cartNo: named.cartNo }),
      };
    case 'sku':
      return { room: 'orders', search: named.skuCodes[0] ?? named.code };
    default:
      return null;
  }
}

/** Rubbish can be long: enough of it to recognise what was scanned. */
function shortened(code: string): string {
  return code.length <= 60 ? code : `${code.slice(0, 60)}…`;
}
