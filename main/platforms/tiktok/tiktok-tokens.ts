// The tokens of a TikTok shop: traded for the code of the consent page, renewed with the refresh token, both kept sealed together.

import { z } from 'zod';
import { Fault } from '../../basics/fault.ts';
import type { AdapterParts } from '../adapter.ts';
import type { TiktokLink } from '../link.ts';
import { createTokenKeeper, type TokenKeeper, type Tokens } from '../web/token-keeper.ts';
import { classOf } from './codes.ts';
import { parseAnswer, refusedUs } from './tiktok-client.ts';

const tokenData = z.object({
  access_token: z.string().min(1),
  // Moments, not durations, whatever the names say.
  access_token_expire_in: z.number(),
  refresh_token: z.string().min(1),
  refresh_token_expire_in: z.number(),
});

const kept = z.object({
  accessToken: z.string(),
  accessEndsAt: z.number(),
  refreshToken: z.string().nullable(),
  refreshEndsAt: z.number().nullable(),
});

export interface TiktokTokens extends TokenKeeper {
  /** Faults: `platform.code-refused` (words). */
  trade(code: string): Promise<void>;
}

export function createTiktokTokens(
  parts: Pick<AdapterParts<TiktokLink>, 'web' | 'clock' | 'secrets' | 'shopId'> & {
    readonly link: () => TiktokLink;
  },
): TiktokTokens {
  const { web, secrets, shopId } = parts;

  /** With a relay the app's secret is there, and so is the trade. */
  async function askAuth(path: 'get' | 'refresh', query: Readonly<Record<string, string>>) {
    const { authGateway, relay, appKey } = parts.link();
    const secret = secrets.read(shopId, 'app-secret');
    if (relay === null && secret === undefined) throw new Fault('platform.no-secret', 'never');
    const place = relay === null ? `${authGateway.replace(/\/$/, '')}/api/v2` : relay.replace(/\/$/, '');
    const words = new URLSearchParams({
      app_key: appKey,
      ...(relay === null && secret !== undefined && { app_secret: secret }),
      ...query,
    });
    const { json } = await web.send({
      method: 'GET',
      url: `${place}/token/${path}?${words}`,
      lane: 'tokens',
      ...(relay !== null && {
        headers: { authorization: `Bearer ${secrets.read(shopId, 'relay-key') ?? ''}` },
      }),
    });
    return parseAnswer(json);
  }

  function load(): Tokens | undefined {
    const text = secrets.read(shopId, 'tokens');
    return text === undefined ? undefined : kept.parse(JSON.parse(text));
  }

  function save(tokens: Tokens): void {
    secrets.write(shopId, 'tokens', JSON.stringify(tokens));
  }

  async function renew(known: Tokens | undefined): Promise<Tokens> {
    if (!known?.refreshToken) throw new Fault('platform.re-authorise', 'never');
    const answer = await askAuth('refresh', {
      refresh_token: known.refreshToken,
      grant_type: 'refresh_token',
    });
    // Busy, or not let in from this address: the consent may be as good as before.
    if (classOf(answer.code) === 'retry' || answer.code === 36009033) throw refusedUs(answer);
    const tokens = readTokens(answer.data);
    if (answer.code !== 0 || !tokens)
      throw new Fault('platform.re-authorise', 'never', { words: answer.message.slice(0, 300) });
    return tokens;
  }

  return {
    ...createTokenKeeper({ clock: parts.clock, load, save, renew }),
    async trade(code) {
      const answer = await askAuth('get', { auth_code: code, grant_type: 'authorized_code' });
      const tokens = readTokens(answer.data);
      if (answer.code !== 0 || !tokens)
        throw new Fault('platform.code-refused', 'never', { words: answer.message.slice(0, 300) });
      save(tokens);
    },
  };
}

function readTokens(data: unknown): Tokens | undefined {
  const told = tokenData.safeParse(data);
  if (!told.success) return undefined;
  return {
    accessToken: told.data.access_token,
    accessEndsAt: told.data.access_token_expire_in * 1_000,
    refreshToken: told.data.refresh_token,
    refreshEndsAt: told.data.refresh_token_expire_in * 1_000,
  };
}
