// Puts a shop's adapter together: its client with its own rate, its link, its secrets.

import { Fault } from '../basics/fault.ts';
import type { AdapterParts } from './adapter.ts';
import { createDouyinPlatform } from './douyin/douyin-platform.ts';
import type { DouyinLink, Link, TiktokLink } from './link.ts';
import type { Platform } from './platform.ts';
import type { PlatformsParts, ReachableShop } from './registry.ts';
import { createTiktokPlatform } from './tiktok/tiktok-platform.ts';
import { createRateLimiter } from './web/rate-limiter.ts';
import { createWebClient } from './web/web-client.ts';

/** Faults: `platform.not-linked` when nothing is known of the shop's account. */
export function connectPlatform(parts: PlatformsParts, { shopId }: ReachableShop): Platform {
  const { clock, settings } = parts;
  const link = parts.links.read(shopId);
  if (!link) throw new Fault('platform.not-linked', 'never');
  const perSecond = () =>
    settings.get(
      link.platform === 'douyin' ? 'network.douyinCallsPerSecond' : 'network.tiktokCallsPerSecond',
    );
  const shared: Omit<AdapterParts<Link>, 'link' | 'saveLink'> = {
    shopId,
    secrets: parts.secrets,
    web: createWebClient({
      clock,
      limiter: createRateLimiter(clock, perSecond),
      answerWithinMs: () => settings.get('network.answerWithinSeconds') * 1_000,
      proxyFor: parts.proxyFor,
    }),
    clock,
    settings,
    random: parts.random,
    log: parts.log,
  };
  switch (link.platform) {
    case 'douyin':
      return createDouyinPlatform({
        ...shared,
        link,
        saveLink: (changed: DouyinLink) => parts.links.write(shopId, changed),
      });
    case 'tiktok':
      return createTiktokPlatform({
        ...shared,
        link,
        saveLink: (changed: TiktokLink) => parts.links.write(shopId, changed),
      });
  }
}
