// One call to TikTok Shop: signed over the exact bytes that leave, with the shop's token and cipher, answered in its envelope.
// What may be repeated by itself is: an ended token and a clock that was off, once each. Everything else is the caller's to decide.

import { z } from 'zod';
import { Fault } from '../../basics/fault.ts';
import type { AdapterParts } from '../adapter.ts';
import type { TiktokLink } from '../link.ts';
import { createSigner } from '../web/signer.ts';
import type { TokenKeeper } from '../web/token-keeper.ts';
import { overloaded, tokenEnded } from './codes.ts';
import { encodeQuery, type Query, textToSign } from './sign-request.ts';

export interface TiktokCall {
  readonly method: 'GET' | 'POST';
  /** `/{category}/{version}/{resource}` */
  readonly path: string;
  readonly query?: Query;
  /** Left out where nothing is to be sent. */
  readonly body?: object;
  /** Not for calls about the account itself: there the cipher is refused. */
  readonly isOfShop?: boolean;
}

/** `code` 0 is yes; `data` of a no may be null. `requestId` is what the platform's people ask for. */
export interface TiktokAnswer {
  readonly code: number;
  readonly message: string;
  readonly requestId: string;
  readonly data: unknown;
}

export interface TiktokClient {
  /** Any answer in the envelope, yes or no. Faults: those of the way there, `platform.re-authorise`. */
  ask(call: TiktokCall): Promise<TiktokAnswer>;
  /** The data of a yes. Faults: `platform.refused-us` (code, words, logId) for a no. */
  read<Data>(call: TiktokCall, schema: z.ZodType<Data>): Promise<Data>;
  /** Bytes behind an address the platform gave; nothing of ours goes along. */
  download(address: string, mostBytes: number): Promise<Uint8Array>;
}

const envelope = z.object({
  code: z.number(),
  message: z.string().default(''),
  request_id: z.string().default(''),
  data: z.unknown(),
});

export function createTiktokClient(
  parts: Pick<AdapterParts<TiktokLink>, 'web' | 'clock' | 'secrets' | 'shopId' | 'log'> & {
    readonly link: () => TiktokLink;
    readonly tokens: TokenKeeper;
  },
): TiktokClient {
  const { web, clock, tokens, log } = parts;
  const signer = () => {
    const { appKey, relay } = parts.link();
    const readSecret = (name: 'app-secret' | 'relay-key') => parts.secrets.read(parts.shopId, name);
    return createSigner({ web, appKey, relay, readSecret });
  };

  async function askOnce(call: TiktokCall, token: string): Promise<TiktokAnswer> {
    const link = parts.link();
    const body = call.body === undefined ? undefined : JSON.stringify(call.body);
    const query: Query = {
      ...call.query,
      app_key: link.appKey,
      timestamp: String(Math.floor((clock.now() + (web.clockOffsetMs() ?? 0)) / 1_000)),
      ...(call.isOfShop === false ? {} : { shop_cipher: link.shopCipher }),
    };
    const sign = await signer().sign(textToSign(call.path, query, body));
    const { json } = await web.send({
      method: call.method,
      url: `${link.gateway.replace(/\/$/, '')}${call.path}?${encodeQuery({ ...query, sign })}`,
      lane: call.path,
      headers: { 'content-type': 'application/json', 'x-tts-access-token': token },
      ...(body !== undefined && { body: new TextEncoder().encode(body) }),
    });
    return parseAnswer(json);
  }

  async function ask(call: TiktokCall): Promise<TiktokAnswer> {
    const token = await tokens.get();
    const answer = await askOnce(call, token);
    if (answer.code === tokenEnded) {
      tokens.ended(token);
      return noted(call, await askOnce(call, await tokens.get()));
    }
    // The first answer brought the platform's time along: with it the same question is in time.
    if (answer.code === overloaded && /timestamp/i.test(answer.message)) {
      return noted(call, await askOnce(call, token));
    }
    return noted(call, answer);
  }

  function noted(call: TiktokCall, answer: TiktokAnswer): TiktokAnswer {
    if (answer.code !== 0)
      log.warn({ path: call.path, code: answer.code, logId: answer.requestId }, 'TikTok Shop said no');
    return answer;
  }

  return {
    ask,
    async read(call, schema) {
      const answer = await ask(call);
      if (answer.code !== 0) throw refusedUs(answer);
      const data = schema.safeParse(answer.data);
      if (!data.success)
        throw new Fault('platform.gibberish', 'later', {
          begins: data.error.issues[0]?.path.join('.') ?? '',
        });
      return data.data;
    },
    async download(address, mostBytes) {
      const { bytes } = await web.send({
        method: 'GET',
        url: address,
        lane: 'download',
        wants: 'bytes',
        mostBytes,
      });
      return bytes;
    },
  };
}

export function parseAnswer(json: unknown): TiktokAnswer {
  const parsed = envelope.safeParse(json);
  if (!parsed.success) throw new Fault('platform.gibberish', 'later', { begins: 'code' });
  const { code, message, request_id: requestId, data } = parsed.data;
  return { code, message, requestId, data };
}

/** 429 in the envelope's own way is busy; missing rights need a person; the rest is told in the platform's words. */
export function refusedUs(answer: TiktokAnswer): Fault {
  const facts = { code: answer.code, words: answer.message.slice(0, 300), logId: answer.requestId };
  if (answer.code === 36009002) return new Fault('platform.busy', 'later', facts);
  if (answer.code === 36009033) return new Fault('platform.address-not-allowed', 'never', facts);
  if (answer.code === 105005) return new Fault('platform.scope-missing', 'never', facts);
  if (answer.code === tokenEnded || answer.code === 101000)
    return new Fault('platform.re-authorise', 'never', facts);
  return new Fault('platform.refused-us', 'later', facts);
}
