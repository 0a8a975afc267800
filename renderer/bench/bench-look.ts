// How each state of the bench looks and sounds: its own colour, shape and place at the left edge, so that it is known from
// across the hall before a word is read. Colour never speaks alone.

import {
  IconBarcode,
  IconCircleCheck,
  IconCopy,
  IconHandStop,
  IconHelpSquare,
  IconOctagonMinus,
  IconPackage,
  IconPackages,
  IconRubberStamp,
  IconSquareX,
  type TablerIcon,
} from '@tabler/icons-react';
import type { BenchView } from './bench-view.ts';

export type BenchStateKind = BenchView['state']['kind'];

export interface BenchLook {
  /** Which colours the field and the instruction take; see bench.css. */
  readonly tone: 'rest' | 'work' | 'ok' | 'ask' | 'wrong' | 'over' | 'stop';
  /** Drawn over the field where two states share a tone. */
  readonly pattern?: 'bars' | 'stripes';
  readonly icon: TablerIcon;
  /** Where the shape stands on the field: what goes on at the top, what is done at the bottom, what is wrong in the middle. */
  readonly place: 'top' | 'middle' | 'bottom';
}

export const benchLooks: Readonly<Record<BenchStateKind, BenchLook>> = {
  idle: { tone: 'rest', icon: IconBarcode, place: 'top' },
  open: { tone: 'work', icon: IconPackage, place: 'top' },
  complete: { tone: 'ok', icon: IconRubberStamp, place: 'bottom' },
  sealed: { tone: 'ok', icon: IconCircleCheck, place: 'bottom' },
  duplicate: { tone: 'ask', pattern: 'bars', icon: IconCopy, place: 'middle' },
  unknown: { tone: 'ask', icon: IconHelpSquare, place: 'middle' },
  over: { tone: 'over', icon: IconPackages, place: 'middle' },
  wrong: { tone: 'wrong', icon: IconSquareX, place: 'middle' },
  held: { tone: 'stop', icon: IconOctagonMinus, place: 'middle' },
  'take-out': { tone: 'stop', pattern: 'stripes', icon: IconHandStop, place: 'middle' },
};
