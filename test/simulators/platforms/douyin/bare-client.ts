// The barest client of Douyin: signs by its own hand, pages through everything as fast as it can, keeps nothing. What a station's pull
// is measured against, and the hands of the simulator's own tests.

import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';

export interface DouyinAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** As it came: 19-digit numbers are whole here, and rounded in `data`. */
  readonly text: string;
  readonly code: number;
  readonly sub_code: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface DouyinHands {
  readonly token: string;
  /** `body` is sent as it stands: its keys must be in order. */
  ask(method: string, body: object | string, wish?: { readonly sign?: string }): Promise<DouyinAnswer>;
  /** Every order from `since` (seconds) by update time, and every refund. */
  allOrders(
    since: number,
  ): Promise<{ readonly orders: readonly { readonly order_id: string }[]; readonly bytes: number }>;
  close(): void;
}

interface Account {
  readonly appKey: string;
  readonly appSecret: string;
  readonly shopId: string;
}

export async function openDouyin(
  url: string,
  account: Account,
  now: () => number,
  token?: string,
): Promise<DouyinHands> {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  let accessToken = token ?? '';
  let bytes = 0;

  async function ask(
    method: string,
    body: object | string,
    wish: { readonly sign?: string } = {},
  ): Promise<DouyinAnswer> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const { appKey, appSecret: secret } = account;
    const timestamp = String(Math.floor(now() / 1000));
    const signed = `${secret}app_key${appKey}method${method}param_json${text}timestamp${timestamp}v2${secret}`;
    const query = new URLSearchParams({
      app_key: appKey,
      method,
      v: '2',
      timestamp,
      sign_method: 'hmac-sha256',
      sign: wish.sign ?? createHmac('sha256', secret).update(signed).digest('hex'),
      ...(accessToken !== '' && { access_token: accessToken }),
    });
    const answer = await exchange(agent, `${url}/${method.replaceAll('.', '/')}?${query}`, text);
    bytes += answer.text.length;
    const told = JSON.parse(answer.text) as {
      code: number;
      sub_code: string;
      data: Record<string, unknown> | null;
    }; // the envelope
    return { ...answer, ...told, data: told.data ?? {} };
  }

  if (accessToken === '') {
    const made = await ask('token.create', {
      code: '',
      grant_type: 'authorization_self',
      shop_id: account.shopId,
    });
    accessToken = String(made.data.access_token ?? '');
    if (accessToken === '') throw new Error(`no token: ${made.text}`);
  }

  return {
    token: accessToken,
    ask,
    async allOrders(since) {
      const before = bytes;
      const until = Math.floor(now() / 1000) + 1;
      const orders: { order_id: string }[] = [];
      for (let page = 0; ; page += 1) {
        const found = await ask('order.searchList', {
          order_asc: true,
          order_by: 'update_time',
          page,
          size: 100,
          update_time_end: until,
          update_time_start: since,
        });
        const rows = found.data.shop_order_list as { order_id: string }[]; // as the wire has it
        orders.push(...rows);
        if (rows.length < 100) break;
      }
      for (let page = 0; ; page += 1) {
        const found = await ask('afterSale.List', {
          order_by: ['update_time asc'],
          page,
          size: 100,
          update_end_time: until,
          update_start_time: since,
        });
        if (found.data.has_more !== true) break;
      }
      return { orders, bytes: bytes - before };
    },
    close: () => agent.destroy(),
  };
}

function exchange(
  agent: Agent,
  url: string,
  body: string,
): Promise<{ status: number; headers: Headers; text: string }> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' };
    const sent = request(url, { method: 'POST', agent, headers }, (answer) => {
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
