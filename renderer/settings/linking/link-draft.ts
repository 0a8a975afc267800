// What a person enters to link a shop, and the account it makes. Pure: which fields are missing, what is sent, where the code is in what
// was pasted.

import type { RequestAnswer, RequestArgument } from '../../parts/station.ts';

export type LinkView = RequestAnswer<'shops.link'>;
export type LinkGiven = RequestArgument<'shops.connect'>['link'];
type TiktokGiven = Extract<LinkGiven, { platform: 'tiktok' }>;
export type Region = TiktokGiven['region'];

export const regions: readonly Region[] = [
  'GB',
  'DE',
  'FR',
  'IT',
  'ES',
  'IE',
  'US',
  'ID',
  'TH',
  'VN',
  'MY',
  'PH',
  'SG',
  'JP',
  'BR',
  'MX',
];

export interface LinkDraft {
  readonly platform: 'douyin' | 'tiktok';
  readonly name: string;
  readonly timeZone: string;
  readonly appKey: string;
  readonly appKind: 'self' | 'tool';
  readonly serviceId: string;
  /** Douyin's own app only: a consent tells it otherwise. */
  readonly shopNumber: string;
  readonly region: Region | null;
  readonly signs: 'here' | 'relay';
  readonly appSecret: string;
  readonly relay: string;
  readonly relayKey: string;
  readonly senderName: string;
  readonly senderPhone: string;
  /** Codes with commas between. */
  readonly carriers: string;
  /** Empty: the platform's own. */
  readonly gateway: string;
  readonly authGateway: string;
}

export function emptyDraft(timeZone: string): LinkDraft {
  return {
    platform: 'douyin',
    name: '',
    timeZone,
    appKey: '',
    appKind: 'self',
    serviceId: '',
    shopNumber: '',
    region: null,
    signs: 'here',
    appSecret: '',
    relay: '',
    relayKey: '',
    senderName: '',
    senderPhone: '',
    carriers: '',
    gateway: '',
    authGateway: '',
  };
}

/** As it is kept; secrets are never among it. */
export function draftOf({ shop, link }: LinkView): LinkDraft {
  const shared: LinkDraft = {
    ...emptyDraft(shop.timeZone),
    platform: link.platform,
    name: shop.name,
    appKey: link.appKey,
    serviceId: link.serviceId,
    signs: link.relay === null ? 'here' : 'relay',
    relay: link.relay ?? '',
    gateway: link.gateway,
  };
  if (link.platform === 'tiktok') return { ...shared, region: link.region, authGateway: link.authGateway };
  return {
    ...shared,
    appKind: link.appKind,
    shopNumber: link.platformShopId,
    senderName: link.senderName,
    senderPhone: link.senderPhone,
    carriers: link.carriers.join(', '),
  };
}

/** The account to send; null while something is missing. `before`: what is kept of it that no field shows. */
export function linkOf(draft: LinkDraft, before: LinkView | null): LinkGiven | null {
  const { platform, gateway, authGateway } = draft;
  const isRelayed = draft.signs === 'relay';
  if (draft.appKey.trim() === '') return null;
  if (isRelayed && !/^https?:\/\/\S+$/.test(draft.relay.trim())) return null;
  const hasSecret = isRelayed
    ? draft.relayKey.trim() !== '' || before?.hasRelayKey === true
    : draft.appSecret.trim() !== '' || before?.hasSecret === true;
  if (!hasSecret) return null;
  const shared = {
    appKey: draft.appKey.trim(),
    serviceId: draft.serviceId.trim(),
    relay: isRelayed ? draft.relay.trim() : null,
    ...(gateway.trim() !== '' && { gateway: gateway.trim() }),
  };
  if (platform === 'tiktok') {
    if (!draft.region) return null;
    const kept = before?.link.platform === 'tiktok' ? before.link : null;
    return {
      ...kept,
      ...shared,
      platform,
      region: draft.region,
      ...(authGateway.trim() !== '' && { authGateway: authGateway.trim() }),
    };
  }
  const kept = before?.link.platform === 'douyin' ? before.link : null;
  const isOwnApp = draft.appKind === 'self';
  if (isOwnApp && !/^\d+$/.test(draft.shopNumber.trim())) return null;
  return {
    ...kept,
    ...shared,
    platform,
    appKind: draft.appKind,
    platformShopId: isOwnApp ? draft.shopNumber.trim() : (kept?.platformShopId ?? ''),
    senderName: draft.senderName.trim(),
    senderPhone: draft.senderPhone.trim(),
    carriers: draft.carriers.split(/[,，、\s]+/).filter((code) => code !== ''),
  };
}

/**
 * The code in what was pasted: the code itself, or the whole address of the page that follows the consent. `other`: the address is of the
 * linking of another shop; its `state`, where the platform gives it back, is the shop's id.
 */
export function readCode(
  pasted: string,
  shopId: string,
): { readonly code: string } | 'denied' | 'other' | 'none' {
  const text = pasted.trim();
  if (text === '') return 'none';
  if (/[?&]error=/.test(text) || /[?&]code=null(&|$)/.test(text)) return 'denied';
  const state = /[?&]state=([^&#\s]+)/.exec(text)?.[1];
  if (state !== undefined && state !== encodeURIComponent(shopId)) return 'other';
  const inAddress = /[?&](?:code|auth_code)=([^&#\s]+)/.exec(text)?.[1];
  if (inAddress !== undefined) return { code: decoded(inAddress) };
  return /^\S+$/.test(text) && !/^https?:/.test(text) ? { code: text } : 'none';
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a sign of percent that stands for itself
  }
}

/** An address in the platform's words, e.g. of the PC that it does not let in. */
export function findAddress(words: string): string | null {
  return (
    /\b(?:\d{1,3}\.){3}\d{1,3}\b/.exec(words)?.[0] ??
    /\b(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{1,4}\b/i.exec(words)?.[0] ??
    null
  );
}

export const linkSteps = ['app', 'consent', 'choose', 'test'] as const;
export type LinkStep = (typeof linkSteps)[number];

/** The steps that this kind of app has. */
export function stepsFor({
  platform,
  appKind,
}: Pick<LinkDraft, 'platform' | 'appKind'>): readonly LinkStep[] {
  if (platform === 'tiktok') return linkSteps;
  return appKind === 'self' ? ['app', 'test'] : ['app', 'consent', 'test'];
}

/** Where a set-up goes on. */
export function stepToShow(step: LinkView['step']): LinkStep {
  return step === 'done' ? 'test' : step;
}
