// What screens are told about the waves that could be released: read beside the station's thread where there is much.

import type { ShopId } from '../../basics/ids.ts';
import type { HeavyRead } from '../../database/beside.ts';
import { readStock } from '../find-shortages.ts';
import type { Shortage } from '../wave.ts';
import type { ProposedWave, WaitingParcels } from './propose-waves.ts';
import { findShortagesInTurn, type Proposal, readProposals, type TriedRules } from './read-proposals.ts';

/** So many are shown; the rest is counted. */
const mostShown = 300;

export interface ProposalView extends Omit<ProposedWave, 'parcelIds'> {
  readonly parcelCount: number;
  readonly rulesOf: ShopId | null;
  /** Names of the goods that all of its parcels have; empty where they differ. */
  readonly names: readonly string[];
  readonly shortages: readonly Shortage[];
}

export interface ProposalsAnswer {
  readonly waves: readonly ProposalView[];
  readonly waveCount: number;
  readonly parcelCount: number;
  readonly waiting: readonly WaitingParcels[];
}

export const proposeRead: HeavyRead<{ readonly tried?: TriedRules | undefined }, ProposalsAnswer> = {
  name: 'waves.propose',
  run: (reader, now, { tried }) => {
    const { waves, waiting, parcels } = readProposals(reader, now, tried);
    const shown = waves.slice(0, mostShown);
    const shortages = findShortagesInTurn(reader, shown, parcels);
    const goods = readStock(reader, [...new Set(shown.flatMap((wave) => wave.why.skuCodes))]);
    return {
      waves: shown.map(({ parcelIds, ...wave }, index) => ({
        ...wave,
        parcelCount: parcelIds.length,
        names: wave.why.skuCodes.map((skuCode) => goods.get(skuCode)?.name ?? skuCode),
        shortages: shortages.get(shown[index] ?? { ...wave, parcelIds }) ?? [],
      })),
      waveCount: waves.length,
      parcelCount: parcels.size,
      waiting,
    };
  },
};

/** The wave with this key as it would be now; null when it would be another one. */
export const proposalRead: HeavyRead<{ readonly key: string }, Proposal | null> = {
  name: 'waves.proposal',
  run: (reader, now, { key }) => readProposals(reader, now).waves.find((wave) => wave.key === key) ?? null,
};
