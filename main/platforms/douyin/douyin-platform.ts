// The adapter of Douyin shops.

import { Fault } from '../../basics/fault.ts';
import type { AdapterParts } from '../adapter.ts';
import type { DouyinLink } from '../link.ts';
import type { Platform } from '../platform.ts';

export function createDouyinPlatform(_parts: AdapterParts<DouyinLink>): Platform {
  throw new Fault('platform.not-linked', 'never');
}
