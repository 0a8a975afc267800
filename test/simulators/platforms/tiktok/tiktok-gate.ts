// Who may come in: app, time, sign, token, scope, shop. Written from the reference alone; the sign is made over the bytes that came.

import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Asked } from '../door.ts';
import type { App, Books, Grant, Shop } from './tiktok-books.ts';

export interface Refusal {
  readonly code: number;
  readonly message: string;
  readonly status?: number;
}

export type Scope =
  | 'Shop Authorized Information'
  | 'Order Information'
  | 'Fulfillment Basic'
  | 'Package Split And Combine'
  | 'Logistics Basic'
  | 'Return & Refund Basic';

export const refuse = (code: number, message: string, status = 200): Refusal => ({ code, message, status });

/** Seconds a caller's clock may be behind and ahead. */
const window = { behind: 300, ahead: 30 };

export interface Signed {
  readonly secret: string;
  readonly path: string;
  readonly query: Iterable<readonly [string, string]>;
  readonly body: Uint8Array;
  readonly contentType: string;
}

/** The sign a request must carry: key order by code unit, decoded values, the very bytes of the body unless it is multipart. */
export function signOf({ secret, path, query, body, contentType }: Signed): string {
  const pairs = [...query].filter(([key]) => key !== 'sign' && key !== 'access_token');
  pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const mac = createHmac('sha256', secret);
  mac.update(secret + path + pairs.map(([key, value]) => key + value).join(''));
  const [mediaType = ''] = contentType.split(';');
  if (mediaType.trim().toLowerCase() !== 'multipart/form-data') mac.update(body);
  mac.update(secret);
  return mac.digest('hex');
}

function isSame(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}

export interface Entrance {
  readonly app: App;
  readonly grant: Grant;
  /** Null where a call is about no shop. */
  readonly shop: Shop | null;
}

export interface Wanted {
  readonly scope: Scope;
  /** Whether the call is about one shop; `either` where the reference calls it optional. */
  readonly cipher: 'needed' | 'unwanted' | 'either';
}

export function letIn(books: Books, asked: Asked, wanted: Wanted): Entrance | Refusal {
  const { query, headers } = asked;
  const app = books.apps.get(query.get('app_key') ?? '');
  if (!app) return refuse(36009004, 'Invalid app_key', 401);
  if (app.isAddressRefused) return refuse(36009033, 'IP address is not in the IP allow list of the app', 401);
  const badTime = refuseTime(query.get('timestamp'), Math.floor(asked.now / 1000));
  if (badTime) return badTime;
  const badSign = refuseSign(books, asked, app);
  if (badSign) return badSign;
  const token = headers['x-tts-access-token'] ?? '';
  if (token === '') return refuse(36009004, 'Missing x-tts-access-token', 401);
  const grant = books.grants.find((each) => each.accessToken === token && each.appKey === app.key);
  if (!grant || grant.isWithdrawn) return refuse(36009004, 'Invalid access_token', 401);
  if (grant.accessUntil <= Math.floor(asked.now / 1000))
    return refuse(105002, 'Expired credentials. The access_token has expired', 401);
  if (app.withoutScopes.includes(wanted.scope))
    return refuse(105005, `Access denied. The scope ${wanted.scope} is missing`, 401);
  return findShop(books, asked, wanted, app, grant);
}

function refuseTime(timestamp: string | null, now: number): Refusal | undefined {
  if (timestamp === null) return refuse(36009004, 'Missing timestamp', 401);
  if (!/^\d{10}$/.test(timestamp)) return refuse(36009004, 'Invalid timestamp format', 401);
  const behind = now - Number(timestamp);
  if (behind > window.behind || -behind > window.ahead)
    return refuse(36009004, 'Invalid timestamp. It must be within 5 minutes of the server time', 401);
  return undefined;
}

function refuseSign(books: Books, asked: Asked, app: App): Refusal | undefined {
  const sign = asked.query.get('sign');
  if (sign === null || sign === '') return refuse(36009004, 'Missing sign', 401);
  const isEmptyObject = asked.body.toString('latin1') === '{}';
  const body =
    asked.method === 'GET' || (isEmptyObject && !books.signsEmptyObject) ? Buffer.alloc(0) : asked.body;
  const contentType = asked.headers['content-type'] ?? '';
  const right = signOf({ secret: app.secret, path: asked.path, query: asked.query, body, contentType });
  if (!isSame(sign, right))
    return refuse(106001, "Invalid credentials. The 'sign' query parameter is invalid", 401);
  return undefined;
}

function findShop(books: Books, asked: Asked, wanted: Wanted, app: App, grant: Grant): Entrance | Refusal {
  const cipher = asked.query.get('shop_cipher');
  if (wanted.cipher === 'unwanted') {
    if (cipher !== null) return refuse(36009004, 'Unexpected identifier shop_cipher', 401);
    return { app, grant, shop: null };
  }
  if (cipher === null || cipher === '') {
    const [only] = grant.shopIds;
    if (wanted.cipher === 'needed' || only === undefined || grant.shopIds.length > 1)
      return refuse(106013, 'The shop_cipher is missing', 401);
    return { app, grant, shop: books.shops.get(only) ?? null };
  }
  const shop = [...books.shops.values()].find((each) => each.cipher === cipher);
  if (!shop || !grant.shopIds.includes(shop.id))
    return refuse(101000, 'The access token does not match the shop_cipher', 401);
  return { app, grant, shop };
}
