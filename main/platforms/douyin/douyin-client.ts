// Douyin as the rest of the adapter asks it: with the shop's token, at the shop's rate. What may be repeated by itself is: an ended
// token once, and a question that came too fast. Everything else is the caller's to decide.

import type { z } from 'zod';
import { Fault, isFault } from '../../basics/fault.ts';
import type { AdapterParts } from '../adapter.ts';
import type { DouyinLink } from '../link.ts';
import type { TokenKeeper } from '../web/token-keeper.ts';
import { faultOf, kindOf } from './codes.ts';
import type { DouyinAnswer, SignedSender } from './send-signed.ts';

export interface DouyinClient {
  /**
   * A yes, or a no that is about this one thing or about this moment. Faults: what concerns the whole shop, and the way there; and those of
   * `beforeLeaving`, which is called when its turn has come and may keep it here.
   */
  ask(method: string, params: object, beforeLeaving?: () => void): Promise<DouyinAnswer>;
  /** The data of a yes. Faults: `platform.refused-us`, `platform.busy` for a no (code, subCode, words, logId). */
  read<Data>(method: string, params: object, schema: z.ZodType<Data>): Promise<Data>;
  /** The same of an answer that is there. */
  yes<Data>(answer: DouyinAnswer, schema: z.ZodType<Data>): Data;
}

/** How long to hold back after each "too fast", and so how often to ask again. */
const limitedMs = [250, 500, 1_000, 2_000] as const;

export function createDouyinClient(
  parts: Pick<AdapterParts<DouyinLink>, 'web' | 'log'> & {
    readonly sender: SignedSender;
    readonly tokens: TokenKeeper;
  },
): DouyinClient {
  const { web, sender, tokens, log } = parts;

  async function ask(method: string, params: object, beforeLeaving?: () => void): Promise<DouyinAnswer> {
    let token = await tokens.get();
    let answer = await sender.send(method, params, token, beforeLeaving);
    let isRenewed = false;
    let limitedCount = 0;
    for (;;) {
      const { kind } = kindOf(answer);
      if (kind === 'ok') return answer;
      log.warn({ method, code: answer.code, subCode: answer.subCode, logId: answer.logId }, 'Douyin said no');
      const waitMs = kind === 'limited' ? limitedMs[limitedCount] : undefined;
      if (waitMs !== undefined) {
        limitedCount += 1;
        web.slowDown(method, waitMs);
      } else if (kind === 'token' && !isRenewed) {
        isRenewed = true;
        tokens.ended(token);
        token = await tokens.get();
      } else break;
      answer = await sender.send(method, params, token, beforeLeaving);
    }
    const { kind } = kindOf(answer);
    if (kind === 'business' || kind === 'later') return answer;
    throw faultOf(answer);
  }

  function yes<Data>(answer: DouyinAnswer, schema: z.ZodType<Data>): Data {
    if (kindOf(answer).kind !== 'ok') throw faultOf(answer);
    const data = schema.safeParse(answer.data ?? {});
    if (data.success) return data.data;
    throw new Fault('platform.gibberish', 'later', { begins: data.error.issues[0]?.path.join('.') ?? '' });
  }

  return {
    ask,
    yes,
    read: async (method, params, schema) => yes(await ask(method, params), schema),
  };
}

/**
 * Again at once, as often as the platform asks for, where the answer was lost or the platform had none: for questions alone, which change
 * nothing over there. The lane's rate holds them apart.
 */
export async function askedAgain<Answer>(question: () => Promise<Answer>): Promise<Answer> {
  for (let repeats = 0; ; repeats += 1) {
    try {
      return await question();
    } catch (thrown) {
      // What came too fast has been waited for already.
      const isLost = isFault(thrown) && lostCodes.includes(thrown.code) && thrown.facts.code !== tooFast;
      if (!isLost || repeats === mostRepeats) throw thrown;
    }
  }
}

/** "Three to five times within 30 seconds", of `isp.service-error:20004` and `20005`. */
const mostRepeats = 3;
const tooFast = 60000;
const lostCodes: readonly string[] = ['platform.silent', 'platform.gibberish', 'platform.busy'];
