// The adapter of Tiktok shops.

import { Fault } from '../../basics/fault.ts';
import type { AdapterParts } from '../adapter.ts';
import type { TiktokLink } from '../link.ts';
import type { Platform } from '../platform.ts';

export function createTiktokPlatform(_parts: AdapterParts<TiktokLink>): Platform {
  throw new Fault('platform.not-linked', 'never');
}
