// Signs requests for a shop. Both platforms want the same: the hex HMAC-SHA256, keyed with the app's secret, of the text with the
// secret before and behind it. With a relay the secret stays there and only the text goes out.

import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { Fault } from '../../basics/fault.ts';
import type { WebClient } from './web-client.ts';

export interface Signer {
  /** 64 hex digits. Faults: `platform.no-secret`, `platform.relay-refused` (status), and those of the way to the relay. */
  sign(text: string): Promise<string>;
}

export interface SignerParts {
  readonly web: WebClient;
  readonly appKey: string;
  readonly relay: string | null;
  readonly readSecret: (name: 'app-secret' | 'relay-key') => string | undefined;
}

const relayAnswer = z.object({ sign: z.string().regex(/^[0-9a-f]{64}$/) });

export function createSigner({ web, appKey, relay, readSecret }: SignerParts): Signer {
  return {
    async sign(text) {
      if (relay !== null) return askRelay(relay, text);
      const secret = readSecret('app-secret');
      if (secret === undefined) throw new Fault('platform.no-secret', 'never');
      return signWith(secret, text);
    },
  };

  /** `POST {relay}/sign` with `{"app_key","text"}` and the relay's own key as bearer; `{"sign"}` comes back. */
  async function askRelay(address: string, text: string): Promise<string> {
    const answer = await web.send({
      method: 'POST',
      url: `${address.replace(/\/$/, '')}/sign`,
      lane: `relay ${address}`,
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${readSecret('relay-key') ?? ''}`,
      },
      body: new TextEncoder().encode(JSON.stringify({ app_key: appKey, text })),
    });
    const told = relayAnswer.safeParse(answer.json);
    if (answer.status !== 200 || !told.success)
      throw new Fault('platform.relay-refused', 'later', { status: answer.status });
    return told.data.sign;
  }
}

export function signWith(secret: string, text: string): string {
  return createHmac('sha256', secret).update(`${secret}${text}${secret}`, 'utf8').digest('hex');
}
