// What a scan on the walk sounds like. The wrong item and the wrong tote are told apart with eyes closed: two falling tones are about
// goods, three equal ones about where a piece goes, or that it is one too many.

import type { RequestAnswer } from '../parts/station.ts';
import type { Signal } from '../scanning/signals.ts';

export type Scanned = RequestAnswer<'picks.scanAt'>;

export function signalOf(outcome: Scanned['outcome']): Signal {
  switch (outcome) {
    case 'bin':
    case 'item':
    case 'put':
      return 'ok';
    case 'wrong-tote':
    case 'too-many':
    case 'all-picked':
      return 'too-many';
    case 'wrong-bin':
    case 'wrong-item':
    case 'later-item':
    case 'tote-first':
    case 'item-first':
    case 'unknown':
      return 'wrong';
  }
}

/** The colour field at the edge: what the last scan was, until the next one. */
export function toneOf(outcome: Scanned['outcome'] | undefined): 'work' | 'ok' | 'wrong' | 'over' {
  if (outcome === undefined) return 'work';
  const signal = signalOf(outcome);
  return signal === 'ok' ? 'ok' : signal === 'too-many' ? 'over' : 'wrong';
}
