// What a person enters to link a shop: which fields are missing, what is sent, where the code is in what was pasted.

import { describe, expect, it } from 'vitest';
import {
  draftOf,
  emptyDraft,
  findAddress,
  type LinkDraft,
  type LinkView,
  linkOf,
  readCode,
  stepsFor,
} from '../../../renderer/settings/linking/link-draft.ts';

const douyin: LinkDraft = {
  ...emptyDraft('Asia/Shanghai'),
  appKey: ' key-1 ',
  appSecret: 'secret',
  shopNumber: '323423',
  carriers: 'zhongtong， yunda',
};
const tiktok: LinkDraft = { ...douyin, platform: 'tiktok', region: 'GB', serviceId: '77' };

const kept = {
  shop: { name: 'Harbour', timeZone: 'Europe/London' },
  link: {
    platform: 'tiktok',
    gateway: 'https://a.invalid',
    authGateway: 'https://b.invalid',
    appKey: 'key-1',
    serviceId: '77',
    region: 'GB',
    platformShopId: '7',
    shopCipher: 'cipher',
    relay: null,
  },
  hasSecret: true,
  hasRelayKey: false,
} as LinkView; // as much of it as a draft reads

describe('the account that is sent', () => {
  it('holds what was entered, without blanks, with the carriers one by one', () => {
    expect(linkOf(douyin, null)).toMatchObject({
      platform: 'douyin',
      appKey: 'key-1',
      appKind: 'self',
      platformShopId: '323423',
      carriers: ['zhongtong', 'yunda'],
      relay: null,
    });
  });

  it.each([
    ['the app key', { ...douyin, appKey: ' ' }],
    ['the secret', { ...douyin, appSecret: '' }],
    ['the number of the shop', { ...douyin, shopNumber: 'abc' }],
    ['the market', { ...tiktok, region: null }],
    ['the relay’s address', { ...tiktok, signs: 'relay', relay: 'relay', relayKey: 'k' }],
    ['the relay’s key', { ...tiktok, signs: 'relay', relay: 'https://r.invalid' }],
  ] as const)('waits for %s', (_missing, draft) => {
    expect(linkOf(draft, null)).toBeNull();
  });

  it('keeps what no field shows when it is changed, and asks for no secret again', () => {
    expect(linkOf({ ...draftOf(kept), region: 'DE' }, kept)).toEqual({ ...kept.link, region: 'DE' });
  });

  it('never fills a secret in', () => {
    expect(draftOf(kept)).toMatchObject({ appSecret: '', relayKey: '', name: 'Harbour' });
  });
});

describe('the code', () => {
  it.each([
    ['alone', 'TTP_abc-123', { code: 'TTP_abc-123' }],
    ['in the address', 'https://back.invalid/?app_key=1&code=a%2Fb&state=S', { code: 'a/b' }],
    ['not cleanly written', 'https://back.invalid/?code=a%zz', { code: 'a%zz' }],
    ['of another shop', 'https://back.invalid/?code=a&state=T', 'other'],
    ['refused', 'https://back.invalid/?code=null&error=auth_denied', 'denied'],
    ['missing in the address', 'https://back.invalid/?state=S', 'none'],
    ['in a whole sentence', 'here is the code', 'none'],
    ['not there', '  ', 'none'],
  ])('is found when it is %s', (_where, pasted, found) => {
    expect(readCode(pasted, 'S')).toEqual(found);
  });
});

it('finds the address to add in the words of the platform', () => {
  expect(findAddress('ip 203.0.113.7 is not in the allow list')).toBe('203.0.113.7');
  expect(findAddress('client 2001:db8:0:1:0:0:0:7 refused')).toBe('2001:db8:0:1:0:0:0:7');
  expect(findAddress('IP address is not in the allow list')).toBeNull();
});

it('asks for consent and a choice only where there is one', () => {
  expect(stepsFor({ platform: 'douyin', appKind: 'self' })).toEqual(['app', 'test']);
  expect(stepsFor({ platform: 'douyin', appKind: 'tool' })).toEqual(['app', 'consent', 'test']);
  expect(stepsFor({ platform: 'tiktok', appKind: 'self' })).toEqual(['app', 'consent', 'choose', 'test']);
});
