// Who may come in: app, address, time, sign, token. Written from the reference alone; the sign is made over the parameter text that
// came, which must be in the canonical form.

import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Asked } from '../door.ts';
import type { App, Books, Grant, Shop } from './douyin-books.ts';
import { type Json, readJson } from './douyin-json.ts';

export interface Refusal {
  readonly code: number;
  readonly sub: string;
  readonly words: string;
}

export const refuse = (code: number, sub: string, words: string): Refusal => ({ code, sub, words });
/** A refusal of the business, known by its number. */
export const refuseBusiness = (number: number, words: string): Refusal =>
  refuse(50002, `isv.business-failed:${number}`, words);
export const refuseParameter = (number: number, words: string): Refusal =>
  refuse(40004, `isv.parameter-invalid:${number}`, words);

export interface Signed {
  readonly secret: string;
  readonly appKey: string;
  readonly method: string;
  readonly body: string;
  readonly timestamp: string;
}

export function signOf(signed: Signed, by: 'md5' | 'hmac-sha256'): string {
  const { secret, appKey, method, body, timestamp } = signed;
  const text = `${secret}app_key${appKey}method${method}param_json${body}timestamp${timestamp}v2${secret}`;
  if (by === 'md5') return createHash('md5').update(text).digest('hex');
  return createHmac('sha256', secret).update(text).digest('hex');
}

/** Epoch ms of the three forms: seconds, milliseconds, and a date of Beijing. */
function readTimestamp(text: string): number | undefined {
  if (/^\d{10}$/.test(text)) return Number(text) * 1000;
  if (/^\d{13}$/.test(text)) return Number(text);
  const match = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)$/.exec(text);
  return match ? Date.parse(`${match[1]}T${match[2]}+08:00`) : undefined;
}

export interface Entrance {
  readonly app: App;
  readonly method: string;
  readonly body: Readonly<Record<string, Json>>;
  /** Missing for the calls that make tokens. */
  readonly grant?: Grant;
  readonly shop?: Shop;
}

const tokenCalls: readonly string[] = ['token.create', 'token.refresh'];

export function letIn(books: Books, asked: Asked): Entrance | Refusal {
  const { query } = asked;
  const method = query.get('method') ?? '';
  if (asked.path !== `/${method.replaceAll('.', '/')}`)
    return refuse(40003, 'isv.parameter-format-invalid', 'method 与路径不一致');
  const appKey = query.get('app_key') ?? '';
  if (appKey === '') return refuse(40001, 'isv.app-id-missing', 'app_key 缺失');
  const app = books.apps.get(appKey);
  if (!app) return refuse(30001, 'dop.app-forbidden', '应用不存在');
  if (app.isAddressRefused) return refuse(30002, 'isv.invalid_ip', 'IP 不在白名单：203.0.113.7');
  if (query.get('v') !== '2') return refuse(40003, 'isv.parameter-format-invalid', 'v 必须为 2');
  const body = refuseSign(books, asked, app, method);
  if ('code' in body && 'sub' in body) return body as Refusal; // parameters are never called code and sub at once
  const parameters = body as Readonly<Record<string, Json>>; // the other half of the union
  if (tokenCalls.includes(method)) return { app, method, body: parameters };
  const token = findGrant(books, asked, app);
  if ('sub' in token) return token;
  if (app.withoutMethods.includes(method))
    return refuse(30001, 'isv.app-permissions-insufficient', '应用没有该接口权限');
  const shop = books.shops.get(token.shopId);
  if (!shop) return refuse(30001, 'dop.authorization-no-existed', '授权不存在');
  return { app, method, body: parameters, grant: token, shop };
}

function refuseSign(
  books: Books,
  asked: Asked,
  app: App,
  method: string,
): Readonly<Record<string, Json>> | Refusal {
  const timestamp = asked.query.get('timestamp') ?? '';
  const at = readTimestamp(timestamp);
  if (at === undefined) return refuse(40003, 'isv.timestamp-format-error', 'timestamp 格式错误');
  if (Math.abs(asked.now - at) > books.windowSeconds * 1000)
    return refuse(40003, 'isv.timestamp-invalid', 'timestamp 超出允许范围');
  const sign = asked.query.get('sign') ?? '';
  if (sign === '') return refuse(40001, 'isv.signature-missing', 'sign 缺失');
  const by = asked.query.get('sign_method') ?? 'md5';
  if (by !== 'md5' && by !== 'hmac-sha256')
    return refuse(40003, 'isv.parameter-format-invalid', 'sign_method 不支持');
  if (!(asked.headers['content-type'] ?? '').startsWith('application/json'))
    return refuse(40003, 'isv.parameter-format-invalid', 'Content-Type 必须为 application/json');
  const text = asked.body.toString('utf8');
  const right = signOf({ secret: app.secret, appKey: app.key, method, body: text, timestamp }, by);
  const isSame = sign.length === right.length && timingSafeEqual(Buffer.from(sign), Buffer.from(right));
  if (!isSame) return refuse(40003, 'isv.signature-invalid', '签名校验失败');
  const read = readJson(text);
  if (!read || typeof read.value !== 'object' || read.value === null || Array.isArray(read.value))
    return refuse(40003, 'isv.parameter-format-invalid', 'param_json 不是对象');
  if (read.canonical !== text)
    return refuse(40003, 'isv.signature-invalid', '签名校验失败：param_json 未按规则排序');
  return read.value as Readonly<Record<string, Json>>; // an object that is no list
}

function findGrant(books: Books, asked: Asked, app: App): Grant | Refusal {
  const token = asked.query.get('access_token') ?? '';
  if (token === '') return refuse(40001, 'isv.access-token-missing', 'access_token 缺失');
  const grant = books.grants.find((each) => each.accessToken === token && each.appKey === app.key);
  if (!grant) return refuse(40003, 'isv.access-token-no-existed', 'access_token 不存在');
  if (grant.isWithdrawn) return refuse(30001, 'dop.authorization-closed', '授权已关闭');
  if (grant.accessUntil <= Math.floor(asked.now / 1000))
    return refuse(40003, 'isv.access-token-expired', 'access_token 已过期');
  return grant;
}
