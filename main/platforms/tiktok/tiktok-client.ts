// One call to TikTok Shop: signed over the exact bytes that leave, with the shop's token and cipher, answered in its envelope.
// What may be repeated by itself is: an ended token once, a clock that was off twice, and what was not done because it was too much
// at once. When the account itself is not let in, nothing of a single order is wrong: that is a Fault, whatever was asked.

import { z } from 'zod';
import { Fault, isFault } from '../../basics/fault.ts';
import type { AdapterParts } from '../adapter.ts';
import { addressNotAllowed } from '../address-not-allowed.ts';
import type { TiktokLink } from '../link.ts';
import { createSigner } from '../web/signer.ts';
import type { TokenKeeper } from '../web/token-keeper.ts';
import { classOf, overloaded, tokenEnded, tooMany } from './codes.ts';
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
  /** Called when its turn has come; a Fault of it keeps it here. */
  readonly beforeLeaving?: () => void;
}

/** `code` 0 is yes; `data` of a no may be null. `requestId` is what the platform's people ask for. */
export interface TiktokAnswer {
  readonly code: number;
  readonly message: string;
  readonly requestId: string;
  readonly data: unknown;
}

export interface TiktokClient {
  /**
   * Any answer in the envelope that is about what was asked, yes or no. Faults: those of the way there, and when the account is not let
   * in: `platform.re-authorise`, `platform.scope-missing`, `platform.address-not-allowed` or `-to-add`, `platform.shop-not-chosen`, `platform.refused-us`.
   */
  ask(call: TiktokCall): Promise<TiktokAnswer>;
  /** The data of a yes. Faults: `platform.refused-us` (code, words, logId) for a no. */
  read<Data>(call: TiktokCall, schema: z.ZodType<Data>): Promise<Data>;
  /** Bytes behind an address the platform gave; nothing of ours goes along. */
  download(address: string, mostBytes: number): Promise<Uint8Array>;
}

const envelope = z.object({
  code: z.number(),
  message: z.string().nullish(),
  request_id: z.string().nullish(),
  data: z.unknown().optional(),
});

/** Waits before what was too much is asked again; the limiter has slowed down meanwhile. */
const tooManyWaitsMs: readonly number[] = [1_000, 2_000, 4_000];
/** What an answer tells of the time is wrong when this machine slept while it was on its way; only the next answer puts it right. */
const mostClockRepeats = 2;

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
    const isOfShop = call.isOfShop !== false;
    if (isOfShop && link.shopCipher === '') throw new Fault('platform.shop-not-chosen', 'never', {});
    const body = call.body === undefined ? undefined : JSON.stringify(call.body);
    const lane = laneOf(call.path);
    // Signed when it leaves: the time is in the signature.
    await web.turn(lane);
    call.beforeLeaving?.();
    const query: Query = {
      ...call.query,
      app_key: link.appKey,
      timestamp: String(Math.floor((clock.now() + (web.clockOffsetMs() ?? 0)) / 1_000)),
      ...(isOfShop && { shop_cipher: link.shopCipher }),
    };
    const sign = await signer().sign(textToSign(call.path, query, body));
    const { json } = await web.send({
      method: call.method,
      url: `${link.gateway.replace(/\/$/, '')}${call.path}?${encodeQuery({ ...query, sign })}`,
      lane,
      hasTurn: true,
      headers: { 'content-type': 'application/json', 'x-tts-access-token': token },
      ...(body !== undefined && { body: new TextEncoder().encode(body) }),
    });
    return parseAnswer(json);
  }

  /** 429, and its like in the envelope, was not done: it may be asked again, whatever it is. */
  async function askInTurn(call: TiktokCall, token: string): Promise<TiktokAnswer> {
    for (const waitMs of tooManyWaitsMs) {
      try {
        const answer = await askOnce(call, token);
        if (answer.code !== tooMany) return answer;
      } catch (thrown) {
        if (!isFault(thrown) || thrown.code !== 'platform.busy' || thrown.facts.status !== 429) throw thrown;
      }
      await sleep(waitMs);
    }
    return askOnce(call, token);
  }

  function sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      clock.after(ms, resolve);
    });
  }

  async function ask(call: TiktokCall): Promise<TiktokAnswer> {
    const token = await tokens.get();
    let answer = await askInTurn(call, token);
    if (isTokenEnded(answer)) {
      tokens.ended(token);
      answer = await askInTurn(call, await tokens.get());
    }
    for (let repeats = 0; repeats < mostClockRepeats && isClockOff(answer); repeats += 1) {
      // The answer brought the platform's time along: with it the same question is in time.
      answer = await askInTurn(call, await tokens.get());
    }
    if (answer.code === 0) return answer;
    const facts = { path: laneOf(call.path), code: answer.code, logId: answer.requestId };
    log.warn(facts, 'TikTok Shop said no');
    if (classOf(answer.code) === 'account' || answer.code === tooMany) throw refusedUs(answer);
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
      const { status, bytes } = await web.send({
        method: 'GET',
        url: address,
        lane: 'download',
        wants: 'bytes',
        mostBytes,
      });
      // An address that has ended answers with a page that says so: that is no label.
      if (status !== 200)
        throw new Fault('platform.refused-us', 'later', { words: `HTTP ${status}`, logId: '' });
      return bytes;
    },
  };
}

/** Numbers of orders and packages are no kinds of calls: all of one kind share a rate. */
function laneOf(path: string): string {
  return path.replace(/\/\d{6,}(?=\/|$)/g, (part) => (/^\/20\d{4}$/.test(part) ? part : '/*'));
}

function isTokenEnded(answer: TiktokAnswer): boolean {
  return answer.code === tokenEnded || (answer.code === overloaded && /token/i.test(answer.message));
}

function isClockOff(answer: TiktokAnswer): boolean {
  return answer.code === overloaded && /timestamp/i.test(answer.message);
}

export function parseAnswer(json: unknown): TiktokAnswer {
  const parsed = envelope.safeParse(json);
  if (!parsed.success) throw new Fault('platform.gibberish', 'later', { begins: 'code' });
  const { code, message, request_id: requestId, data } = parsed.data;
  return { code, message: message ?? '', requestId: requestId ?? '', data };
}

/** What stops the whole shop has a Fault of its own, by which a person knows what to do; the rest is told in the platform's words. */
export function refusedUs(answer: TiktokAnswer): Fault {
  const facts = { code: answer.code, words: answer.message.slice(0, 300), logId: answer.requestId };
  if (classOf(answer.code) === 'retry') return new Fault('platform.busy', 'later', facts);
  if (answer.code === 36009033) return addressNotAllowed(answer.message, facts);
  if (answer.code === 105005) return new Fault('platform.scope-missing', 'never', facts);
  if (isTokenEnded(answer) || answer.code === 101000)
    return new Fault('platform.re-authorise', 'never', facts);
  return new Fault('platform.refused-us', 'later', facts);
}
