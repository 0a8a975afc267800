// How each state of a label looks in the grid: a colour, a shape and a word, never colour alone.

import {
  IconAlertOctagonFilled,
  IconCircleCheckFilled,
  IconCircleDashed,
  IconCircleDotted,
  IconCircleHalf2,
  IconCircleX,
  IconX,
  type TablerIcon,
} from '@tabler/icons-react';
import type { ToneName } from '../parts/tone.tsx';
import type { BatchView, LabelState, PrinterView } from './printing-store.ts';

export const labelLooks: Readonly<
  Record<LabelState, { readonly tone: ToneName; readonly shape: TablerIcon }>
> = {
  queued: { tone: 'quiet', shape: IconCircleDashed },
  sending: { tone: 'say', shape: IconCircleDotted },
  sent: { tone: 'say', shape: IconCircleHalf2 },
  printed: { tone: 'ok', shape: IconCircleCheckFilled },
  uncertain: { tone: 'stop', shape: IconAlertOctagonFilled },
  failed: { tone: 'ask', shape: IconCircleX },
  void: { tone: 'quiet', shape: IconX },
};

export const batchTones: Readonly<Record<BatchView['state'], ToneName>> = {
  waiting: 'quiet',
  printing: 'say',
  paused: 'ask',
  'in-doubt': 'stop',
  finished: 'ok',
  cancelled: 'quiet',
};

export const printerTones: Readonly<Record<PrinterView['state']['kind'], ToneName>> = {
  ready: 'ok',
  busy: 'say',
  trouble: 'stop',
  silent: 'stop',
  unreachable: 'stop',
  unknown: 'quiet',
};

/** How many labels of a batch are through: printed, or taken by the printer. */
export function doneCount(counts: BatchView['counts']): number {
  return counts.printed + counts.sent;
}
