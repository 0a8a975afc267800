// Tokens of the simulated Douyin: a shop's own app makes them without a consent; a tool needs a code (10 minutes, once). Access lives
// 7 days, refresh 14 days and once.

import { createHash } from 'node:crypto';
import type { App, Books, Grant } from './douyin-books.ts';
import { nextId } from './douyin-books.ts';
import { type Refusal, refuse } from './douyin-gate.ts';
import type { Json } from './douyin-json.ts';

const accessSeconds = 7 * 86_400;
const refreshSeconds = 14 * 86_400;

function makeToken(books: Books): string {
  const hex = createHash('sha256').update(nextId(books)).digest('hex');
  return [8, 12, 16, 20, 32].map((end, no, ends) => hex.slice(ends[no - 1] ?? 0, end)).join('-');
}

export function consent(books: Books, appKey: string, shopId: string, now: number): string {
  const code = makeToken(books);
  books.codes.set(code, { appKey, shopId, until: now + 600, isUsed: false });
  return code;
}

export function createToken(
  books: Books,
  app: App,
  body: Readonly<Record<string, Json>>,
  now: number,
): object | Refusal {
  if (body.grant_type === 'authorization_self') {
    if (app.kind !== 'self') return refuse(50002, 'isv.business-failed:4', '非自用型应用code不能为空');
    const shop = books.shops.get(String(body.shop_id ?? ''));
    if (shop?.appKey !== app.key) return refuse(50002, 'isv.business-failed:31004', '店铺未授权');
    return answerOf(books, addGrant(books, app.key, shop.id, now), now);
  }
  if (body.grant_type !== 'authorization_code')
    return refuse(40004, 'isv.parameter-invalid:1', 'grant_type 不支持');
  const code = books.codes.get(String(body.code ?? ''));
  if (!code || code.appKey !== app.key || code.isUsed || code.until <= now)
    return refuse(50001, 'dop.token-generate-failed:code-invalid', 'code 无效或已过期');
  code.isUsed = true;
  return answerOf(books, addGrant(books, app.key, code.shopId, now), now);
}

/** A new pair; the old pair is dead from now on. */
export function refreshToken(
  books: Books,
  app: App,
  body: Readonly<Record<string, Json>>,
  now: number,
): object | Refusal {
  if (body.grant_type !== 'refresh_token')
    return refuse(40004, 'isv.parameter-invalid:1', 'grant_type 不支持');
  const grant = books.grants.find((each) => each.refreshToken === body.refresh_token);
  if (!grant || grant.appKey !== app.key || grant.isWithdrawn)
    return refuse(50001, 'dop.token-generate-failed:token-invalid', 'refresh_token 无效');
  if (grant.refreshUntil <= now)
    return refuse(50001, 'dop.token-generate-failed:token-expired', 'refresh_token 已过期');
  renew(books, grant, now);
  return answerOf(books, grant, now);
}

export function addGrant(books: Books, appKey: string, shopId: string, now: number): Grant {
  const grant: Grant = {
    appKey,
    shopId,
    accessToken: '',
    accessUntil: 0,
    refreshToken: '',
    refreshUntil: 0,
    isWithdrawn: false,
  };
  renew(books, grant, now);
  books.grants.push(grant);
  return grant;
}

function renew(books: Books, grant: Grant, now: number): void {
  grant.accessToken = makeToken(books);
  grant.accessUntil = now + accessSeconds;
  grant.refreshToken = makeToken(books);
  grant.refreshUntil = now + refreshSeconds;
}

/** `expires_in` is a duration, unlike elsewhere. The shop's id is a bare number. */
function answerOf(books: Books, grant: Grant, now: number): object {
  return {
    access_token: grant.accessToken,
    expires_in: grant.accessUntil - now,
    refresh_token: grant.refreshToken,
    scope: 'SCOPE',
    shop_id: BigInt(grant.shopId),
    shop_name: books.shops.get(grant.shopId)?.name ?? '',
    authority_id: grant.shopId,
    auth_subject_type: '',
  };
}
