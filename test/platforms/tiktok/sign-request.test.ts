// The platform's own vectors of signing, and those that several public programs agree on.

import { expect, it } from 'vitest';
import { encodeQuery, textToSign } from '../../../main/platforms/tiktok/sign-request.ts';
import { signWith } from '../../../main/platforms/web/signer.ts';

const secret = 'e59af819cc';
const common = {
  app_key: '29a39d',
  shop_cipher: 'GCP_XF90igAAAABh00qsWgtvOiGFNqyubMt3',
  timestamp: '1623812664',
};
const pageToken = '6AsPQsUMvH3RkchNUPPh22NROHkE0D8pmq/N5M1kHYcZmtRyv9aVrNv65W7Q6tFA+7D1ud64MPNz5OaT=';

it.each([
  {
    what: 'a question without a body',
    text: textToSign('/authorization/202309/shops', { timestamp: '1623812664', app_key: '29a39d' }),
    sign: 'b596b73e0cc6de07ac26f036364178ab16b0a907af13d43f0a0cd2345f582dc8',
  },
  {
    what: 'a body, exactly as it leaves',
    text: textToSign(
      '/event/202309/webhooks',
      { timestamp: '1696909648', shop_cipher: 'ROW_xkMbgAAAeVAQra0eZWebFQq5aIK', app_key: '68xu9ks5p4i8' },
      '{"address":"https://partner.tiktokshop.com","event_type":"PACKAGE_UPDATE"}',
    ),
    sign: 'cd0d6268252f4ba293bf7ea4c0a2873bf9beec600d22530638564ab301435f7a',
  },
  {
    what: 'a search by update time',
    text: textToSign(
      '/order/202309/orders/search',
      { ...common, sort_order: 'ASC', sort_field: 'update_time', page_size: '100' },
      '{"order_status":"AWAITING_SHIPMENT","update_time_ge":1623726264,"update_time_lt":1623812664}',
    ),
    sign: '85033513455e3e44f59cec2afc1c2ea5636d2a6d01168c6a269f5904bfd67e23',
  },
  {
    what: 'a page token with plus, slash and equals signs, undecorated',
    text: textToSign(
      '/order/202309/orders/search',
      { ...common, page_size: '100', sort_field: 'update_time', sort_order: 'ASC', page_token: pageToken },
      '{"order_status":"AWAITING_SHIPMENT"}',
    ),
    sign: '1fce7b2302ece351ec24b2de3fddb48b563da40a77d887a8e6020b88cb85d965',
  },
  {
    what: 'several ids in one value',
    text: textToSign('/order/202309/orders', { ...common, ids: '576461413038785752,576461413038785753' }),
    sign: '0e888959aae6ea5a2e5270c90de0cdaa00789074fe554bf0644af041d2af5397',
  },
  {
    what: 'ids of nineteen digits in a body',
    text: textToSign(
      '/fulfillment/202309/packages/ship',
      common,
      '{"packages":[{"id":"1152321127278713123"},{"id":"1152321127278713124"}]}',
    ),
    sign: 'e51611d67a6848f1c409be761e05e031970449b967e9a332b11adcd855849a22',
  },
  {
    what: 'the same with blanks, which are bytes like others',
    text: textToSign(
      '/fulfillment/202309/packages/ship',
      common,
      '{"packages": [{"id": "1152321127278713123"}, {"id": "1152321127278713124"}]}',
    ),
    sign: 'a1c8ec6fb4a5eb34ed946a327cbd324213d79ee7d3c60fd2e80c51252eab3622',
  },
  {
    what: 'a form with files, whose body is not signed',
    text: textToSign(
      '/fulfillment/202309/images/upload',
      common,
      'anything',
      'multipart/form-data; boundary=x',
    ),
    sign: '6fb00c9a072412d14c3c047b3637d5362eb86c746fa0e0a3f10db66df8aad26c',
  },
  {
    what: 'an approval without a body',
    text: textToSign('/return_refund/202309/cancellations/4035318504086604100/approve', common),
    sign: '8956ce3752d36ede337a20c7268287e6df8fa431b300ff26200dc8b7b1cff066',
  },
  {
    what: 'the same with an empty object in it',
    text: textToSign('/return_refund/202309/cancellations/4035318504086604100/approve', common, '{}'),
    sign: '0e3f30f5044e4278d7bbeb1625e614f0201dd616f5e43888c51f7fb2a67d3173',
  },
])('signs $what', ({ text, sign }) => {
  expect(signWith(secret, text)).toBe(sign);
});

it('sorts names by their bytes, capitals first, and leaves sign and token out', () => {
  const text = textToSign('/p', { b: '1', B: '2', _a: '3', sign: 'x', access_token: 'y', aa: '4' });

  expect(text).toBe('/pB2_a3aa4b1');
});

it('encodes on the wire only', () => {
  expect(encodeQuery({ page_token: 'a+/=', name: '茶' })).toBe('page_token=a%2B%2F%3D&name=%E8%8C%B6');
});
