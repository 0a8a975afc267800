// How each shop stands with door delivery: the ratio, the line it must keep, where the day ends. A press opens the compliance room.

import { sayPercent } from '../compliance/say-ratio.ts';
import { openWith } from '../frame/room-store.ts';
import type { RequestAnswer } from '../parts/station.ts';
import { ToneIcon } from '../parts/tone.tsx';
import { useText } from '../text/text.ts';
import styles from './ratio-line.module.css';

type Ratios = RequestAnswer<'today.read'>['ratios'];
const tones = { none: 'quiet', ok: 'ok', near: 'ask', below: 'stop' } as const;

export function RatioLine({ ratios }: { readonly ratios: Ratios }) {
  const { t, language } = useText();
  return ratios.map(({ shop, ratio, level, orders, leastPercent, end }) => (
    <button
      key={shop.shopId}
      type="button"
      className={styles.ratio}
      data-level={level}
      onClick={() => openWith({ room: 'compliance', shopId: shop.shopId })}
    >
      <ToneIcon tone={tones[level]} size={24} />
      <span>
        {t('today.ratio')}
        {ratios.length > 1 && ` · ${shop.name}`}
      </span>
      <b data-none={ratio === null || undefined}>{ratio === null ? '–' : sayPercent(ratio, language)}</b>
      <small>
        {ratio === null
          ? t('today.ratio-none', { least: leastPercent })
          : t('today.ratio-of', { right: orders.compliant, all: orders.all, least: leastPercent })}
        {end &&
          ` · ${t('today.ratio-end', {
            expected: sayPercent(end.expected, language),
            low: sayPercent(end.low, language),
            high: sayPercent(end.high, language),
          })}`}
      </small>
    </button>
  ));
}
