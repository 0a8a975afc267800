// How each state of a slip looks: the same at the button that printed it and in the list of all.

import type { RequestAnswer } from './station.ts';
import type { ToneName } from './tone.tsx';

export type SlipView = RequestAnswer<'slips.list'>[number];

export const slipTones: Readonly<Record<SlipView['state'], ToneName>> = {
  queued: 'quiet',
  sending: 'say',
  sent: 'ok',
  uncertain: 'stop',
  failed: 'ask',
};
