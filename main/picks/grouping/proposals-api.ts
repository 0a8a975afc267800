// Requests about waves that could be released, and the rules that group them.

import { z } from 'zod';
import type { ShopId } from '../../basics/ids.ts';
import { refuse } from '../../basics/refusal.ts';
import { change, job, read } from '../../basics/request.ts';
import type { Reader } from '../../database/database.ts';
import { recordAudit } from '../../people/audit.ts';
import { findShop } from '../../shops/shops-table.ts';
import { previewRead } from '../prepare-wave.ts';
import type { ReleaseQueue } from '../release-queue.ts';
import type { ReleaseAsked, ReleaseParts } from '../release-wave.ts';
import { proposalRead, proposeRead } from './proposal-reads.ts';
import type { Proposal } from './read-proposals.ts';
import { usualWaveRules, waveRulesSchema } from './wave-rules.ts';
import { findRulesOf, readWaveRules, saveWaveRules } from './wave-rules-table.ts';

const requestId = z.string().optional();
const key = z.string().min(1).max(60);
const shopId = z
  .string()
  .min(1)
  .max(200)
  .transform((id) => id as ShopId) // only looked up; an unknown one is refused
  .nullable()
  .default(null);

export function proposalsApi(parts: ReleaseParts & { readonly releases: ReleaseQueue }) {
  const { database, beside, clock, cartFormer, releases } = parts;
  const gone = () => refuse('wave.proposal-gone');
  return {
    /**
     * Which waves could be released now, why each is one, what they lack, and what waits for more of its kind. `tried`: by rules that
     * are not saved yet. Nothing changes.
     */
    'waves.propose': read({
      role: 'packer',
      argument: z.strictObject({
        tried: z.strictObject({ shopId, rules: waveRulesSchema }).optional(),
      }),
      run: (asked) => beside.read(proposeRead, asked),
    }),

    /** The carts and lists of one proposed wave, without improving them. Refusal: `wave.proposal-gone`. */
    'waves.previewProposed': read({
      role: 'packer',
      argument: z.strictObject({ key }),
      run: async (asked) => {
        const wave = await beside.read(proposalRead, asked);
        if (!wave) return gone();
        const { parcelIds, mode, rulesOf } = wave;
        return beside.read(previewRead, { parcelIds, mode, rulesOf });
      },
    }),

    /**
     * Releases exactly the wave that was shown. Its carts are improved for as long as the rules say; `jobId` names that work for
     * `waves.takeBest` and its progress. Refusals: `wave.proposal-gone`, and those of release-wave.ts.
     */
    'waves.releaseProposed': job({
      role: 'packer',
      argument: z.strictObject({
        key,
        name: z.string().trim().min(1).max(60).optional(),
        acceptShortages: z.boolean().default(false),
        jobId: z.string().min(1).max(60).optional(),
        requestId,
      }),
      run: (asked, caller) =>
        releases.release(async () => {
          const wave = await beside.read(proposalRead, { key: asked.key });
          return wave ? askToRelease(database, wave, asked) : gone();
        }, caller),
    }),

    /** The best carts found so far are taken. Answers whether there was such a work. */
    'waves.takeBest': change({
      role: 'packer',
      argument: z.strictObject({ jobId: z.string().min(1).max(60), requestId }),
      run: ({ jobId }) => ({ isTaken: cartFormer.takeBest(jobId) }),
    }),

    /** The rules by which waves are grouped: the station's, those of shops with their own, and the usual ones. */
    'waves.rules': read({
      role: 'packer',
      argument: z.strictObject({}),
      run: () => {
        const { station, ofShops } = readWaveRules(database);
        return {
          station,
          usual: usualWaveRules,
          ofShops: [...ofShops].map(([shop, rules]) => ({ shopId: shop, rules })),
        };
      },
    }),

    /**
     * Sets the rules of the station, or of one shop; null goes back to the usual ones, or to the station's. Refusal:
     * `warehouse.shop-unknown`.
     */
    'waves.setRules': change({
      role: 'supervisor',
      argument: z.strictObject({ shopId, rules: waveRulesSchema.nullable(), requestId }),
      run: ({ shopId: shop, rules }, caller) =>
        database.write((writer) => {
          if (shop !== null && !findShop(writer, shop)) return refuse('warehouse.shop-unknown');
          saveWaveRules(writer, { shopId: shop, rules }, { at: clock.now(), person: caller.person });
          const subject = { kind: 'setting', id: `waves.rules${shop === null ? '' : ` ${shop}`}` };
          recordAudit(writer, clock, caller, 'waves.rules-changed', subject);
          return { shopId: shop, rules: findRulesOf(writer, shop) };
        }),
    }),
  };
}

function askToRelease(
  reader: Reader,
  { parcelIds, mode, rulesOf, kind, why }: Proposal,
  asked: Pick<ReleaseAsked, 'name' | 'acceptShortages' | 'jobId'>,
): ReleaseAsked {
  const { improveSeconds } = findRulesOf(reader, rulesOf);
  const { name, acceptShortages, jobId } = asked;
  return { parcelIds, mode, rulesOf, kindOfWave: kind, why, improveSeconds, name, acceptShortages, jobId };
}
