// The number that matters, what it means in one sentence, and the three that follow from it.

import { ToneIcon, type ToneName } from '../parts/tone.tsx';
import { useText } from '../text/text.ts';
import room from './compliance.module.css';
import styles from './ratio-head.module.css';
import type { DayOfShop } from './ratio-shape.ts';
import { sayHour, sayPercent } from './say-ratio.ts';

const tones: Readonly<Record<DayOfShop['level'], ToneName>> = {
  none: 'quiet',
  ok: 'ok',
  near: 'ask',
  below: 'stop',
};

export function RatioHead({ day }: { readonly day: DayOfShop }) {
  const { t, language } = useText();
  const { orders, ratio, level, leastPercent, forecast } = day;
  const failed = orders.all - orders.compliant;
  const end = forecast.points.at(-1);
  const facts = { count: failed, least: leastPercent, all: orders.all };
  return (
    <header className={styles.headline} data-level={level}>
      <div className={styles.ratio}>
        <b data-none={ratio === null || undefined}>{ratio === null ? '–' : sayPercent(ratio, language)}</b>
        <span>{t('compliance.least', { least: leastPercent })}</span>
      </div>
      <p className={room.verdict}>
        <ToneIcon tone={tones[level]} size={28} />
        <span>
          <strong>{t(`compliance.level.${level}`, facts)}</strong>
          <small>{sayNext()}</small>
        </span>
      </p>
      <dl className={styles.figures}>
        <div>
          <dt>{t('compliance.may-fail')}</dt>
          <dd
            data-tone={
              level === 'below' ? 'stop' : day.mayFail.untilEnd <= 1 && level === 'near' ? 'ask' : undefined
            }
          >
            {day.mayFail.untilEnd.toLocaleString(language)}
          </dd>
          <dd>{t('compliance.may-fail-how', { count: day.mayFail.inARow })}</dd>
        </div>
        <div>
          <dt>{t('compliance.shipped')}</dt>
          <dd>{orders.all.toLocaleString(language)}</dd>
          <dd>{t('compliance.shipped-how', { count: failed })}</dd>
        </div>
        <div>
          <dt>{t('compliance.waiting')}</dt>
          <dd>{day.waiting.toLocaleString(language)}</dd>
          <dd data-tone={day.wouldFail > 0 ? 'ask' : undefined}>
            {t('compliance.waiting-how', { count: day.wouldFail })}
          </dd>
        </div>
        <div>
          <dt>{t('compliance.end')}</dt>
          <dd>{end ? sayPercent(end.expected, language) : '–'}</dd>
          <dd>
            {end
              ? t('compliance.end-how', {
                  low: sayPercent(end.low, language),
                  high: sayPercent(end.high, language),
                  time: sayHour(forecast.endsAt, day.shop.timeZone),
                })
              : t('compliance.end-unknown')}
          </dd>
        </div>
      </dl>
    </header>
  );

  /** What to do about it. */
  function sayNext(): string {
    if (level === 'none') return t('compliance.next.none');
    if (level === 'below') {
      return day.toGetBack === null
        ? t('compliance.next.below-for-good')
        : t('compliance.next.below', { count: day.toGetBack });
    }
    if (day.wouldFail > 0) return t('compliance.next.put-right', { count: day.wouldFail });
    return level === 'near' ? t('compliance.next.near') : t('compliance.next.ok');
  }
}
