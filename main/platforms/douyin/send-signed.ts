// One signed question to Douyin and its envelope. The very text that was signed is what leaves; the time is the platform's, as far as
// its answers have told it, and what is refused for its time goes again with the time that the refusal told.

import { z } from 'zod';
import { Fault } from '../../basics/fault.ts';
import type { AdapterParts } from '../adapter.ts';
import type { DouyinLink } from '../link.ts';
import { createSigner } from '../web/signer.ts';
import { canonicalJson } from './canonical-json.ts';
import { kindOf } from './codes.ts';

/** `code` 10000 is yes. `logId` is what the platform's people ask for. */
export interface DouyinAnswer {
  readonly code: number;
  readonly subCode: string;
  /** In the platform's own words. */
  readonly message: string;
  readonly logId: string;
  readonly data: unknown;
}

export interface SignedSender {
  /**
   * `method` as the platform names it, `order.searchList`; without a token for questions about tokens. Faults: those of the way there, and
   * of `beforeLeaving`, which is called when its turn has come and may keep it here.
   */
  send(
    method: string,
    params: object,
    token: string | null,
    beforeLeaving?: () => void,
  ): Promise<DouyinAnswer>;
  /** The query of such a question without sending it: the print component asks by itself. */
  signQuery(method: string, body: string, token: string | null): Promise<Record<string, string>>;
}

const text = z
  .string()
  .nullish()
  .transform((told) => told ?? '');

const envelope = z.object({
  code: z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]),
  msg: text,
  sub_code: text,
  sub_msg: text,
  log_id: text,
  data: z.unknown().optional(),
});

/** The text between the two secrets: fields in the order the platform reads them, nothing between them. */
export function textToSign(asked: {
  readonly appKey: string;
  readonly method: string;
  readonly body: string;
  readonly timestamp: string;
}): string {
  return `app_key${asked.appKey}method${asked.method}param_json${asked.body}timestamp${asked.timestamp}v2`;
}

export function createSignedSender(
  parts: Pick<AdapterParts<DouyinLink>, 'web' | 'clock' | 'secrets' | 'shopId'> & {
    readonly link: () => DouyinLink;
  },
): SignedSender {
  const { web, clock } = parts;

  async function signQuery(method: string, body: string, token: string | null) {
    const { appKey, relay } = parts.link();
    const readSecret = (name: 'app-secret' | 'relay-key') => parts.secrets.read(parts.shopId, name);
    const timestamp = String(Math.floor((clock.now() + (web.clockOffsetMs() ?? 0)) / 1_000));
    const signer = createSigner({ web, appKey, relay, readSecret });
    const sign = await signer.sign(textToSign({ appKey, method, body, timestamp }));
    return {
      ...(token !== null && { access_token: token }),
      app_key: appKey,
      method,
      timestamp,
      v: '2',
      sign,
      // Without it the platform takes the signature for the older kind.
      sign_method: 'hmac-sha256',
    };
  }

  async function sendOnce(
    method: string,
    body: string,
    token: string | null,
    beforeLeaving: (() => void) | undefined,
  ): Promise<DouyinAnswer> {
    await web.turn(method);
    beforeLeaving?.();
    const query = new URLSearchParams(await signQuery(method, body, token));
    const gateway = parts.link().gateway.replace(/\/$/, '');
    const { json } = await web.send({
      method: 'POST',
      url: `${gateway}/${method.replaceAll('.', '/')}?${query}`,
      lane: method,
      hasTurn: true,
      headers: { 'content-type': 'application/json', 'x-open-no-old-err-code': '1' },
      body: new TextEncoder().encode(body),
    });
    return parseAnswer(json);
  }

  return {
    signQuery,
    async send(method, params, token, beforeLeaving) {
      const body = canonicalJson(params);
      for (let repeats = 0; ; repeats += 1) {
        const answer = await sendOnce(method, body, token, beforeLeaving);
        if (kindOf(answer).kind !== 'clock' || repeats === mostClockRepeats) return answer;
      }
    },
  };
}

/** What an answer tells of the time is wrong when this machine slept while it was on its way; only the next answer puts it right. */
const mostClockRepeats = 2;

function parseAnswer(json: unknown): DouyinAnswer {
  const parsed = envelope.safeParse(json);
  if (!parsed.success) throw new Fault('platform.gibberish', 'later', { begins: 'code' });
  const { code, msg, sub_code: subCode, sub_msg, log_id: logId, data } = parsed.data;
  return { code, subCode, message: sub_msg || msg, logId, data };
}
