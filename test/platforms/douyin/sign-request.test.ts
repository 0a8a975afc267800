// Signatures that other programs for this platform make of the same questions.

import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../main/platforms/douyin/canonical-json.ts';
import { textToSign } from '../../../main/platforms/douyin/send-signed.ts';
import { signWith } from '../../../main/platforms/web/signer.ts';

const contract = { appKey: '1234567890123456789', secret: 'contract-app-secret' };
// Printed in a public program's introduction; good for nothing.
const demo = { appKey: '3409409348479354011', secret: '2ad2355c-01d0-11f8-91dc-05a8cd1054b1' };

const ownToken = { shop_id: '323423', grant_type: 'authorization_self', code: '' };
const search = {
  page: 0,
  size: 100,
  order_by: 'update_time',
  order_asc: true,
  update_time_start: 1716170400,
  update_time_end: 1716181200,
  combine_status: [{ order_status: '2,101' }],
};

const vectors = [
  {
    app: contract,
    method: 'order.searchList',
    params: { z: 1.0, nested: { 汉: '<&', a: true }, a: [3, { b: 2, a: 1 }] },
    body: '{"a":[3,{"a":1,"b":2}],"nested":{"a":true,"汉":"<&"},"z":1}',
    timestamp: '1667899926',
    sign: 'cfb0c61c20926f758e13f4bd3d59a0de0e22f3c6059f1045cae36e6cea2bd417',
    md5: '6a50fd3554490c8651eb774e4b12ff6d',
  },
  {
    app: demo,
    method: 'token.create',
    params: ownToken,
    body: '{"code":"","grant_type":"authorization_self","shop_id":"323423"}',
    timestamp: '1716182040',
    sign: 'afdbe44e956da7ad4b2cceff616a94cfd6b1fa584b55e3cf0a4990b8185389d6',
    md5: 'e6305b7bf900f1706cd570069b63cbe0',
  },
  {
    app: demo,
    method: 'token.refresh',
    params: { refresh_token: 'REFRESH_TOKEN_DEMO', grant_type: 'refresh_token' },
    body: '{"grant_type":"refresh_token","refresh_token":"REFRESH_TOKEN_DEMO"}',
    timestamp: '1716182040',
    sign: 'ebe0760d2c9a1a958496bc8025cd6c972f83550f743d8d6a19cfafaff1eeab6e',
    md5: '21a870ea38358b2923b6b608f4e98cb8',
  },
  {
    app: demo,
    method: 'order.searchList',
    params: search,
    body: '{"combine_status":[{"order_status":"2,101"}],"order_asc":true,"order_by":"update_time","page":0,"size":100,"update_time_end":1716181200,"update_time_start":1716170400}',
    timestamp: '1716182040',
    sign: 'a28d8e250dfce126b32eb4c27867963ef62668395d33ced0130744ff317a9ce4',
    md5: 'bcae355d13ca5ac75e265fd076e65218',
  },
  {
    app: demo,
    method: 'order.orderDetail',
    params: { shop_order_id: '6920000000000000001' },
    body: '{"shop_order_id":"6920000000000000001"}',
    timestamp: '1716182040',
    sign: '33de4b2f5516ccdbcbd5bd163411dead7549b9aa3e3d2d87a741f52adae2ae4f',
    md5: '36e8af5578d5b28b63ef8b58d8f39aae',
  },
  {
    app: demo,
    method: 'token.create',
    params: ownToken,
    body: '{"code":"","grant_type":"authorization_self","shop_id":"323423"}',
    timestamp: '2024-05-20 13:14:00',
    sign: '7476155b1ab197bd7309ae5a19dd6fde201a1c92bb95f8e6a28292fa7bc24a4e',
    md5: null,
  },
  {
    app: demo,
    method: 'order.searchList',
    params: search,
    body: '{"combine_status":[{"order_status":"2,101"}],"order_asc":true,"order_by":"update_time","page":0,"size":100,"update_time_end":1716181200,"update_time_start":1716170400}',
    timestamp: '2024-05-20 13:14:00',
    sign: '801a4d07664a8859d78d193955eff7f584f5e789dcd835d011b3e3f20a06f696',
    md5: null,
  },
];

describe('a question to Douyin', () => {
  it.each(vectors)('is signed as others sign it: $method at $timestamp', (vector) => {
    const { app, method, params, timestamp } = vector;
    const body = canonicalJson(params);
    const text = textToSign({ appKey: app.appKey, method, body, timestamp });

    const md5 = createHash('md5').update(`${app.secret}${text}${app.secret}`, 'utf8').digest('hex');

    expect(body).toBe(vector.body);
    expect(signWith(app.secret, text)).toBe(vector.sign);
    expect(vector.md5 ?? md5).toBe(md5);
  });

  it('names its fields one after the other, with nothing between', () => {
    const text = textToSign({ appKey: 'K', method: 'a.b', body: '{}', timestamp: '1' });

    expect(text).toBe('app_keyKmethoda.bparam_json{}timestamp1v2');
  });
});
