// Where a Douyin shop gets its waybill numbers: the branches of carriers it has opened, how many numbers each has left, and from which
// address it sends.

import { z } from 'zod';
import { minuteMs } from '../../basics/clock.ts';
import { askedAgain, type DouyinClient } from './douyin-client.ts';

const text = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((told) => (told === null || told === undefined ? '' : String(told).trim()));

const netsite = z.object({
  netsite_code: text,
  /** How many numbers are left; carriers that bill later tell none, or less than none. */
  amount: text,
  company: text,
  /** 1 direct, 2 franchise, 3 landing, 4 direct with branches. */
  company_type: z.coerce.number().nullish().catch(undefined),
  sender_address: z
    .array(
      z.object({
        province_name: text,
        city_name: text,
        district_name: text,
        street_name: text,
        detail_address: text,
      }),
    )
    .nullish()
    .transform((told) => told ?? []),
});
export type Netsite = z.output<typeof netsite>;

const page = z.object({ netsites: z.array(netsite).nullish() });

export interface Netsites {
  list(): Promise<readonly Netsite[]>;
}

const keptMs = 5 * minuteMs;

export function createNetsites(client: Pick<DouyinClient, 'read'>, now: () => number): Netsites {
  let known: { readonly at: number; readonly netsites: readonly Netsite[] } | undefined;
  return {
    async list() {
      if (known && now() - known.at < keptMs) return known.netsites;
      const told = await askedAgain(() =>
        client.read('logistics.listShopNetsite', { logistics_code: '' }, page),
      );
      const netsites = (told.netsites ?? []).filter(({ company }) => company !== '');
      known = { at: now(), netsites };
      return netsites;
    },
  };
}

/** The branch with most numbers left. One whose numbers have run out gives none; asking it tells the person so. */
export function pickNetsite(all: readonly Netsite[], carrierCode: string | undefined): Netsite | undefined {
  const own = all.filter(({ company }) => company === carrierCode);
  own.sort((one, other) => leftAt(other) - leftAt(one) || (one.netsite_code < other.netsite_code ? -1 : 1));
  return own[0];
}

function leftAt({ company_type, amount }: Netsite): number {
  const left = Number(amount);
  // Direct carriers count no numbers ahead.
  return company_type === 1 || amount === '' || Number.isNaN(left) || left < 0
    ? Number.MAX_SAFE_INTEGER
    : left;
}
