// The barest client of TikTok Shop: signs by its own hand, pages through everything as fast as it can, keeps nothing. What a station's
// pull is measured against, and the hands of the simulator's own tests.

import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';

export interface TiktokAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly code: number;
  readonly message: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface TiktokHands {
  readonly appKey: string;
  readonly token: string;
  /** `spoil` changes the body after it was signed. */
  ask(
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    query?: Readonly<Record<string, string>>,
    body?: object,
    spoil?: (body: string) => string,
  ): Promise<TiktokAnswer>;
  /** Every order from `since` (seconds), by update time, with details in chunks of 50. */
  allOrders(
    since?: number,
  ): Promise<{ readonly orders: readonly { readonly id: string }[]; readonly bytes: number }>;
  close(): void;
}

interface Account {
  readonly appKey: string;
  readonly appSecret: string;
  readonly cipher: string;
  readonly code: string;
}

/** Trades the consent for a token unless one is given. */
export async function openTiktok(
  url: string,
  account: Account,
  now: () => number,
  token?: string,
): Promise<TiktokHands> {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const accessToken = token ?? (await tradeCode(url, account));
  let bytes = 0;

  async function ask(
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    query: Readonly<Record<string, string>> = {},
    body?: object,
    spoil: (text: string) => string = (text) => text,
  ): Promise<TiktokAnswer> {
    const text = body === undefined ? '' : JSON.stringify(body);
    const cipher = path.startsWith('/authorization/') ? {} : { shop_cipher: account.cipher };
    const all: Record<string, string> = {
      app_key: account.appKey,
      timestamp: String(Math.floor(now() / 1000)),
      ...cipher,
      ...query,
    };
    if (all.shop_cipher === '') delete all.shop_cipher;
    const base = Object.keys(all)
      .sort()
      .map((key) => key + all[key])
      .join('');
    const { appSecret: secret } = account;
    const sign = createHmac('sha256', secret)
      .update(secret + path + base + text + secret)
      .digest('hex');
    const answer = await exchange(
      agent,
      `${url}${path}?${new URLSearchParams({ ...all, sign })}`,
      method,
      { 'x-tts-access-token': accessToken, 'content-type': 'application/json' },
      spoil(text),
    );
    bytes += answer.text.length;
    const told = JSON.parse(answer.text) as {
      code: number;
      message: string;
      data: Record<string, unknown> | null;
    }; // the envelope
    return { status: answer.status, headers: answer.headers, ...told, data: told.data ?? {} };
  }

  return {
    appKey: account.appKey,
    token: accessToken,
    ask,
    async allOrders(since = 0) {
      const before = bytes;
      const orders: { id: string }[] = [];
      const until = Math.floor(now() / 1000) + 1;
      let page = '';
      do {
        const found = await ask(
          'POST',
          '/order/202309/orders/search',
          {
            page_size: '100',
            sort_field: 'update_time',
            sort_order: 'ASC',
            ...(page !== '' && { page_token: page }),
          },
          { update_time_ge: since, update_time_lt: until },
        );
        const ids = (found.data.orders as { id: string }[]).map(({ id }) => id); // as the wire has it
        const chunks = [ids.slice(0, 50), ids.slice(50)].filter((chunk) => chunk.length > 0);
        const details = await Promise.all(
          chunks.map((chunk) => ask('GET', '/order/202309/orders', { ids: chunk.join(',') })),
        );
        for (const detail of details) orders.push(...(detail.data.orders as { id: string }[])); // as the wire has it
        page = String(found.data.next_page_token ?? '');
      } while (page !== '');
      return { orders, bytes: bytes - before };
    },
    close: () => agent.destroy(),
  };
}

async function tradeCode(url: string, account: Account): Promise<string> {
  const query = new URLSearchParams({
    app_key: account.appKey,
    app_secret: account.appSecret,
    auth_code: account.code,
    grant_type: 'authorized_code',
  });
  const answer = await fetch(`${url}/api/v2/token/get?${query}`);
  const told = (await answer.json()) as { data: { access_token: string } | null }; // the token server's shape
  if (!told.data) throw new Error('the consent was refused');
  return told.data.access_token;
}

function exchange(
  agent: Agent,
  url: string,
  method: string,
  headers: Record<string, string>,
  body: string,
): Promise<{ status: number; headers: Headers; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, agent, headers }, (answer) => {
      const pieces: Buffer[] = [];
      answer.on('data', (piece: Buffer) => pieces.push(piece));
      answer.on('error', reject);
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: new Headers(answer.headers as Record<string, string>), // one value each here
          text: Buffer.concat(pieces).toString('utf8'),
        }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
