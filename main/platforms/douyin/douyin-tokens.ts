// The tokens of a Douyin shop. The shop's own app asks for them by the shop's number and needs nobody; a tool app trades the code of
// the merchant's consent and renews until the consent ends.

import { z } from 'zod';
import { dayMs } from '../../basics/clock.ts';
import { Fault } from '../../basics/fault.ts';
import type { AdapterParts } from '../adapter.ts';
import type { DouyinLink } from '../link.ts';
import { createTokenKeeper, type TokenKeeper, type Tokens } from '../web/token-keeper.ts';
import { faultOf, kindOf } from './codes.ts';
import type { DouyinAnswer, SignedSender } from './send-signed.ts';

/** So long a refresh token is good; the platform does not say it in its answer. */
const refreshLivesMs = 14 * dayMs;
/** Where the platform does not say how long an access token is good. */
const accessLivesSeconds = (7 * dayMs) / 1_000;

const id = z.union([z.string(), z.number()]).transform(String);

const tokenData = z.object({
  access_token: z.string().min(1),
  /** A duration in seconds. */
  expires_in: z.coerce.number().positive().catch(accessLivesSeconds),
  refresh_token: z.string().nullish(),
  shop_id: id.nullish(),
  shop_name: z.string().nullish(),
});

const kept = z.object({
  accessToken: z.string(),
  accessEndsAt: z.number(),
  refreshToken: z.string().nullable(),
  refreshEndsAt: z.number().nullable(),
  shopName: z.string().default(''),
});

type NamedTokens = Tokens & { readonly shopName?: string };

export interface TokenShop {
  readonly platformShopId: string;
  readonly name: string;
}

export interface DouyinTokens extends TokenKeeper {
  /**
   * Takes tokens, with the code of a consent or ('' for the shop's own app) by the shop's number, and tells whose they are.
   * Faults: `platform.code-refused` (words), `platform.no-shop-number`, `platform.other-shop` (name), those of the way there.
   */
  trade(code: string): Promise<TokenShop>;
  shopName(): string;
}

export function createDouyinTokens(
  parts: Pick<AdapterParts<DouyinLink>, 'clock' | 'secrets' | 'shopId'> & {
    readonly sender: SignedSender;
    readonly link: () => DouyinLink;
  },
): DouyinTokens {
  const { clock, secrets, shopId, sender } = parts;
  let endedToken: string | undefined;

  function load(): z.output<typeof kept> | undefined {
    const text = secrets.read(shopId, 'tokens');
    return text === undefined ? undefined : kept.parse(JSON.parse(text));
  }

  function save(tokens: NamedTokens): void {
    secrets.write(shopId, 'tokens', JSON.stringify(tokens));
  }

  function tokensOf(told: z.output<typeof tokenData>, now: number): NamedTokens {
    return {
      // A renewal need not repeat it.
      shopName: told.shop_name ?? load()?.shopName ?? '',
      accessToken: told.access_token,
      accessEndsAt: now + told.expires_in * 1_000,
      refreshToken: told.refresh_token ?? null,
      // The shop's own app asks anew whenever it must: no day comes on which a person is needed.
      refreshEndsAt: parts.link().appKind === 'self' ? null : now + refreshLivesMs,
    };
  }

  function askForOwn(): Promise<DouyinAnswer> {
    const { platformShopId } = parts.link();
    if (platformShopId === '') throw new Fault('platform.no-shop-number', 'never');
    const params = { code: '', grant_type: 'authorization_self', shop_id: platformShopId };
    return sender.send('token.create', params, null);
  }

  async function renew(known: Tokens | undefined): Promise<NamedTokens> {
    const isOwn = parts.link().appKind === 'self';
    if (known?.refreshToken) {
      const params = { grant_type: 'refresh_token', refresh_token: known.refreshToken };
      const answer = await sender.send('token.refresh', params, null);
      const told = readYes(answer);
      // The very token that has ended would only end again.
      if (told && !(isOwn && told.access_token === endedToken)) return tokensOf(told, clock.now());
      throwIfTransient(answer);
      if (!isOwn) throw reAuthorise(answer);
    } else if (!isOwn) throw new Fault('platform.re-authorise', 'never', {});
    const answer = await askForOwn();
    const told = readYes(answer);
    if (told) return tokensOf(told, clock.now());
    throwIfTransient(answer);
    throw faultOf(answer).code === 'platform.refused-us' ? reAuthorise(answer) : faultOf(answer);
  }

  const keeper = createTokenKeeper({ clock, load, save, renew });

  return {
    ...keeper,
    ended(accessToken) {
      endedToken = accessToken;
      keeper.ended(accessToken);
    },
    shopName: () => load()?.shopName ?? '',
    async trade(code) {
      const { appKind, platformShopId } = parts.link();
      const answer =
        appKind === 'self'
          ? await askForOwn()
          : await sender.send('token.create', { code, grant_type: 'authorization_code' }, null);
      const told = readYes(answer);
      if (!told) {
        throwIfTransient(answer);
        const fault = faultOf(answer);
        if (fault.code !== 'platform.re-authorise' && fault.code !== 'platform.refused-us') throw fault;
        const { words = '', logId = '' } = fault.facts;
        throw new Fault('platform.code-refused', 'never', { words, logId });
      }
      const shop = { platformShopId: told.shop_id ?? platformShopId, name: told.shop_name ?? '' };
      // Orders of one shop must never be taken in as another's.
      if (platformShopId !== '' && shop.platformShopId !== platformShopId)
        throw new Fault('platform.other-shop', 'never', { name: shop.name || shop.platformShopId });
      endedToken = undefined;
      save(tokensOf(told, clock.now()));
      return shop;
    },
  };
}

function readYes(answer: DouyinAnswer): z.output<typeof tokenData> | undefined {
  if (kindOf(answer).kind !== 'ok') return undefined;
  const told = tokenData.safeParse(answer.data);
  if (!told.success) throw new Fault('platform.gibberish', 'later', { begins: 'access_token' });
  return told.data;
}

/** What has nothing to do with these tokens says nothing about them. */
function throwIfTransient(answer: DouyinAnswer): void {
  const { kind } = kindOf(answer);
  if (kind === 'later' || kind === 'limited' || kind === 'clock') throw faultOf(answer);
}

function reAuthorise({ message, logId }: DouyinAnswer): Fault {
  return new Fault('platform.re-authorise', 'never', { words: message.slice(0, 300), logId });
}
