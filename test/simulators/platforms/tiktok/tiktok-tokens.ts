// Consent codes (30 minutes, once), access tokens (7 days), refresh tokens (once each). These calls carry no sign.

import { createHash } from 'node:crypto';
import type { Books, Grant } from './tiktok-books.ts';
import { nextId } from './tiktok-books.ts';
import { type Refusal, refuse } from './tiktok-gate.ts';

const accessSeconds = 7 * 86_400;
const refreshSeconds = 365 * 86_400;

export function makeToken(books: Books, kind: string): string {
  const seed = createHash('sha256')
    .update(`${kind}${nextId(books)}`)
    .digest('base64url');
  return `${kind}_${seed}${seed}`.slice(0, 72);
}

export function consent(books: Books, appKey: string, shopIds: readonly string[], now: number): string {
  const code = makeToken(books, 'TTP');
  books.codes.set(code, { appKey, shopIds, until: now + 1800, isUsed: false });
  return code;
}

export function getToken(books: Books, query: URLSearchParams, now: number): object | Refusal {
  const badApp = refuseApp(books, query);
  if (badApp) return badApp;
  if (query.get('grant_type') !== 'authorized_code')
    return refuse(36004003, 'grant_type must be authorized_code');
  const code = books.codes.get(query.get('auth_code') ?? '');
  if (!code || code.appKey !== query.get('app_key')) return refuse(36004004, 'Authorization code is invalid');
  if (code.isUsed || code.until <= now)
    return refuse(36004004, 'Authorization code has been used or has expired');
  code.isUsed = true;
  const grant: Grant = {
    appKey: code.appKey,
    shopIds: code.shopIds,
    accessToken: makeToken(books, 'TTPA'),
    accessUntil: now + accessSeconds,
    refreshToken: makeToken(books, 'TTPR'),
    refreshUntil: now + refreshSeconds,
    isWithdrawn: false,
  };
  books.grants.push(grant);
  return answerOf(books, grant);
}

/** A new pair; the old access token and the old refresh token are dead from now on. */
export function refreshToken(books: Books, query: URLSearchParams, now: number): object | Refusal {
  const badApp = refuseApp(books, query);
  if (badApp) return badApp;
  if (query.get('grant_type') !== 'refresh_token')
    return refuse(36004003, 'grant_type must be refresh_token');
  const grant = books.grants.find((each) => each.refreshToken === query.get('refresh_token'));
  if (!grant || grant.isWithdrawn || grant.appKey !== query.get('app_key'))
    return refuse(36004005, 'Refresh token is invalid');
  if (grant.refreshUntil <= now) return refuse(36004006, 'Refresh token has expired');
  grant.accessToken = makeToken(books, 'TTPA');
  grant.accessUntil = now + accessSeconds;
  grant.refreshToken = makeToken(books, 'TTPR');
  return answerOf(books, grant);
}

function refuseApp(books: Books, query: URLSearchParams): Refusal | undefined {
  const app = books.apps.get(query.get('app_key') ?? '');
  if (!app || app.secret !== query.get('app_secret'))
    return refuse(36004001, 'app_key or app_secret is invalid');
  return undefined;
}

/** `…_expire_in` are moments, not durations: the platform's own trap. */
function answerOf(books: Books, grant: Grant): object {
  const shop = books.shops.get(grant.shopIds[0] ?? '');
  return {
    access_token: grant.accessToken,
    access_token_expire_in: grant.accessUntil,
    refresh_token: grant.refreshToken,
    refresh_token_expire_in: grant.refreshUntil,
    open_id: `open-${grant.shopIds[0] ?? ''}`,
    seller_name: shop?.name ?? '',
    seller_base_region: shop?.region ?? '',
    user_type: 0,
    granted_scopes: ['seller.authorization.info', 'seller.order.info', 'seller.fulfillment.basic'],
  };
}
