// A shipment's state as a person reads it: tone, and the sentence for why it is where it is.

import type { ToneName } from '../parts/tone.tsx';
import { sayCode } from '../text/sentence.tsx';
import { hasText } from '../text/text.ts';
import type { ShipmentView } from './shipping-store.ts';

export const shipmentTones: Readonly<Record<ShipmentView['state'], ToneName>> = {
  waiting: 'say',
  sending: 'say',
  done: 'ok',
  held: 'stop',
  'needs-person': 'ask',
  unreadable: 'ask',
  withdrawn: 'quiet',
};

/** Why it waits or was not taken. A code that nobody wrote a sentence for is said by the state; the platform's own words stand beneath. */
export function whyWords(shipment: Pick<ShipmentView, 'state' | 'lastCode'>): string {
  const { lastCode, state } = shipment;
  if (lastCode && hasText(`shipment.${lastCode}`)) return sayCode('shipment', lastCode);
  return sayCode('shipping.why', state);
}
