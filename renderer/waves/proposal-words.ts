// Why a wave is one, in a sentence: what its parcels have together.

import { sayCode } from '../text/sentence.tsx';
import type { Say } from '../text/text.ts';
import type { ProposalView } from './waves-store.ts';

/** The goods, where all parcels have the same; else how many goods there are. */
export function sayTitle(wave: ProposalView, t: Say): string {
  const goods = wave.names.join(' + ');
  if (wave.kind === 'same') return t('group.title-same', { goods, quantity: wave.why.quantity });
  if (goods) return goods;
  if (wave.why.zone !== null) return t('group.title-zone', { zone: wave.why.zone, skus: wave.skuCount });
  return t('group.title-mixed', { skus: wave.skuCount, pieces: wave.pieces });
}

/** One sentence for the rule, and one for each thing that keeps others out. */
export function sayWhy(wave: ProposalView, t: Say): string[] {
  const { carrier, doorTag } = wave.why;
  return [
    t(`group.why.${wave.kind}`),
    ...(carrier === null ? [] : [t('group.why-carrier', { carrier })]),
    ...(doorTag === null ? [] : [t('group.why-door', { tag: sayCode('waves.band', doorTag) })]),
    ...(wave.firstDueAt === null ? [] : [t('group.why-due')]),
  ];
}
